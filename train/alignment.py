"""Learns what speaks for two sentences among all others of two reports (`crates/wirefold-fold/data/company.tsv`).

    python alignment.py texts SET > texts.jsonl
    cargo run --release -p wirefold --example alignment_signs < texts.jsonl > signs.jsonl
    python alignment.py learn SET --signs signs.jsonl --table company.tsv

SET is a folder of pairs of reports whose sentences are linked by hand (`crates/wirefold-cli/tests/alignment`); so are its
folders `learning` and `fresh`, which are learnt from besides, and `kept`, which is only judged. Prints F1 of SET by
cross-validation over pairs, by kind, and of the kept pairs, each with the partners chosen as the record chooses them.
"""

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

SIGNS = (
    "meaning", "preference", "margin", "least_margin", "mutual", "beside", "distance", "shorter", "longer", "other_numbers", "other_names",
    "opening", "both_open",
)
TEACHING = {"learning": 0.5, "fresh": 1.0}
"""Folders that are learnt from as well, and what a pair of theirs counts for; the branch for likeness knows the first by heart."""
RIDGE, FOLDS, SEEDS, NEAR = 5.0, 10, 5, 2
THRESHOLDS = np.arange(0.2, 0.65, 0.025)
HEADER = """# What speaks for two sentences among all others of two reports (align/company.rs), in natural logarithms of odds.
# Learnt by train/alignment.py; the file says on what, and how well it does.
"""

Links = set[tuple[int, int]]


@dataclass
class Pair:
    name: str
    kind: str
    sentences: tuple[list[str], list[str]]
    links: Links
    worded: Links = field(default_factory=set)
    """What words alone link, in sentences as the reader cut them, like `at`."""
    at: list[tuple[int, int]] = field(default_factory=list)
    signs: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    gold_of: tuple[list[list[int]], list[list[int]]] = ((), ())
    """For each sentence of the reader the sentences of the set that it stands for."""

    def meant(self, found: Links) -> Links:
        a, b = self.gold_of
        return {(x, y) for i, j in found for x in a[i] for y in b[j]}


def read_set(folder: Path) -> list[Pair]:
    files = sorted(file for file in folder.glob("*.md") if file.name != "README.md")
    return [parse(file.stem, part) for file in files for part in file.read_text("utf8").split("\n## ")[1:]]


def parse(kind: str, section: str) -> Pair:
    name, rest = section.split("\n", 1)
    sentences, links, side = ([], []), set(), 0
    for line in rest.splitlines():
        if line.startswith("- "):
            a, b = ([int(word[1:]) - 1 for word in part.split()] for part in line[2:].split(" = "))
            links |= {(x, y) for x in a for y in b}
        elif line in ("A", "B"):
            side = "AB".index(line)
        elif re.match(r"\d+\. ", line):
            sentences[side].append(line.split(". ", 1)[1])
    return Pair(name, kind, sentences, links)


def add_signs(pair: Pair, row: dict) -> None:
    pair.worded = {tuple(link) for link in row["worded"]}
    pair.at = [(p["a"], p["b"]) for p in row["pairs"]]
    pair.signs = np.array([[p[sign] for sign in SIGNS] + [1.0] for p in row["pairs"]])
    pair.gold_of = tuple(covered(gold, read) for gold, read in zip(pair.sentences, (row["a"], row["b"])))


