"""Sentences as tensors: batches of like length, padded."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from .corpora import Sentence
from .labels import Labels
from .words import MAX_PIECES, Encoded, Pieces

IGNORE = -100


@dataclass
class Inputs:
    """What the graph takes, and how many words each sentence has."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor

    def arguments(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.ids, self.shapes, self.mask, self.first

    def real_heads(self) -> Tensor:
        """[sentence][column]: whether a column of the arc scores is a word or the root."""
        return torch.arange(self.first.shape[1])[None] <= self.words[:, None]

    def real_words(self) -> Tensor:
        """[sentence][row]: whether a row of the states is a word."""
        real = self.real_heads()
        real[:, 0] = False
        return real


def padded(rows: list[list[int]], fill: int = 0) -> Tensor:
    length = max(map(len, rows))
    return torch.tensor([row + [fill] * (length - len(row)) for row in rows])


def inputs_of(encoded: list[Encoded]) -> Inputs:
    ids = padded([e.ids for e in encoded])
    lengths = torch.tensor([len(e.ids) for e in encoded])
    rows = torch.arange(len(encoded))[:, None] * ids.shape[1]
    return Inputs(
        ids=ids,
        shapes=padded([e.shapes for e in encoded]),
        mask=(torch.arange(ids.shape[1])[None] < lengths[:, None]).float(),
        first=padded([[0] + e.first for e in encoded]) + rows,
        words=torch.tensor([len(e.first) for e in encoded]),
    )


def targets(rows: list[list[int]]) -> Tensor:
    """Gold answers, one row a sentence; the root's place and the padding are ignored."""
    return padded([[IGNORE] + row for row in rows], IGNORE)


@dataclass
class TreeGold:
    """Ids of the gold labels of one sentence."""

    upos: list[int]
    xpos: list[int]
    features: list[int]
    lemma: list[int]
    heads: list[int]
    relations: list[int]


def tree_gold(sentence: Sentence, labels: Labels, scripts: list[str]) -> TreeGold:
    place = {s: i for i, s in enumerate(labels.lemma_scripts)}
    features = {f: i for i, f in enumerate(labels.features)}
    return TreeGold(
        upos=[labels.upos.index(u) for u in sentence.upos],
        xpos=[labels.xpos.index(x) for x in sentence.xpos],
        features=[features.get(f, IGNORE) for f in sentence.features],
        lemma=[place.get(s, IGNORE) for s in scripts],
        heads=sentence.heads,
        relations=[labels.relation(r) for r in sentence.relations],
    )


def fits(sentence: Sentence, pieces: Pieces, limit: int = MAX_PIECES) -> bool:
    return sum(len(pieces.of_word(w)) for w in sentence.words) <= limit


def by_length(
    sentences: list, size: Callable[[object], int], cap: int, rng: random.Random, pool: int = 1500
) -> Iterator[list]:
    """Shuffled batches of like-long sentences, each of at most `cap` padded pieces."""
    order = sentences[:]
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), pool):
        batches += capped(sorted(order[start : start + pool], key=size), size, cap)
    rng.shuffle(batches)
    return iter(batches)


def capped(ordered: list, size: Callable[[object], int], cap: int) -> list[list]:
    """Cuts sentences ordered by length into batches of at most `cap` padded pieces."""
    batches: list[list] = [[]]
    for sentence in ordered:
        if batches[-1] and size(sentence) * (len(batches[-1]) + 1) > cap:
            batches.append([])
        batches[-1].append(sentence)
    return batches
