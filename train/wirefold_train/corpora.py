"""Reads the corpora: CoNLL-U treebanks and mention corpora as JSON lines."""

import gzip
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ["person", "organization", "place", "group", "product", "other"]
MENTION_TAGS = ["O"] + [position + kind for kind in KINDS for position in ("B-", "I-")]
SENTENCE_END = {".", "!", "?"}
CLITICS = {"s", "re", "ve", "m", "d", "ll"}
RENAMED_RELATIONS = {"obl:npmod": "obl:unmarked", "obl:tmod": "obl:unmarked", "nmod:npmod": "nmod:unmarked"}
"""What older releases of one treebank name otherwise."""


@dataclass
class Sentence:
    """Words with what their corpus says of them: a tree, or mentions, or both."""

    words: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    """Morphological features as the treebank spells them: `Number=Sing|Person=3`, or `_`."""
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    """A tag of `MENTION_TAGS` for each word."""
    marked: tuple[str, ...] = ()
    """The kinds that this sentence's corpus marks."""


def read_conllu(path: Path) -> list[Sentence]:
    sentences, rows = [], []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                rows.append(columns)
            elif len(columns) == 1 and not columns[0] and rows:
                sentences.append(sentence_of(rows))
                rows = []
    return sentences + ([sentence_of(rows)] if rows else [])


def sentence_of(rows: list[list[str]]) -> Sentence:
    return Sentence(
        words=[r[1] for r in rows],
        lemmas=[r[2] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        features=[r[5] for r in rows],
        heads=[int(r[6]) for r in rows],
        relations=[RENAMED_RELATIONS.get(r[7], r[7]) for r in rows],
    )


def read_mentions(path: Path) -> list[tuple[str, list[Sentence]]]:
    """Articles as (id, sentences)."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    return [(article["id"], mention_sentences(article)) for article in articles]


def mention_sentences(article: dict) -> list[Sentence]:
    """Cuts an article after end punctuation and at line breaks, never inside a mention."""
    text, tokens = article["text"], join_clitics(article["text"], article["tokens"])
    tags = tag_tokens(tokens, article["spans"])
    sentences, words, kept = [], [], []
    for i, (start, end) in enumerate(tokens):
        word = text[start:end]
        if word.strip():
            words.append(word)
            kept.append(tags[i])
        last = i + 1 == len(tokens)
        gap = "" if last else text[end : tokens[i + 1][0]]
        inside = not last and tags[i + 1] != 0 and tags[i + 1] % 2 == 0
        if words and (last or not inside and ends_sentence(word, gap, words)):
            sentences.append(Sentence(words, mentions=kept, marked=tuple(article["kinds"])))
            words, kept = [], []
    return sentences


def ends_sentence(word: str, gap: str, words: list[str]) -> bool:
    return "\n" in gap or (word in SENTENCE_END and bool(gap)) or len(words) >= 150


def join_clitics(text: str, tokens: list[list[int]]) -> list[tuple[int, int]]:
    """Some corpora split `’` from the `s` after it; the treebanks don't."""
    joined: list[tuple[int, int]] = []
    for start, end in tokens:
        if text[start:end] in CLITICS and joined and joined[-1][1] == start and text[slice(*joined[-1])] in "’'":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def tag_tokens(tokens: list[tuple[int, int]], spans: list[dict]) -> list[int]:
    tags = [0] * len(tokens)
    for span in spans:
        inside = [i for i, (s, e) in enumerate(tokens) if s >= span["start"] and e <= span["end"]]
        for place, i in enumerate(inside):
            tags[i] = 1 + 2 * KINDS.index(span["label"]) + (place > 0)
    return tags


def allowed_tags(marked: tuple[str, ...]) -> list[list[bool]]:
    """`allowed[gold][tag]`: which answers agree with a gold tag of a corpus that marks only some kinds.

    A kind that a corpus doesn't mark hides under `other` where it has an `other`, and otherwise goes unmarked.
    """
    unmarked = [k for k in KINDS if k not in marked]
    hidden_in = "other" if "other" in marked else None
    table = [[gold == tag for tag in MENTION_TAGS] for gold in MENTION_TAGS]
    for kind in unmarked:
        for position in ("B-", "I-"):
            gold = position + hidden_in if hidden_in else "O"
            table[MENTION_TAGS.index(gold)][MENTION_TAGS.index(position + kind)] = True
    return table


def in_dev(article: str, share: int) -> bool:
    """Whether an article belongs to the kept `share` of 100, by the hash of its name."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 100 < share
