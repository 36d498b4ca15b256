"""The head for cues on finished weights: what the reader makes of PolNeAR's own sentences, and lessons from it.

Its words are those that wirefold cuts, its states those of the Rust reader, so that the head learns on what it will see.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .decode import best_plain
from .decode import runs as runs_of
from .model import HIDDEN, Cues
from .quotes import ranges, runs

SENTENCES = 64
"""Of a batch."""
WARM_UP = 100
NEAR = 200
"""How far behind the last word the next is looked for."""


@dataclass
class CueSentence:
    words: list[str]
    tags: Tensor
    """0 outside, 1 begins a cue, 2 goes on."""
    cues: set[tuple[int, ...]]
    """The words of each gold cue, without punctuation."""
    states: np.ndarray
    """A row a word, the upper halves of 32-bit floats."""


def read(gold: Path, trees: Path, states: Path) -> list[CueSentence]:
    """`trees` is what `wirefold annotate --format conllu` makes of the texts, `states` what the example `states` makes of those."""
    with gzip.open(gold, "rt", encoding="utf8") as rows:
        reports = {report["id"]: report for report in map(json.loads, rows)}
    tables = read_states(states)
    found = []
    for name, sentences in documents(trees):
        report, at = reports[name], 0
        cues = [ranges(quote["cue"]) for quote in report["quotes"]]
        for words in sentences:
            table = next(tables)
            spans, at = placed(report["text"], words, at)
            if len(table):
                found.append(sentence_of(words, spans, cues, table))
    return found


def documents(trees: Path) -> Iterator[tuple[str, list[list[str]]]]:
    name, sentences, words = "", [], []
    for line in trees.read_text(encoding="utf8").split("\n") + ["# newdoc id = "]:
        columns = line.split("\t")
        if columns[0].isdigit():
            words.append(columns[1])
        elif not line and words:
            sentences.append(words)
            words = []
        elif line.startswith("# newdoc id = "):
            if sentences:
                yield name, sentences
            name, sentences = line.removeprefix("# newdoc id = "), []


def read_states(file: Path) -> Iterator[np.ndarray]:
    """The states of each sentence; none of one that the reader read in parts."""
    values, at = np.memmap(file, dtype=np.uint16, mode="r"), 0
    while at < len(values):
        words = int(values[at])
        yield np.array(values[at + 1 : at + 1 + words * HIDDEN]).reshape(words, HIDDEN)
        at += 1 + words * HIDDEN


def placed(text: str, words: list[str], at: int) -> tuple[list[tuple[int, int]], int]:
    """Where the words stand in the text from `at` on, and where the last one ends; one that is written otherwise stands
    where the one before it ends."""
    spans = []
    for word in words:
        start = text.find(word, at, at + NEAR + len(word))
        at = at if start < 0 else start + len(word)
        spans.append((at if start < 0 else start, at))
    return spans, at


def sentence_of(words: list[str], spans: list[tuple[int, int]], cues: list[list[tuple[int, int]]], table: np.ndarray) -> CueSentence:
    first, last = spans[0][0], spans[-1][1]
    near = [cue for cue in cues if any(s < last and first < e for s, e in cue)]
    inside = [[i for i, (s, e) in enumerate(spans) if any(s < b and a < e for a, b in cue)] for cue in near]
    tags = runs([word for cue in inside for word in cue], len(words))
    return CueSentence(words, torch.tensor(tags), {told(words, cue) for cue in inside} - {()}, table)


def told(words: list[str], places: list[int]) -> tuple[int, ...]:
    return tuple(i for i in places if any(c.isalnum() for c in words[i]))


def rows_of(sentences: list[CueSentence]) -> tuple[Tensor, Tensor]:
    """The states of all words with a row that is no word behind each sentence, and which rows are words."""
    gap = np.zeros((1, HIDDEN), np.uint16)
    table = np.concatenate([part for s in sentences for part in (s.states, gap)]).astype(np.int32)
    words = torch.tensor([real for s in sentences for real in [True] * len(s.words) + [False]])
    return (torch.from_numpy(table) << 16).view(torch.float32), words


def train(head: Cues, sentences: list[CueSentence], epochs: int, rate: float) -> None:
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    order, step = sentences[:], 0
    steps = epochs * -(-len(order) // SENTENCES)
    for epoch in range(epochs):
        random.shuffle(order)
        losses = []
        for start in range(0, len(order), SENTENCES):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (step + 1) / WARM_UP) * (1 - step / steps)
            some, step = order[start : start + SENTENCES], step + 1
            table, words = rows_of(some)
            loss = F.cross_entropy(head(table, words)[words], torch.cat([s.tags for s in some]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f}", flush=True)


@torch.no_grad()
def score(head: Cues, sentences: list[CueSentence]) -> float:
    """F1 of exact cues within their sentences."""
    head.eval()
    found = gold = both = 0
    for start in range(0, len(sentences), SENTENCES):
        some = sentences[start : start + SENTENCES]
        table, words = rows_of(some)
        scores = head(table, words)[words].split([len(s.words) for s in some])
        for sentence, rows in zip(some, scores):
            cues = {told(sentence.words, run) for run in runs_of(best_plain(rows.numpy()))} - {()}
            found, gold, both = found + len(cues), gold + len(sentence.cues), both + len(cues & sentence.cues)
    head.train()
    return round(200 * both / max(found + gold, 1), 2)
