"""Learns what speaks for two sentences among all others of two reports (`crates/wirefold-fold/data/company.tsv`).

    python alignment.py texts SET > texts.jsonl
    cargo run --release -p wirefold --example alignment_signs < texts.jsonl > signs.jsonl
    python alignment.py learn SET --signs signs.jsonl --table company.tsv

SET is a folder of pairs of reports whose sentences are linked by hand (`crates/wirefold-cli/tests/alignment`); what lies in
its folder `kept` is only judged. Prints F1 by cross-validation over pairs, by kind, and of the kept pairs, each with the
partners chosen as the record chooses them. The number of sentences counts by -1 for its logarithm and is not learnt:
the pairs are all short, and the chance that any two sentences are partners falls with their number.
"""

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

SIGNS = ("likeness", "preference", "distance")
OFFSET = "size"
RIDGE, FOLDS, SEEDS, NEAR = 1.0, 10, 5, 2
THRESHOLDS = np.arange(0.25, 0.65, 0.025)
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
    at: Links = field(default_factory=list)
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
    pair.signs = np.array([[p[sign] for sign in SIGNS] + [1.0, -p[OFFSET]] for p in row["pairs"]])
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


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method; the last column is added as it is, the one before is the constant."""
    x, given = x[:, :-1], x[:, -1]
    weights, small = np.zeros(x.shape[1]), np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights - given))
        slope = x.T @ (y - p) - small @ weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + small, slope)
    return weights


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
    odds = lambda pair: pair.signs[:, :-1] @ weights + pair.signs[:, -1]
    return [(pair.meant(chosen(pair, odds(pair), enough)), pair.links) for pair in pairs]


def learn(pairs: list[Pair]) -> tuple[np.ndarray, float]:
    """Weights, and the log-odds from which on two sentences are best taken for partners."""
    weights = fit(np.concatenate([p.signs for p in pairs]), np.concatenate([gold(p) for p in pairs]))
    log_odds = np.log(THRESHOLDS / (1 - THRESHOLDS))
    return weights, max(log_odds, key=lambda enough: f1(outcome(pairs, weights, enough)))


def cross_validated(pairs: list[Pair]) -> tuple[float, dict[str, float]]:
    scores, judged = [], {}
    for seed in range(SEEDS):
        order = np.random.RandomState(seed).permutation(len(pairs))
        whole = []
        for fold in range(FOLDS):
            kept = set(order[fold::FOLDS])
            weights, enough = learn([pair for i, pair in enumerate(pairs) if i not in kept])
            for i in sorted(kept):
                whole += (one := outcome([pairs[i]], weights, enough))
                judged.setdefault(pairs[i].kind, []).extend(one)
        scores.append(f1(whole))
    return float(np.mean(scores)), {kind: f1(all) for kind, all in judged.items()}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=("texts", "learn"))
    options.add_argument("set", type=Path)
    options.add_argument("--signs", type=Path)
    options.add_argument("--table", type=Path)
    given = options.parse_args()
    pairs, kept = read_set(given.set), read_set(given.set / "kept")
    if given.step == "texts":
        for pair in pairs + kept:
            print(json.dumps({"name": pair.name} | {s: " ".join(pair.sentences["ab".index(s)]) for s in "ab"}))
        return
    rows = {row["name"]: row for row in map(json.loads, given.signs.read_text("utf8").splitlines())}
    for pair in pairs + kept:
        add_signs(pair, rows[pair.name])
    score, kinds = cross_validated(pairs)
    print(f"cross-validated F1 {score:.1f}:", ", ".join(f"{kind} {f:.1f}" for kind, f in kinds.items()))
    weights, enough = learn(pairs)
    print(f"learnt on all, judged on the same: F1 {f1(outcome(pairs, weights, enough)):.1f}")
    if kept and given.table:
        print(f"kept pairs: F1 {f1(outcome(kept, weights, enough)):.1f}")
    weights[-1] -= enough
    table = [*zip((*SIGNS, "constant"), weights), (OFFSET, -1.0)]
    if given.table:
        given.table.write_text(HEADER + "".join(f"{name}\t{value:.3f}\n" for name, value in table), encoding="utf8")


if __name__ == "__main__":
    main()
