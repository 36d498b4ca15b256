"""Teaches the branch for likeness on finished weights, and puts it into them: see README.md.

    python likeness_branch.py --gold GOLD --weights ../crates/wirefold-models/weights --teacher all-mpnet-base-v2 --work WORK

The larger model's vectors are kept in WORK (ten sentences a second on one core). `--skip-training` puts the checkpoint in WORK into the weights.
"""

import argparse
import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
import torch
from run import default_base
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from wirefold_train.branch import ABOVE, NAME, Branch, Lessons, reader_of, rows_of, tensors_of, train
from wirefold_train.corpora import in_dev, read_mentions
from wirefold_train.likeness import LikePair, read_likeness
from wirefold_train.model import Encoder
from wirefold_train.sources import LIKENESS, MENTIONS_DEV
from wirefold_train.words import Pieces

FILE = "reader.safetensors"
ARTICLES = {"worldwide": 330, "polnear": 130}
OPENING, LEAST = 12, 6
"""Sentences of an article, at most and at least."""
LENGTHS = range(5, 46)
"""Words of its sentences."""
ASKED = 0.6
"""The part of the pairs' sentences, the shortest, of which the larger model is asked."""


def articles(gold: Path) -> list[list[str]]:
    """Openings of articles, as sentences."""
    worldwide = read_mentions(gold / "ner" / "worldwide.jsonl.gz")
    told = [[s.words for s in part] for name, part in worldwide if not in_dev(name, MENTIONS_DEV["worldwide"])]
    with gzip.open(gold / "quotes" / "polnear_train.jsonl.gz", "rt", encoding="utf8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    cut = [[s.split() for s in re.split(r"(?<=[.!?])\s+|\n", text)] for text in texts]
    return drawn(told, ARTICLES["worldwide"]) + drawn(cut, ARTICLES["polnear"])


def drawn(texts: list[list[list[str]]], count: int) -> list[list[str]]:
    openings = [[" ".join(words) for words in text if len(words) in LENGTHS][:OPENING] for text in texts]
    random.Random(1).shuffle(openings)
    return [opening for opening in openings if len(opening) >= LEAST][:count]


def judged(folder: Path) -> list[tuple[str, str, LikePair]]:
    """Training pairs of which no sentence stands in a kept one."""
    found = read_likeness(folder, LIKENESS)
    kept = {text(words) for _, pairs in found.values() for p in pairs for words in (p.first, p.second)}
    pairs = [(text(p.first), text(p.second), p) for training, _ in found.values() for p in training]
    return [pair for pair in pairs if not kept & set(pair[:2])]


def text(words: list[str]) -> str:
    return " ".join(words)


def vectors(teacher: Path, texts: list[str], cache: Path) -> np.ndarray:
    """What the larger model says of some texts, at unit length."""
    if not cache.exists():
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(teacher), device="cpu")
        np.save(cache, model.encode(texts, batch_size=16, normalize_embeddings=True).astype(np.float16))
    return np.load(cache)


def lessons(options: argparse.Namespace, base: Encoder, pieces: Pieces) -> Lessons:
    pairs, openings = judged(options.gold / "paraphrase"), articles(options.gold)
    of_pairs = sorted({side for pair in pairs for side in pair[:2]}, key=lambda side: (len(side), side))
    asked = of_pairs[: int(ASKED * len(of_pairs))] + [sentence for opening in openings for sentence in opening]
    said = dict(zip(asked, vectors(options.teacher, asked, options.work / "teacher.npy")))
    texts = list(dict.fromkeys(of_pairs + asked))
    place = {sentence: at for at, sentence in enumerate(texts)}
    return Lessons(
        rows=rows_of(texts, reader_of(options.weights / FILE), base, pieces),
        taught=np.stack([said.get(sentence, np.zeros(next(iter(said.values())).shape, np.float16)) for sentence in texts]),
        pairs=[(place[a], place[b], pair) for a, b, pair in pairs],
        articles=[[place[sentence] for sentence in opening] for opening in openings],
    )


def put_into(file: Path, branch: Branch) -> None:
    tensors = {name: value for name, value in load_file(file).items() if not name.startswith(NAME)}
    with safe_open(file, "pt") as given:
        metadata = given.metadata() | {f"{NAME}.above": str(ABOVE)}
    save_file(tensors | tensors_of(branch), file, metadata)


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("gold", "weights", "teacher", "work"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--base", type=Path, default=default_base())
    options.add_argument("--steps", type=int, default=900)
    options.add_argument("--rate", type=float, default=2.5e-4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--skip-training", action="store_true")
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    base = Encoder().eval()
    base.load_base(given.base / "model.safetensors")
    branch, checkpoint = Branch(base), given.work / "likeness.pt"
    if given.skip_training:
        branch.load_state_dict(torch.load(checkpoint))
    else:
        train(branch, lessons(given, base, Pieces(given.base / "tokenizer.json")), given.steps, given.rate, checkpoint)
    put_into(given.weights / FILE, branch)


if __name__ == "__main__":
    main()
