"""Learns what each sign of likeness counts for: `python similarity.py --gold GOLD/paraphrase --signs SIGNS --table TABLE`.

SIGNS holds NAME.jsonl for each set, as `cargo run --release -p wirefold --example similar_signs < GOLD/paraphrase/NAME.jsonl` prints them.
The encoder was taught on 85 % of the pairs, so that its cosine is too good there: all is learnt, and judged by
cross-validation, on the 15 % kept by the hash of their ids. A pair with a yes or no counts as one of degree 0.85 or 0.5
(such pairs were picked for being alike), and half as much as one with a degree.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from wirefold_train.corpora import in_dev
from wirefold_train.likeness import LIKENESS_DEV

SETS = ("msrp_train", "sts_headlines2013", "sts_headlines2014", "sts_headlines2015", "sts_msrpar2012test")
SIGNS = ("words", "held", "order", "letters", "numbers", "names", "length", "meaning")
YES, NO, WEIGHT = 0.85, 0.5, 0.5
RIDGE, FOLDS = 0.5, 5
HEADER = """# What each sign counts for when sentences are compared whose meaning the encoder has read (align/signs.rs), in natural
# logarithms of odds. Learnt by train/similarity.py; the file says on what, and how well it does.
"""


def lines(path: Path) -> list[dict]:
    with path.open(encoding="utf8") as rows:
        return [json.loads(row) for row in rows]


def kept(gold: Path, signs: Path) -> list[tuple[str, str, list[float], float, float]]:
    """(set, id, signs with a constant, degree, weight) of each pair that the encoder was not taught on."""
    rows = []
    for name in SETS:
        truth = {row["id"]: row for row in lines(gold / f"{name}.jsonl")}
        for row in lines(signs / f"{name}.jsonl"):
            if in_dev(row["id"], LIKENESS_DEV):
                label, score = truth[row["id"]]["label"], truth[row["id"]]["score"]
                degree, weight = (score / 5, 1.0) if label is None else ((YES if label else NO), WEIGHT)
                rows.append((name, row["id"], [row[sign] for sign in SIGNS] + [1.0], degree, weight))
    return rows


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Logistic regression on degrees by Newton's method; the constant is not held small."""
    factors, small = np.zeros(x.shape[1]), np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ factors))
        slope = x.T @ (w * (y - p)) - small @ factors
        factors += np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + small, slope)
    return factors


def judge(name: str, said: np.ndarray, gold: np.ndarray) -> str:
    if not name.startswith("msrp"):
        return f"{name}: Pearson {100 * np.corrcoef(said, gold)[0, 1]:.2f}"
    yes = gold == YES
    right, at = max((float(((said >= t) == yes).mean()), t) for t in said)
    found = said >= at
    f1 = 2 * (found & yes).sum() / (found.sum() + yes.sum())
    return f"{name}: accuracy {100 * right:.2f}, F1 {100 * f1:.2f} (at {at:.2f})"


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("gold", "signs", "table"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    rows = kept(given.gold, given.signs)
    names, x, y, w = np.array([r[0] for r in rows]), *(np.array([r[i] for r in rows]) for i in (2, 3, 4))
    fold = np.array([int.from_bytes(r[1].encode()) % FOLDS for r in rows])
    said = np.zeros(len(rows))
    for part in range(FOLDS):
        rest = fold != part
        said[~rest] = 1 / (1 + np.exp(-x[~rest] @ fit(x[rest], y[rest], w[rest])))
    for name in SETS:
        print(judge(name, said[names == name], y[names == name]), f"of {(names == name).sum()} pairs")
    table = zip((*SIGNS, "constant"), fit(x, y, w))
    given.table.write_text(HEADER + "".join(f"{name}\t{value:.3f}\n" for name, value in table), encoding="utf8")


if __name__ == "__main__":
    main()
