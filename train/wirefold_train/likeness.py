"""How alike two sentences are: judged pairs, and what the base model says of any sentence."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import Inputs
from .corpora import in_dev
from .model import Encoder
from .texts import lines

LIKENESS_DEV = 15
"""Percent of the pairs kept for judging."""


@dataclass
class LikePair:
    first: list[str]
    second: list[str]
    same: float | None
    """1 for a paraphrase, 0 for none; absent where the pair has a degree."""
    degree: float | None
    """0 (nothing in common) to 1 (the same)."""

    @property
    def words(self) -> list[str]:
        """The longer sentence: what the pair's row costs."""
        return max(self.first, self.second, key=len)


def read_likeness(folder: Path, names: list[str]) -> dict[str, tuple[list[LikePair], list[LikePair]]]:
    """(training, kept) of each file."""
    found = {}
    for name in names:
        with (folder / f"{name}.jsonl").open(encoding="utf8") as rows:
            records = [json.loads(row) for row in rows]
        sides = ([r for r in records if in_dev(r["id"], LIKENESS_DEV) == kept] for kept in (False, True))
        found[name] = tuple([pair_of(r) for r in side] for side in sides)
    return found


def pair_of(row: dict) -> LikePair:
    first, second = ([w for line in lines(row[side]) for w in line.words] for side in "ab")
    score = row["score"]
    return LikePair(first, second, row["label"], None if score is None else score / 5)


class Base:
    """The base model as it comes, for its own embedding of a sentence: the mean of the pieces' states."""

    def __init__(self, safetensors: Path):
        self.encoder = Encoder().eval()
        self.encoder.load_base(safetensors)

    def embed(self, inputs: Inputs) -> Tensor:
        with torch.no_grad():
            states = self.encoder(inputs.ids, torch.zeros_like(inputs.ids), inputs.mask)
            mean = (states * inputs.mask[..., None]).sum(1) / inputs.mask.sum(1, keepdim=True)
            return F.normalize(mean.float(), dim=-1)
