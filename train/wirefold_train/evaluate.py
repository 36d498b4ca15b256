"""Scores on kept sets, for any model that can be run on a batch (PyTorch's or ONNX Runtime's)."""

from collections import Counter
from typing import Protocol

import numpy as np
import torch

from . import decode, lemma
from .batches import Inputs, capped, inputs_of
from .corpora import Sentence
from .labels import Labels
from .model import Reader
from .words import Pieces

Arrays = tuple[np.ndarray, ...]
CAP = 2048


class Runner(Protocol):
    """Runs the two graphs: scores of words, and labels of chosen arcs."""

    def read(self, inputs: Inputs) -> Arrays: ...

    def relations(self, dependant: np.ndarray, head: np.ndarray) -> np.ndarray: ...


class TorchRunner:
    def __init__(self, model: Reader):
        self.model = model.eval()

    def read(self, inputs: Inputs) -> Arrays:
        with torch.inference_mode():
            return tuple(out.numpy() for out in self.model(*inputs.arguments()))

    def relations(self, dependant: np.ndarray, head: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return self.model.heads.relation(torch.from_numpy(dependant), torch.from_numpy(head)).numpy()


def runs(runner: Runner, sentences: list[Sentence], pieces: Pieces):
    """(sentence, the outputs' rows for it), batched by length."""
    encoded = [(s, pieces.encode(s.words)) for s in sentences]
    ordered = sorted(encoded, key=lambda pair: len(pair[1].ids))
    for batch in capped(ordered, lambda pair: len(pair[1].ids), CAP):
        outputs = runner.read(inputs_of([e for _, e in batch]))
        for row, (sentence, _) in enumerate(batch):
            yield sentence, [out[row, : len(sentence.words) + 1] for out in outputs]


def score_trees(runner: Runner, sentences: list[Sentence], pieces: Pieces, labels: Labels) -> dict[str, float]:
    """Percent of words right, on gold words. `LAS` compares plain relations, `LAS+` their subtypes as well."""
    right, total, known = Counter(), 0, set(pieces.vocabulary())
    for sentence, (upos, xpos, scripts, _, arcs, dependant, head) in runs(runner, sentences, pieces):
        heads = decode.tree(arcs[:, : len(sentence.words) + 1].astype(np.float64))
        names = [labels.relations[i] for i in runner.relations(dependant, head[heads]).argmax(-1)]
        for i, word in enumerate(sentence.words, 1):
            gold = i - 1
            total += 1
            right["UPOS"] += labels.upos[upos[i].argmax()] == sentence.upos[gold]
            right["XPOS"] += labels.xpos[xpos[i].argmax()] == sentence.xpos[gold]
            chosen = lemma.choose(scripts[i], labels.lemma_scripts, word, known)
            right["lemma"] += chosen == sentence.lemmas[gold]
            if heads[i] == sentence.heads[gold]:
                relation = sentence.relations[gold]
                right["UAS"] += 1
                right["LAS"] += names[i].split(":")[0] == relation.split(":")[0]
                right["LAS+"] += names[i] == relation
    return {name: round(100 * right[name] / total, 2) for name in ("UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS+")}


def score_mentions(runner: Runner, sentences: list[Sentence], pieces: Pieces) -> dict[str, float]:
    """F1 of exact span and kind; a kind that the corpus does not mark counts as its `other`, or not at all."""
    found, gold, both, per = 0, 0, 0, Counter()
    for sentence, outputs in runs(runner, sentences, pieces):
        answer = seen_by_corpus(decode.spans(decode.best_tags(outputs[3][1:])), sentence.marked)
        truth = decode.spans(sentence.mentions)
        found, gold, both = found + len(answer), gold + len(truth), both + len(answer & truth)
        per.update(f"gold {k}" for *_, k in truth)
        per.update(f"found {k}" for *_, k in answer)
        per.update(f"both {k}" for *_, k in answer & truth)
    kinds = sorted({name.split()[1] for name in per})
    scores = {k: f1(per["both " + k], per["found " + k], per["gold " + k]) for k in kinds}
    return {"F1": f1(both, found, gold), **scores}


def seen_by_corpus(spans: set[tuple[int, int, str]], marked: tuple[str, ...]) -> set[tuple[int, int, str]]:
    renamed = {(s, e, k if k in marked else "other") for s, e, k in spans}
    return {(s, e, k) for s, e, k in renamed if k in marked}


def f1(both: int, found: int, gold: int) -> float:
    return round(200 * both / max(found + gold, 1), 2)
