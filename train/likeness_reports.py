"""Teaches the branch for likeness which sentences of two reports say the same, on finished weights: see README.md.

    python likeness_reports.py --gold GOLD --weights ../crates/wirefold-models/weights \\
        --set ../crates/wirefold-cli/tests/alignment/learning --out reader.safetensors

Learns from pairs of reports whose sentences are linked by hand. Only the branch's last layer and the layer after it move,
and the angles between sentences that they told before, within those reports and within judged pairs, are held on to.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from alignment import Pair, read_set
from likeness_branch import FILE, judged
from run import default_base
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from wirefold_train.batches import inputs_of
from wirefold_train.branch import ABOVE, LAYERS, NAME, reader_of, states
from wirefold_train.model import FAR, HIDDEN, Dropout, Layer
from wirefold_train.quantise import WEIGHT_LIMIT, QuantisedLinear, in_floats, rounded
from wirefold_train.texts import lines
from wirefold_train.words import Pieces

LAST = LAYERS - 1
THEME, TEMPERATURE = 0.5, 0.14
"""As `align/meaning.rs` and `align/company.rs` have them."""
REPORTS, PAIRS, SHORT, HELD = 4, 10, 170, 700
"""Of a batch: pairs of reports, judged pairs; of those, how long a sentence may be, and how many are held on to."""
HOLD, HOLD_PAIRS, WARM_UP = 3.0, 5.0, 10
ROW = tuple[Tensor, list[int]]
"""A sentence: the states that the last layer starts from, the places of its words' first pieces."""


class Last(nn.Module):
    """The branch's last layer and the one after it, with what two sentences' preference for each other counts for."""

    def __init__(self, tensors: dict[str, Tensor]):
        super().__init__()
        self.layer, self.project = layer_of(tensors, LAST), nn.Linear(HIDDEN, HIDDEN)
        self.project.load_state_dict({part: in_floats(tensors, f"{NAME}.{part}") for part in ("weight", "bias")})
        self.factors = nn.Parameter(torch.tensor([-0.5, 3.0, 1.0]))

    def forward(self, rows: list[ROW]) -> Tensor:
        length = max(len(states) for states, _ in rows)
        x, mask, shares = torch.zeros(len(rows), length, HIDDEN), torch.zeros(len(rows), length), torch.zeros(len(rows), length)
        for at, (below, first) in enumerate(rows):
            x[at, : len(below)], mask[at, : len(below)], shares[at, first] = below, 1, 1 / max(1, len(first))
        x = self.layer(x, (1 - mask)[:, None, None, :] * FAR)
        return F.normalize(self.project((shares[:, None] @ x)[:, 0]), dim=-1)

    def linked(self, a: Tensor, b: Tensor) -> Tensor:
        """Log-odds that each sentence of one report and each of the other say the same."""
        theme = THEME * 0.5 * (a.mean(0) + b.mean(0))
        cosines = F.normalize(a - theme, dim=1) @ F.normalize(b - theme, dim=1).T
        preference = (cosines / TEMPERATURE).log_softmax(0) + (cosines / TEMPERATURE).log_softmax(1)
        return self.factors[0] + self.factors[1] * cosines + self.factors[2] * preference / 2


def layer_of(tensors: dict[str, Tensor], at: int) -> Layer:
    layer = Layer(Dropout(0.0))
    layer.load_state_dict({name: in_floats(tensors, f"{NAME}.layers.{at}.{name}") for name in layer.state_dict()})
    return layer


@torch.no_grad()
def rows_of(texts: list[str], weights: Path, pieces: Pieces, size: int = 32) -> dict[str, ROW]:
    lower, below = reader_of(weights), [layer_of(load_file(weights), at).eval() for at in range(LAST)]
    for layer in below:
        for name in [name for name, module in layer.named_modules() if isinstance(module, nn.Linear)]:
            setattr(layer, name, QuantisedLinear(layer.get_submodule(name)))
    encoded = {text: pieces.encode([word for line in lines(text) for word in line.words][:200]) for text in texts}
    order, found = sorted(texts, key=lambda text: len(encoded[text].ids)), {}
    for start in range(0, len(order), size):
        some = order[start : start + size]
        inputs = inputs_of([encoded[text] for text in some])
        x = states(lower, inputs, inputs.shapes, ABOVE)
        for layer in below:
            x = layer(x, (1 - inputs.mask)[:, None, None, :] * FAR)
        for row, text in enumerate(some):
            found[text] = (x[row, : len(encoded[text].ids)].clone(), encoded[text].first)
    return found


