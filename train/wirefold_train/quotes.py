"""Attributions: who (source) says (cue) what (content), sentence by sentence."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

from .texts import lines


@dataclass
class Quote:
    """Places of words in one sentence; a source or content in another sentence is left out."""

    cue: list[int]
    source: list[int]
    content: list[int]


@dataclass
class QuoteSentence:
    words: list[str]
    quotes: list[Quote] = field(default_factory=list)


def read_quotes(path: Path) -> list[QuoteSentence]:
    with gzip.open(path, "rt", encoding="utf8") as rows:
        return [sentence for row in rows for sentence in sentences_of(json.loads(row))]


def sentences_of(report: dict) -> list[QuoteSentence]:
    parts = [{name: ranges(quote[name]) for name in ("cue", "source", "content")} for quote in report["quotes"]]
    found = []
    for line in lines(report["text"]):
        quotes = [Quote(**{name: line.inside(spans) for name, spans in part.items()}) for part in parts]
        found.append(QuoteSentence(list(line.words), [q for q in quotes if q.cue]))
    return found


def ranges(spans: list[dict]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def runs(places: list[int], length: int) -> list[int]:
    """Tags 0 outside, 1 begins, 2 goes on; a part that is interrupted begins again."""
    tags, before = [0] * length, -2
    for place in sorted(set(places)):
        tags[place] = 2 if place == before + 1 else 1
        before = place
    return tags
