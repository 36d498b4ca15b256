"""Teaches the head for cues on finished weights, and puts it into them: see README.md.

    python cue_head.py --gold GOLD --work WORK --weights ../crates/wirefold-models/weights

WORK holds `polnear_{train,dev}.conllu` and `polnear_{train,dev}.states`: PolNeAR as wirefold parses it and the states of those words.
"""

import argparse
import json
import random
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor
from wirefold_train.cues import read, score, train
from wirefold_train.model import Cues, Dropout
from wirefold_train.quantise import WEIGHT_LIMIT, QuantisedLinear, rounded

FILE, NAME, TAGS = "reader.safetensors", "heads.quote.cues", "heads.tags"


def sentences(options: argparse.Namespace, part: str) -> list:
    work = options.work
    return read(options.gold / f"quotes/polnear_{part}.jsonl.gz", work / f"polnear_{part}.conllu", work / f"polnear_{part}.states")


def tensors_of(head: Cues) -> dict[str, Tensor]:
    found = {}
    for name in ("hidden", "tags"):
        layer = getattr(head, name)
        found[f"{NAME}.{name}.weight"], found[f"{NAME}.{name}.scale"] = rounded(layer.weight.detach(), WEIGHT_LIMIT)
        found[f"{NAME}.{name}.bias"] = layer.bias.detach().contiguous()
    return found


def put_into(file: Path, head: Cues, columns: int) -> None:
    """Weights of before this head have three columns for cues among the tags, the last: they go."""
    tensors = {name: value for name, value in load_file(file).items() if not name.startswith(NAME)}
    for part in ("weight", "scale", "bias"):
        tensors[f"{TAGS}.{part}"] = tensors[f"{TAGS}.{part}"][:columns].contiguous()
    with safe_open(file, "pt") as given:
        save_file(tensors | tensors_of(head), file, given.metadata())


def columns_of(labels: Path) -> int:
    told = json.loads(labels.read_text())
    return sum(len(told[name]) for name in ("upos", "xpos", "features", "lemma_scripts", "mention_tags"))


def quantised(head: Cues) -> Cues:
    head.hidden, head.tags = QuantisedLinear(head.hidden), QuantisedLinear(head.tags)
    return head


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("gold", "work", "weights"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--dropout", type=float, default=0.2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    head = Cues(Dropout(given.dropout))
    train(head, sentences(given, "train"), given.epochs, given.rate)
    put_into(given.weights / FILE, head, columns_of(given.weights / "labels.json"))
    print("polnear-dev, cues within sentences: f32", score(head, dev := sentences(given, "dev")), "int8", score(quantised(head), dev))


if __name__ == "__main__":
    main()
