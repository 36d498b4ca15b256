"""The inventories of labels, taken from the training part and written beside the weights."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

from . import lemma
from .corpora import MENTION_TAGS, Sentence
from .events import ROOTS

RARE_RELATION, RARE_FEATURES = 20, 5
LEMMA_SCRIPTS = 400


@dataclass
class Labels:
    upos: list[str]
    xpos: list[str]
    features: list[str]
    lemma_scripts: list[str]
    relations: list[str]
    mention_tags: list[str]
    roots: list[str]
    senses: list[str] = field(default_factory=list)
    """What `sense_head.py` teaches on finished weights."""

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=0) + "\n"

    def relation(self, name: str) -> int:
        """A rare subtype counts as its plain relation."""
        return self.relations.index(name if name in self.relations else name.split(":")[0])


def labels_of(sentences: list[Sentence]) -> Labels:
    def values(name: str) -> Counter:
        return Counter(value for s in sentences for value in getattr(s, name))

    relations = values("relations")
    kept = {r for r in relations if relations[r] >= RARE_RELATION or ":" not in r}
    pairs = [pair for s in sentences for pair in zip(s.words, s.lemmas)]
    return Labels(
        upos=sorted(values("upos")),
        xpos=sorted(values("xpos")),
        features=sorted(f for f, times in values("features").items() if times >= RARE_FEATURES),
        lemma_scripts=lemma.commonest(pairs, LEMMA_SCRIPTS),
        relations=sorted(kept),
        mention_tags=MENTION_TAGS,
        roots=ROOTS,
    )
