"""Learns how encoder and lexicon are weighed: `python pair_weights.py --gold GOLD/events/plv_train.jsonl --figures FIGURES --held-out HELD_OUT --table TABLE`.

FIGURES is what `cargo run --release -p wirefold-read --example pair_figures < GOLD/events/plv_train.jsonl` prints; HELD_OUT what
`pair_folds.py` does: what the pair head says of each pair when it was taught on other sentences (the shipped trunk saw 85 % of
them, where it is far too sure). Judged by cross-validation over the same folds: the weights for a fold come from the
other four. What is learnt is the least mean surprise at the right type. The lexicon was made with all sentences in view, so that
what is learnt here trusts it more than it deserves elsewhere: TABLE is judged as it stands, and written anew only with `--write`.
"""

import argparse
import itertools
import json
import math
from pathlib import Path

from pair_folds import FOLDS, fold_of
from wirefold_train.evaluate import macro
from wirefold_train.events import QUAD_OF

HEADER = """# How the encoder's figures for a pair of parties and the lexicon's word for it are put together (see event/pair/weigh.rs).
# Learnt by train/pair_weights.py on PLV's pairs, each judged by a head that was not taught on its sentence.
"""
WEIGHTS = ("sharpness", "told", "told_quad")
Item = tuple[dict[str, float], str | None, str]


def lines(path: Path) -> list[dict]:
    with path.open(encoding="utf8") as rows:
        return [json.loads(row) for row in rows]


def weighed(item: Item, sharpness: float, told: float, told_quad: float) -> dict[str, float]:
    shares, lexical, _ = item
    quad = QUAD_OF.get(lexical)
    weight = {
        root: math.exp(sharpness * math.log(max(share, 1e-6)) + told * (root == lexical) + told_quad * (QUAD_OF[root] == quad))
        for root, share in shares.items()
    }
    return {root: w / sum(weight.values()) for root, w in weight.items()}


def loss(items: list[Item], weights: tuple[float, ...]) -> float:
    return -sum(math.log(weighed(item, *weights)[item[2]]) for item in items) / len(items)


def judged(answers: list[tuple[str, str]]) -> str:
    quads = [(QUAD_OF[gold], QUAD_OF[said]) for gold, said in answers]
    right = 100 * sum(gold == said for gold, said in answers) / len(answers)
    return f"macro-F1 root {macro(answers):.1f}, quad {macro(quads):.1f}, accuracy {right:.1f}"


def best_of(said: dict[str, float]) -> str:
    return max(said, key=said.get)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "figures", "held-out", "table"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--write", action="store_true", help="write what was learnt to the table")
    given = options.parse_args()
    gold = {row["id"]: row for row in lines(given.gold)}
    yielding = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    lexical = {row["id"]: yielding.get(row["lexical"], row["lexical"]) for row in lines(given.figures)}
    folds: list[list[Item]] = [[] for _ in range(FOLDS)]
    for row in lines(given.held_out):
        folds[fold_of(gold[row["id"]]["text"])].append((row["shares"], lexical[row["id"]], gold[row["id"]]["root"]))
    items = [item for fold in folds for item in fold]
    print(f"{len(items)} pairs, the head alone: {judged([(item[2], best_of(item[0])) for item in items])}")

    grid = list(itertools.product((0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2), (0.5, 1.0, 1.5, 2.0, 2.5), (0.0, 0.5, 1.0, 1.5)))
    losses = [{weights: loss(fold, weights) * len(fold) for weights in grid} for fold in folds]
    answers, held = [], 0.0
    for at, fold in enumerate(folds):
        best = min(grid, key=lambda weights: sum(other[weights] for n, other in enumerate(losses) if n != at))
        said = [weighed(item, *best) for item in fold]
        answers += [(item[2], best_of(one)) for item, one in zip(fold, said)]
        held += sum(max(one.values()) for one in said)
    print(f"with the lexicon, cross-validated: {judged(answers)}; said to be right {100 * held / len(items):.1f}")

    table = dict(line.split("\t") for line in given.table.read_text(encoding="utf8").splitlines() if "\t" in line)
    stands = tuple(float(table[name]) for name in WEIGHTS)
    print(f"with the lexicon, as the table stands: {judged([(item[2], best_of(weighed(item, *stands))) for item in items])}")
    learnt = dict(zip(WEIGHTS, min(grid, key=lambda weights: sum(fold[weights] for fold in losses))))
    print(learnt)
    if given.write:
        given.table.write_text(HEADER + "".join(f"{name}\t{value}\n" for name, value in (table | learnt).items()), encoding="utf8")


if __name__ == "__main__":
    main()