def covered(gold: list[str], read: list[list[int]]) -> list[list[int]]:
    """Which sentences of the set each of the reader's mostly covers or mostly lies in."""
    places, at = [], 0
    for sentence in gold:
        places.append((at, at + len(sentence.encode())))
        at = places[-1][1] + 1
    shared = lambda x, y: min(x[1], y[1]) - max(x[0], y[0])
    met = lambda x, y: 2 * shared(x, y) > min(x[1] - x[0], y[1] - y[0])
    return [[i for i, place in enumerate(places) if met(place, span)] for span in read]


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method; the last column is the constant. Weights are punished as if all signs were equally wide."""
    width = np.append(x[:, :-1].std(0), 1.0)
    x, small = x / width, np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (y - p)) - small @ weights
        weights += np.linalg.solve((x * (counts * p * (1 - p))[:, None]).T @ x + small, slope)
    return weights / width


def gold(pair: Pair) -> np.ndarray:
    return np.array([bool(pair.meant({at}) & pair.links) for at in pair.at], float)


def chosen(pair: Pair, odds: np.ndarray, enough: float) -> Links:
    """The partners that `wirefold_fold::align::reworded` would take, with those that words link."""
    of_a, of_b = {}, {}

    def join(i: int, j: int) -> None:
        of_a.setdefault(i, []).append(j)
        of_b.setdefault(j, []).append(i)

    found = set(pair.worded)
    for link in sorted(found):
        join(*link)
    for odd, (i, j) in sorted(zip(odds, pair.at), key=lambda x: (-x[0], x[1])):
        near = lambda partners, other: any(abs(p - other) <= NEAR for p in partners)
        a, b = of_a.get(i, []), of_b.get(j, [])
        free = not (a or b) or (not b and near(a, j)) or (not a and near(b, i))
        if odd >= enough and free:
            join(i, j)
            found.add((i, j))
    return found


def f1(judged: list[tuple[Links, Links]]) -> float:
    both = sum(len(found & right) for found, right in judged)
    return 200 * both / max(1, sum(len(found) + len(right) for found, right in judged))


def outcome(pairs: list[Pair], weights: np.ndarray, enough: float) -> list[tuple[Links, Links]]:
    return [(pair.meant(chosen(pair, pair.signs @ weights, enough)), pair.links) for pair in pairs]


def learn(pairs: list[Pair], more: list[tuple[Pair, float]]) -> np.ndarray:
    counts = [np.ones(len(pair.at)) for pair in pairs] + [np.full(len(pair.at), count) for pair, count in more]
    all = pairs + [pair for pair, _ in more]
    return fit(np.concatenate([p.signs for p in all]), np.concatenate([gold(p) for p in all]), np.concatenate(counts))


def enough_for(judged: list[tuple[Pair, np.ndarray]]) -> float:
    """The log-odds from which on two sentences are best taken for partners: the middle of three that do well, of pairs that weights did not see."""
    log_odds = np.log(THRESHOLDS / (1 - THRESHOLDS))
    scores = [f1([found for pair, weights in judged for found in outcome([pair], weights, enough)]) for enough in log_odds]
    return float(log_odds[1:-1][np.argmax(np.convolve(scores, np.ones(3), "valid"))])


def held_out(pairs: list[Pair], more: list[tuple[Pair, float]], seed: int) -> list[tuple[Pair, np.ndarray]]:
    """Each pair with weights that the others taught."""
    order, found = np.random.RandomState(seed).permutation(len(pairs)), []
    for fold in range(FOLDS):
        kept = set(order[fold::FOLDS])
        weights = learn([pair for i, pair in enumerate(pairs) if i not in kept], more)
        found += [(pairs[i], weights) for i in sorted(kept)]
    return found


def cross_validated(pairs: list[Pair], more: list[tuple[Pair, float]]) -> tuple[float, dict[str, float]]:
    scores, judged = [], {}
    for seed in range(SEEDS):
        found, whole = held_out(pairs, more, seed), []
        for at in range(0, len(found), len(found) // FOLDS):
            part = found[at : at + len(found) // FOLDS]
            enough = enough_for(found[:at] + found[at + len(part) :])
            for pair, weights in part:
                whole += (one := outcome([pair], weights, enough))
                judged.setdefault(pair.kind, []).extend(one)
        scores.append(f1(whole))
    return float(np.mean(scores)), {kind: f1(all) for kind, all in judged.items()}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=("texts", "learn"))
    options.add_argument("set", type=Path)
    options.add_argument("--signs", type=Path)
    options.add_argument("--table", type=Path)
    given = options.parse_args()
    sets = {name: read_set(given.set / name) for name in ("", "kept", *TEACHING)}
    if given.step == "texts":
        for name, pairs in sets.items():
            for pair in pairs:
                texts = {side: " ".join(pair.sentences["ab".index(side)]) for side in "ab"}
                print(json.dumps({"name": f"{name}/{pair.name}"} | texts))
        return
    rows = {row["name"]: row for row in map(json.loads, given.signs.read_text("utf8").splitlines())}
    for name, pairs in sets.items():
        for pair in pairs:
            add_signs(pair, rows[f"{name}/{pair.name}"])
    own, more = sets[""], [(pair, count) for name, count in TEACHING.items() for pair in sets[name]]
    score, kinds = cross_validated(own, more)
    print(f"cross-validated F1 {score:.1f}:", ", ".join(f"{kind} {f:.1f}" for kind, f in kinds.items()))
    weights, enough = learn(own, more), enough_for(held_out(own, more, 0))
    print(f"learnt on all, judged on the same: F1 {f1(outcome(own, weights, enough)):.1f}")
    if given.table:
        print(f"kept pairs: F1 {f1(outcome(sets['kept'], weights, enough)):.1f}")
        weights[-1] -= enough
        rows = zip((*SIGNS, "constant"), weights)
        given.table.write_text(HEADER + "".join(f"{name}\t{value:.3f}\n" for name, value in rows), encoding="utf8")


if __name__ == "__main__":
    main()
