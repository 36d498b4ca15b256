"""Learns what signs of two numbers weigh: `python number_signs.py --signs FILE… --cases FILE… --judged judged_numbers.tsv --table TABLE`.

The signs are what `cargo run --release -p wirefold --example number_signs < REPORTS` prints. CASES are the files of
crates/wirefold-cli/tests/conflicts: what stands in them as a conflict is two values of one attribute, all else is not, and
what may be told is left out. JUDGED tells of two numbers in news reports whether somebody who read their sentences takes them
for values of one attribute: lines of a name (see `name`, a hash, for the texts are not ours to give away) and 1, 0 or ?. What
nobody judged there is taken for none: one reader looked at the likeliest, about 250, in their sentences, and at no others. A logistic regression with
a ridge is fitted; prints what it would say of stories that it was not fitted on (leave a tenth out, ten times). The table's
constant is such that `--shown` pairs of news reports that it was not fitted on come to 0 or more.
"""

import argparse
import hashlib
import json
import re
from pathlib import Path

import numpy as np

RIDGE = 1.0
TRUE_WEIGHT = 6.0
CASE_WEIGHT = 4.0
ROUNDS = 30
FOLDS = 10
HEADER = """# What each sign of two numbers counts for, in natural logarithms of odds, learnt by train/number_signs.py on {n} pairs of
# numbers ({true} of one attribute); from 0 on two numbers are taken to be values of one attribute.
"""


def name(row: dict) -> str:
    sides = (f"{row[side]['report']}:{row[side]['start']}" for side in "ab")
    return hashlib.sha256("|".join(sides).encode()).hexdigest()[:16]


def cases(path: Path) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """By a case's name what is a conflict in it and what may be told."""
    told = {}
    for case in re.split(r"^## ", path.read_text(encoding="utf8"), flags=re.M)[1:]:
        lines = case.split("\n")
        judged = {word: [tuple(line.removeprefix(word + ": ").split(" | ")) for line in lines
                         if line.startswith(word + ": ")] for word in ("conflict", "may")}
        told[lines[0].strip()] = judged
    return told


def is_one_of(row: dict, pairs: list[tuple[str, str]]) -> bool:
    a, b = row["a"]["value"], row["b"]["value"]
    return any(x in a and y in b or x in b and y in a for x, y in pairs)


def judge(row: dict, told: dict, judged: dict[str, str]) -> int | None:
    """1 for two values of one attribute, 0 for others, nothing for what must not be learnt from."""
    if row["compatible"]:
        return None
    if row["story"] in told:
        case = told[row["story"]]
        answer = None if is_one_of(row, case["may"]) else int(is_one_of(row, case["conflict"]))
    else:
        answer = {"1": 1, "0": 0, "?": None}[judged.get(name(row), "0")]
    return None if row["ruled_out"] and answer == 0 else answer


def fitted(signs: np.ndarray, true: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Weights, the constant first, by Newton's method; cases, which are few and plain, count for more than news."""
    x = np.hstack([np.ones((len(signs), 1)), signs])
    ridge = np.diag([0.0] + [RIDGE] * signs.shape[1])
    weight = np.where(true == 1, TRUE_WEIGHT, 1.0) * np.where(own, CASE_WEIGHT, 1.0)
    w = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (weight * (true - p)) - ridge @ w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w))
        w = w + np.linalg.solve(curve, slope)
    return w


def held_out(rows: list[dict], signs: np.ndarray, true: np.ndarray, own: np.ndarray) -> np.ndarray:
    fold = np.array([int(hashlib.md5(row["story"].encode()).hexdigest(), 16) % FOLDS for row in rows])
    odds = np.zeros(len(rows))
    for k in range(FOLDS):
        w = fitted(signs[fold != k], true[fold != k], own[fold != k])
        odds[fold == k] = w[0] + signs[fold == k] @ w[1:]
    return odds


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--signs", type=Path, nargs="+", required=True)
    ask.add_argument("--cases", type=Path, nargs="+", required=True)
    ask.add_argument("--judged", type=Path, required=True)
    ask.add_argument("--table", type=Path)
    ask.add_argument("--shown", type=int, default=40)
    asked = ask.parse_args()
    told: dict = {}
    for path in asked.cases:
        told |= cases(path)
    lines = (line.split("\t") for line in asked.judged.read_text().splitlines() if not line.startswith("#"))
    judged = dict(lines)
    rows, true = [], []
    for path in asked.signs:
        for row in map(json.loads, path.open(encoding="utf8")):
            answer = judge(row, told, judged)
            if answer is not None:
                rows.append(row)
                true.append(answer)
    names = list(rows[0]["signs"])
    signs = np.array([[row["signs"][n] for n in names] for row in rows])
    right = np.array(true)
    own = np.array([row["story"] in told for row in rows])
    odds = held_out(rows, signs, right, own)
    enough = np.sort(odds[~own])[-asked.shown]
    for which, what in ((own, "cases"), (~own, "news")):
        shown = which & (odds >= enough)
        print(f"{what}: {(shown & (right == 1)).sum()} of {(which & (right == 1)).sum()} true, {(shown & (right == 0)).sum()} false")
    weights = fitted(signs, right, own)
    weights[0] -= enough
    table = HEADER.format(n=len(rows), true=int(right.sum()))
    table += "".join(f"{n}\t{w:.3f}\n" for n, w in zip(["constant", *names], weights, strict=True))
    if asked.table:
        asked.table.write_text(table, encoding="utf8")


if __name__ == "__main__":
    main()
