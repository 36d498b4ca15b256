"""The branch that tells likeness: two layers of their own on top of the encoder's fourth, which stands still.

The top layers unlearn some of the base model's sense of likeness for the sake of trees and names. The branch starts as
the base model's top layers and learns three things at once: the base model's own states, the angles between sentences
as a larger model sees them, and the judged pairs.
"""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from .batches import Inputs, inputs_of
from .likeness import LikePair
from .losses import likeness_loss
from .model import FAR, HIDDEN, Dropout, Encoder, Layer
from .quantise import QuantisedLinear, in_floats, stored
from .texts import lines
from .words import Pieces

ABOVE, LAYERS = 4, 2
NAME = "heads.likeness"
ROW = tuple[Tensor, Tensor, list[int]]
"""A sentence: what the branch starts from, the base model's last states, the places of its words' first pieces."""
PAIRS, ARTICLES, OF_ARTICLE = 16, 3, 10
"""Of a batch: judged pairs, articles, sentences of each."""
TOGETHER = 5.0
"""How much more the angle between sentences of one article or pair counts: likeness is asked among such."""
STATES, ANGLES, JUDGED = 0.4, 30.0, 0.3
WARM_UP = 40


class Branch(nn.Module):
    def __init__(self, base: Encoder):
        super().__init__()
        self.layers = nn.ModuleList(Layer(Dropout(0.0)) for _ in range(LAYERS))
        for mine, given in zip(self.layers, base.layers[-LAYERS:]):
            mine.load_state_dict(given.state_dict())
        self.project = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.project.weight)
        nn.init.zeros_(self.project.bias)

    def forward(self, x: Tensor, mask: Tensor, shares: Tensor) -> tuple[Tensor, Tensor]:
        """States, and a direction a sentence; `shares` holds the part of each row in the mean of the words."""
        for layer in self.layers:
            x = layer(x, (1 - mask)[:, None, None, :] * FAR)
        return x, F.normalize(self.project((shares[:, None] @ x)[:, 0]), dim=-1)


def encoder_of(weights: Path) -> Encoder:
    """The encoder of a weights' file, computing in floats."""
    tensors, encoder = load_file(weights), Encoder().eval()
    encoder.load_state_dict({name: in_floats(tensors, f"encoder.{name}") for name in encoder.state_dict()})
    return encoder


def reader_of(weights: Path) -> Encoder:
    """The encoder of a weights' file, computing in 8 bits as the Rust reader does."""
    encoder = encoder_of(weights)
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear):
            parent, _, child = name.rpartition(".")
            setattr(encoder.get_submodule(parent), child, QuantisedLinear(module))
    return encoder


@torch.no_grad()
def rows_of(texts: list[str], lower: Encoder, base: Encoder, pieces: Pieces, size: int = 32) -> list[ROW]:
    encoded = [pieces.encode([word for line in lines(text) for word in line.words][:200]) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
    found: list[ROW] = [None] * len(texts)
    for start in range(0, len(order), size):
        some = order[start : start + size]
        inputs = inputs_of([encoded[i] for i in some])
        below = states(lower, inputs, inputs.shapes, ABOVE).half()
        told = states(base, inputs, torch.zeros_like(inputs.ids), len(base.layers)).half()
        for row, i in enumerate(some):
            length = len(encoded[i].ids)
            found[i] = (below[row, :length].clone(), told[row, :length].clone(), encoded[i].first)
    return found


def states(encoder: Encoder, inputs: Inputs, shapes: Tensor, layers: int) -> Tensor:
    x = encoder.norm(encoder.word(inputs.ids) + encoder.position(torch.arange(inputs.ids.shape[1])) + encoder.shape(shapes))
    for layer in encoder.layers[:layers]:
        x = layer(x, (1 - inputs.mask)[:, None, None, :] * FAR)
    return x


def padded_rows(rows: list[ROW]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(states below, mask, shares, states of the base model)."""
    length = max(len(below) for below, _, _ in rows)
    below, told = (torch.zeros(len(rows), length, HIDDEN) for _ in range(2))
    mask, shares = (torch.zeros(len(rows), length) for _ in range(2))
    for at, (x, y, first) in enumerate(rows):
        below[at, : len(x)], told[at, : len(x)], mask[at, : len(x)] = x.float(), y.float(), 1
        shares[at, first] = 1 / max(1, len(first))
    return below, mask, shares, told


@dataclass
class Lessons:
    """Sentences with what the larger model says of them (a zero vector where it was not asked), and their company."""

    rows: list[ROW]
    taught: np.ndarray
    pairs: list[tuple[int, int, LikePair]]
    articles: list[list[int]]

    def drawn(self) -> tuple[list[int], list[int], list[LikePair]]:
        """(sentences, the company of each, the judged pairs that come first among them)."""
        pairs, articles = random.sample(self.pairs, PAIRS), random.sample(self.articles, ARTICLES)
        chosen = [i for a, b, _ in pairs for i in (a, b)]
        company = [at // 2 for at in range(len(chosen))]
        for at, article in enumerate(articles):
            some = random.sample(article, min(OF_ARTICLE, len(article)))
            chosen += some
            company += [PAIRS + at] * len(some)
        return chosen, company, [pair for _, _, pair in pairs]


def loss_of(branch: Branch, lessons: Lessons) -> Tensor:
    chosen, company, pairs = lessons.drawn()
    below, mask, shares, told = padded_rows([lessons.rows[i] for i in chosen])
    found, said = branch(below, mask, shares)
    unlike = (((found - told) ** 2).sum(-1) * mask).sum() / ((told**2).sum(-1) * mask).sum()
    taught, company = torch.from_numpy(lessons.taught[chosen]).float(), torch.tensor(company)
    known = (taught.norm(dim=1) > 0.5).float()
    weight = (1 + (TOGETHER - 1) * (company[:, None] == company).float()) * known[:, None] * known
    weight.fill_diagonal_(0)
    angles = (weight * (said @ said.T - taught @ taught.T) ** 2).sum() / weight.sum()
    judged = likeness_loss(said[0 : 2 * PAIRS : 2], said[1 : 2 * PAIRS : 2], pairs)
    return STATES * unlike + ANGLES * angles + JUDGED * judged


def train(branch: Branch, lessons: Lessons, steps: int, rate: float, checkpoint: Path) -> None:
    groups = [{"params": branch.layers.parameters(), "rate": rate}, {"params": branch.project.parameters(), "rate": 3 * rate}]
    optimiser, begun, losses = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01), time.time(), []
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
        loss = loss_of(branch, lessons)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.item())
        if step % 50 == 49:
            print(f"step {step + 1}, {time.time() - begun:.0f} s: {np.mean(losses[-50:]):.4f}", flush=True)
            torch.save(branch.state_dict(), checkpoint)


def tensors_of(branch: Branch) -> dict[str, Tensor]:
    """What the weights' file holds of it."""
    return stored(branch.layers, f"{NAME}.layers") | stored(branch.project, NAME)
