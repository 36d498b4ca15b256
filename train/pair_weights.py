"""Learns how encoder and lexicon are weighed: `python pair_weights.py --gold GOLD/events/plv_train.jsonl --figures FIGURES --table TABLE`.

FIGURES is what `cargo run --release -p wirefold-read --example pair_figures < GOLD/events/plv_train.jsonl` prints. The encoder
was taught on 85 % of the sentences, where it is far too sure: all is learnt on the 15 % kept by the hash of their text
(134 pairs), by the mean logarithm of what the right type is given. The lexicon was made with all of them in view.
"""

import argparse
import itertools
import json
import math
from pathlib import Path

from wirefold_train.corpora import in_dev
from wirefold_train.events import PAIRS_DEV

QUADS = {1: "AGREE CONSULT SUPPORT", 2: "COOPERATE AID YIELD", 3: "REQUEST ACCUSE REJECT THREATEN", 4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
QUAD_OF = {root: quad for quad, roots in QUADS.items() for root in roots.split()}
HEADER = """# How the encoder's figures for a pair of parties and the lexicon's word for it are put together (see weigh.rs). Learnt by
# train/pair_weights.py; the file says on what.
"""
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


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("gold", "figures", "table"):
        options.add_argument(f"--{name}", type=Path, required=True)
    given = options.parse_args()
    gold = {row["id"]: row for row in lines(given.gold)}
    yielding = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    kept = [row for row in lines(given.figures) if row["shares"] and in_dev(gold[row["id"]]["text"], PAIRS_DEV)]
    items = [(row["shares"], yielding.get(row["lexical"], row["lexical"]), gold[row["id"]]["root"]) for row in kept]
    grid = list(itertools.product((0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2), (0.5, 1.0, 1.5, 2.0, 2.5), (0.0, 0.5, 1.0, 1.5)))
    folds = [[item for at, item in enumerate(items) if at % 5 == fold] for fold in range(5)]
    right = held = 0.0
    for fold, judged in enumerate(folds):
        rest = [item for at, items in enumerate(folds) if at != fold for item in items]
        best = min(grid, key=lambda weights: loss(rest, weights))
        for item in judged:
            said = weighed(item, *best)
            right += max(said, key=said.get) == item[2]
            held += max(said.values())
    alone = [item for item in items if item[1]]
    table = dict(zip(("sharpness", "told", "told_quad"), min(grid, key=lambda weights: loss(items, weights))))
    table["alone"] = round(sum(item[1] == item[2] for item in alone) / len(alone), 2)
    print(f"{len(items)} pairs, cross-validated: right {100 * right / len(items):.1f}, said to be {100 * held / len(items):.1f}; {table}")
    given.table.write_text(HEADER + "".join(f"{name}\t{value}\n" for name, value in table.items()), encoding="utf8")


if __name__ == "__main__":
    main()
