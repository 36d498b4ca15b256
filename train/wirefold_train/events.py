"""Sentences with an actor and a recipient and the PLOVER type of what one does to the other."""

import json
from dataclasses import dataclass
from pathlib import Path

from .corpora import in_dev
from .texts import lines

ROOTS = sorted(
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
"""PLOVER's types as the corpus has them: it was coded before YIELD was split into CONCEDE and RETREAT."""
QUADS = {1: "AGREE CONSULT SUPPORT", 2: "COOPERATE AID YIELD", 3: "REQUEST ACCUSE REJECT THREATEN", 4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
QUAD_OF = {root: quad for quad, roots in QUADS.items() for root in roots.split()}
PAIRS_DEV = 15
"""Percent of the sentences kept for judging."""


@dataclass
class PairSentence:
    words: list[str]
    actor: list[int]
    recipient: list[int]
    root: str


def read_pairs(path: Path) -> tuple[list[PairSentence], list[PairSentence]]:
    """(training, kept): all pairs of one sentence fall on one side."""
    with path.open(encoding="utf8") as rows:
        records = [json.loads(row) for row in rows]
    pairs = [(row["text"], pair_of(row)) for row in records if row["actor"] and row["recipient"] and row["root"]]
    usable = [(text, pair) for text, pair in pairs if pair.actor and pair.recipient]
    training = [pair for text, pair in usable if not in_dev(text, PAIRS_DEV)]
    return training, [pair for text, pair in usable if in_dev(text, PAIRS_DEV)]


def pair_of(row: dict) -> PairSentence:
    """A text of several sentences is read as one."""
    words: list[str] = []
    places: dict[str, list[int]] = {"actor": [], "recipient": []}
    for line in lines(row["text"]):
        for name, found in places.items():
            spans = [(span["start"], span["end"]) for span in row[name]]
            found += [len(words) + i for i in line.inside(spans)]
        words += line.words
    return PairSentence(words, places["actor"], places["recipient"], row["root"])
