"""What finished heads say of the states of words, held on to while the layers under them learn something else.

The heads stand still; what they made of the states as they were is what they shall make of them (knowledge distillation:
Hinton et al. 2015; without the old tasks' data: Li and Hoiem 2016).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from .batches import Inputs
from .decode import best_plain, runs
from .labels import Labels
from .losses import shares
from .model import FAR, TAGS, Heads, Reader
from .quantise import in_floats

MENTION, CUE, PARTS = 3.0, 6.0, 3.0
"""How much more these count than a tag of every word: they are about few words."""
UNSAVED = "heads.likeness."
"""What a branch tells instead."""


@dataclass(frozen=True)
class Pair:
    """Two parties of a sentence of the batch, by the places of their words."""

    sentence: int
    actor: list[int]
    recipient: list[int]


def finished(weights: Path, labels: Labels, sizes: dict[str, int]) -> Reader:
    """The reader of a weights' file, computing in floats."""
    tensors, reader = load_file(weights), Reader(sizes).eval()
    state = reader.state_dict()
    reader.load_state_dict({name: state[name] if name.startswith(UNSAVED) else in_floats(tensors, name) for name in state})
    return reader.requires_grad_(False)


def held_loss(heads: Heads, states: Tensor, before: Tensor, inputs: Inputs, pairs: list[Pair]) -> Tensor:
    """How far what the heads say of `states` is from what they say of those `before`; both have a row for the root and each word."""
    return (
        of_tags(heads, states, before, inputs)
        + of_trees(heads, states, before, inputs)
        + of_quotes(heads, states, before, inputs)
        + of_pairs(heads, states, before, inputs, pairs)
    )


def divergence(scores: Tensor, before: Tensor) -> Tensor:
    """Kullback and Leibler's, the mean over rows."""
    found, told = F.log_softmax(scores, -1), F.log_softmax(before, -1)
    return (told.exp() * (told - found)).sum(-1).mean()


def of_tags(heads: Heads, states: Tensor, before: Tensor, inputs: Inputs) -> Tensor:
    found, told, real = heads.words(states), heads.words(before), inputs.real_words()
    weights = {name: MENTION if name == "mention" else 1.0 for name in TAGS}
    return sum(weight * divergence(found[name][real], told[name][real]) for name, weight in weights.items())


def of_trees(heads: Heads, states: Tensor, before: Tensor, inputs: Inputs) -> Tensor:
    """Heads of words, and relations to the head that was likeliest."""
    real, padding = inputs.real_words(), (~inputs.real_heads()).float()[:, None, :] * FAR
    (arcs, dependant, head), (arcs_before, dependant_before, head_before) = heads.tree(states), heads.tree(before)
    chosen = (arcs_before + padding).argmax(-1)[:, :, None].expand(-1, -1, head.shape[2])
    found = heads.relation(dependant, head.gather(1, chosen))
    told = heads.relation(dependant_before, head_before.gather(1, chosen))
    return divergence((arcs + padding)[real], (arcs_before + padding)[real]) + divergence(found[real], told[real])


def of_quotes(heads: Heads, states: Tensor, before: Tensor, inputs: Inputs) -> Tensor:
    """Cues, and the parts that belong to those that were found."""
    real = inputs.real_words()
    told = heads.quote.cues(before, real)
    loss = CUE * divergence(heads.quote.cues(states, real)[real], told[real])
    cues = list(found_cues(told, inputs))
    if not cues:
        return loss
    sentence = torch.tensor([at for at, _ in cues])
    first = torch.tensor([cue[0] + 1 for _, cue in cues])
    given = (sentence, shares([cue for _, cue in cues], states.shape[1]), first)
    parts = zip(heads.quote(states, *given), heads.quote(before, *given), strict=True)
    return loss + PARTS / 2 * sum(divergence(found[real[sentence]], told[real[sentence]]) for found, told in parts)


def found_cues(scores: Tensor, inputs: Inputs) -> Iterator[tuple[int, list[int]]]:
    for at, (rows, words) in enumerate(zip(scores.numpy(), inputs.words.tolist(), strict=True)):
        yield from ((at, cue) for cue in runs(best_plain(rows[1 : words + 1])))


def of_pairs(heads: Heads, states: Tensor, before: Tensor, inputs: Inputs, pairs: list[Pair]) -> Tensor:
    if not pairs:
        return torch.zeros(())
    sentence = torch.tensor([pair.sentence for pair in pairs])
    sides = [shares([getattr(pair, side) for pair in pairs], states.shape[1]) for side in ("actor", "recipient")]
    real = inputs.real_heads()[sentence]
    return divergence(heads.pair(states[sentence], *sides, real), heads.pair(before[sentence], *sides, real))
