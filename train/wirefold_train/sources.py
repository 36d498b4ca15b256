"""Which corpora are used for what."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from .corpora import Sentence, in_dev, read_conllu, read_mentions
from .events import PairSentence, read_pairs
from .likeness import LikePair, read_likeness
from .quotes import QuoteSentence, read_quotes
from .training import Corpus

MENTIONS_DEV = {"worldwide": 10, "wikigold": 20, "uner_ewt_dev": 30}
"""Percent of the articles kept for judging."""
OPEN_MENTIONS = ("wikigold", "uner_ewt_dev")
LIKENESS = ["msrp_train", "sts_headlines2013", "sts_headlines2014", "sts_headlines2015", "sts_msrpar2012test"]


@dataclass
class Sources:
    train: Corpus
    tree_dev: dict[str, list[Sentence]] = field(default_factory=dict)
    mention_dev: dict[str, list[Sentence]] = field(default_factory=dict)
    quote_dev: list[QuoteSentence] = field(default_factory=list)
    pair_dev: list[PairSentence] = field(default_factory=list)
    likeness_dev: dict[str, list[LikePair]] = field(default_factory=dict)


def read_sources(gold: Path, open_only: bool, taught: Path | None = None) -> Sources:
    """`open_only` trains on nothing that is non-commercial or states no licence; the kept sets stay the same.

    `taught` holds trees that an earlier reader gave to news (CoNLL-U). Without them the encoder learns that news is
    what quotes and mentions are asked of, and parses it worse than the treebanks' text.
    """
    sources = Sources(Corpus())
    add_trees(sources, gold / "ud", open_only)
    if taught:
        sources.train.taught = [without_features(s) for s in read_conllu(taught)]
    add_mentions(sources, gold / "ner", open_only)
    add_quotes(sources, gold / "quotes", open_only)
    add_pairs(sources, gold / "events" / "plv_train.jsonl", open_only)
    add_likeness(sources, gold / "paraphrase", open_only)
    return sources


def add_trees(sources: Sources, folder: Path, open_only: bool) -> None:
    sources.train.trees = read_conllu(folder / "en_ewt-train.conllu.gz")
    if not open_only:
        sources.train.trees += read_conllu(folder / "en_gum-train.conllu.gz")
    sources.tree_dev = {n: read_conllu(folder / f"en_{n}-dev.conllu.gz") for n in ("ewt", "gum")}


def without_features(sentence: Sentence) -> Sentence:
    """What the earlier reader did not tell is not learnt from it."""
    return replace(sentence, features=[""] * len(sentence.words))


def add_mentions(sources: Sources, folder: Path, open_only: bool) -> None:
    for name, share in MENTIONS_DEV.items():
        articles = read_mentions(folder / f"{name}.jsonl.gz")
        sources.mention_dev[name] = [s for i, part in articles if in_dev(i, share) for s in part]
        if name in OPEN_MENTIONS or not open_only:
            sources.train.mentions += [s for i, part in articles if not in_dev(i, share) for s in part]


def add_quotes(sources: Sources, folder: Path, open_only: bool) -> None:
    sources.quote_dev = read_quotes(folder / "polnear_dev.jsonl.gz")
    if not open_only:
        sources.train.quotes = read_quotes(folder / "polnear_train.jsonl.gz")


def add_pairs(sources: Sources, file: Path, open_only: bool) -> None:
    training, sources.pair_dev = read_pairs(file)
    if not open_only:
        sources.train.pairs = training


def add_likeness(sources: Sources, folder: Path, open_only: bool) -> None:
    found = read_likeness(folder, LIKENESS)
    sources.likeness_dev = {name: kept for name, (_, kept) in found.items()}
    if not open_only:
        sources.train.likeness = [pair for training, _ in found.values() for pair in training]