@dataclass
class Lessons:
    reports: list[Pair]
    pairs: list[tuple[str, str]]
    rows: dict[str, ROW]
    before: dict[str, Tensor]
    """What each sentence said before."""

    def said_before(self, texts: list[str]) -> Tensor:
        return torch.stack([self.before[text] for text in texts])


def lessons(given: argparse.Namespace, last: Last) -> Lessons:
    reports = read_set(given.set)
    pairs = [(a, b) for a, b, _ in judged(given.gold / "paraphrase") if max(len(a), len(b)) < SHORT]
    random.Random(1).shuffle(pairs)
    pairs = pairs[:HELD]
    texts = [text for pair in reports for side in pair.sentences for text in side] + [text for pair in pairs for text in pair]
    texts = list(dict.fromkeys(texts))
    rows = rows_of(texts, given.weights / FILE, Pieces(given.base / "tokenizer.json"))
    return Lessons(reports, pairs, rows, said(last, rows))


@torch.no_grad()
def said(last: Last, rows: dict[str, ROW], size: int = 32) -> dict[str, Tensor]:
    texts = list(rows)
    parts = [texts[start : start + size] for start in range(0, len(texts), size)]
    return {text: what for part in parts for text, what in zip(part, last([rows[text] for text in part]))}


def loss_of(last: Last, known: Lessons, reports: list[Pair], pairs: list[tuple[str, str]]) -> Tensor:
    told = [text for pair in reports for side in pair.sentences for text in side]
    vectors = last([known.rows[text] for text in told + [text for pair in pairs for text in pair]])
    losses, at = [], 0
    for pair in reports:
        size, middle = sum(map(len, pair.sentences)), len(pair.sentences[0])
        part, texts = vectors[at : at + size], told[at : at + size]
        right = torch.zeros(middle, size - middle)
        right[tuple(zip(*sorted(pair.links)))] = 1
        old = known.said_before(texts)
        losses.append(F.binary_cross_entropy_with_logits(last.linked(part[:middle], part[middle:]), right))
        losses.append(HOLD * ((part @ part.T - old @ old.T) ** 2).mean())
        at += size
    old, rest = [known.said_before([pair[side] for pair in pairs]) for side in (0, 1)], vectors[at:]
    held = (((rest[0::2] * rest[1::2]).sum(1) - (old[0] * old[1]).sum(1)) ** 2).mean()
    return sum(losses) / len(reports) + HOLD_PAIRS * held


def train(last: Last, known: Lessons, epochs: int, rate: float) -> None:
    layers = [*last.layer.parameters(), *last.project.parameters()]
    groups = [{"params": layers, "rate": rate}, {"params": [last.factors], "rate": 0.05}]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    batches = len(known.reports) // REPORTS
    for epoch in range(epochs):
        order, losses = random.sample(known.reports, len(known.reports)), []
        for batch in range(batches):
            step = epoch * batches + batch
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * min(1, (step + 1) / WARM_UP) * max(0.05, 1 - step / (epochs * batches))
            loss = loss_of(last, known, order[batch * REPORTS :][:REPORTS], random.sample(known.pairs, PAIRS))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(last.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f}", flush=True)


def put_into(weights: Path, last: Last, out: Path) -> None:
    tensors = load_file(weights)
    parts = {f"layers.{LAST}.{name}": value for name, value in last.layer.state_dict().items()}
    parts |= dict(last.project.state_dict())
    for name, value in parts.items():
        if f"{NAME}.{name.removesuffix('weight')}scale" in tensors and name.endswith("weight"):
            value, tensors[f"{NAME}.{name.removesuffix('weight')}scale"] = rounded(value, WEIGHT_LIMIT)
        tensors[f"{NAME}.{name}"] = value.contiguous()
    with safe_open(weights, "pt") as given:
        save_file(tensors, out, given.metadata())


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("gold", "weights", "set", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--base", type=Path, default=default_base())
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--rate", type=float, default=1.2e-4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    last = Last(load_file(given.weights / FILE))
    train(last, lessons(given, last), given.epochs, given.rate)
    put_into(given.weights / FILE, last, given.out)


if __name__ == "__main__":
    main()
