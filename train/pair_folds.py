"""What the pair head says of pairs whose sentences it never saw: `python pair_folds.py --gold GOLD --work WORK --out HELD_OUT`.

The reader's own trunk saw 85 % of PLV's sentences, so that folds of it judge nothing. Here the base model learns the types
of pairs five times, and nothing else, each time without one fifth of the sentences, by the hash of their text. HELD_OUT gets a line
`{"id", "shares": {type: share}}` for each pair, of the run that did not see its sentence; `pair_weights.py --held-out`
judges and weighs them. A finished fold is kept in WORK.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import torch
from run import default_base, sizes_of
from wirefold_train.events import ROOTS, PairSentence, pair_of
from wirefold_train.evaluate import Judge
from wirefold_train.labels import Labels, labels_of
from wirefold_train.likeness import Base
from wirefold_train.losses import pair_scores
from wirefold_train.model import Reader
from wirefold_train.sources import read_sources
from wirefold_train.training import Corpus, Recipe, Trainer
from wirefold_train.words import Pieces

FOLDS = 5
Row = tuple[str, int, PairSentence]


def rows_of(path: Path) -> list[Row]:
    """(id, fold, pair) of each pair whose parties and type are marked."""
    with path.open(encoding="utf8") as lines:
        records = [json.loads(line) for line in lines]
    pairs = [(row, pair_of(row)) for row in records if row["actor"] and row["recipient"] and row["root"]]
    return [(row["id"], fold_of(row["text"]), pair) for row, pair in pairs if pair.actor and pair.recipient]


def fold_of(text: str) -> int:
    return int(hashlib.sha256(("fold " + text).encode()).hexdigest(), 16) % FOLDS


def seeded(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)


def shares(model: Reader, pieces: Pieces, labels: Labels, rows: list[Row]) -> list[dict]:
    judge, said, ids = Judge(model, pieces, labels), [], {id(pair): name for name, _, pair in rows}
    with torch.inference_mode():
        for batch, inputs, states in judge.batches([pair for _, _, pair in rows]):
            found = torch.softmax(pair_scores(model, states, inputs, batch).float(), -1).tolist()
            said += [{"id": ids[id(pair)], "shares": dict(zip(ROOTS, map(float, row)))} for pair, row in zip(batch, found)]
    return sorted(said, key=lambda row: row["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)

    base = default_base()
    pieces = Pieces(base / "tokenizer.json")
    labels = labels_of(read_sources(options.gold, open_only=False).train.trees)
    rows = rows_of(options.gold / "events" / "plv_train.jsonl")
    said: list[dict] = []
    for fold in range(FOLDS):
        finished = options.work / f"fold-{fold}.jsonl"
        if not finished.exists():
            model, recipe = Reader(sizes_of(labels)), Recipe(encoder_rate=1e-4)
            seeded(recipe.seed)
            model.encoder.load_base(base / "model.safetensors")
            corpus = Corpus(pairs=[pair for _, at, pair in rows if at != fold])
            Trainer(model, Base(base / "model.safetensors"), corpus, labels, pieces, recipe).run(options.work / "checkpoint.pt")
            write(finished, shares(model, pieces, labels, [row for row in rows if row[1] == fold]))
        said += read(finished)
        print(f"fold {fold}: {len(said)} of {len(rows)} pairs judged", flush=True)
    write(options.out, said)


def write(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


if __name__ == "__main__":
    main()
