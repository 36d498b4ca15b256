"""Which corpora are used for what."""

from dataclasses import dataclass
from pathlib import Path

from .corpora import Sentence, in_dev, read_conllu, read_mentions
from .training import Corpus

WORLDWIDE_DEV, WIKIGOLD_DEV = 10, 20
"""Percent of the articles kept for judging."""


@dataclass
class Sources:
    train: Corpus
    tree_dev: dict[str, list[Sentence]]
    mention_dev: dict[str, list[Sentence]]


def read_sources(gold: Path, open_only: bool) -> Sources:
    """`open_only` trains on nothing that is non-commercial or states no licence; the kept sets stay the same."""
    trees, mentions = gold / "ud", gold / "ner"
    train = Corpus(read_conllu(trees / "en_ewt-train.conllu.gz"), [])
    if not open_only:
        train.trees += read_conllu(trees / "en_gum-train.conllu.gz")
    tree_dev = {n: read_conllu(trees / f"en_{n}-dev.conllu.gz") for n in ("ewt", "gum")}
    mention_dev = {}
    for name, share in (("worldwide", WORLDWIDE_DEV), ("wikigold", WIKIGOLD_DEV)):
        articles = read_mentions(mentions / f"{name}.jsonl.gz")
        mention_dev[name] = [s for i, part in articles if in_dev(i, share) for s in part]
        if name == "wikigold" or not open_only:
            train.mentions += [s for i, part in articles if not in_dev(i, share) for s in part]
    uner = read_mentions(mentions / "uner_ewt_dev.jsonl.gz")
    mention_dev["uner_ewt_dev"] = [s for _, part in uner for s in part]
    return Sources(train, tree_dev, mention_dev)
