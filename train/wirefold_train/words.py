"""From words to what the encoder reads: word pieces and word shapes.

`wirefold-encoder` repeats this in Rust (`pieces.rs`, `shape.rs`); the fixture written by
`fixtures.py` holds both to the same answers.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP, UNK, PAD = 101, 102, 100, 0
MAX_WORD_PIECES = 16
"""A longer word (an address, a line of stars) is cut here."""
MAX_PIECES = 510
"""Pieces of a sentence, without [CLS] and [SEP]."""


def shape_of(word: str) -> int:
    """The class of a word's letter case, which an uncased vocabulary loses. 0 is kept for [CLS], [SEP], padding."""
    kinds = {unicodedata.category(c)[0] for c in word}
    if "L" not in kinds:
        return 1 if "N" in kinds else 2
    upper = [c.isupper() for c in word if c.isupper() or c.islower()]
    if not any(upper):
        return 3
    if all(upper):
        return 5 if len(word) > 1 else 4
    if word[0].isupper() and not any(upper[1:]):
        return 6
    return 7


@dataclass(frozen=True)
class Encoded:
    """A sentence as the encoder reads it; `first` holds the place of each word's first piece."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


class Pieces:
    """BERT's uncased word pieces, word by word."""

    def __init__(self, tokenizer_file: Path):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.tokenizer.encode_special_tokens = True  # "[SEP]" in a text is just letters in brackets
        self.seen: dict[str, list[int]] = {}

    def of_word(self, word: str) -> list[int]:
        ids = self.seen.get(word)
        if ids is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids or [UNK]
            ids = self.seen[word] = ids[:MAX_WORD_PIECES]
        return ids

    def encode(self, words: list[str]) -> Encoded:
        """Encodes a sentence; the caller keeps it under `MAX_PIECES`."""
        ids, shapes, first = [CLS], [0], []
        for word in words:
            pieces = self.of_word(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape_of(word)] * len(pieces)
        return Encoded(ids + [SEP], shapes + [0], first)

    def vocabulary(self) -> list[str]:
        by_id = sorted((i, piece) for piece, i in self.tokenizer.get_vocab().items())
        assert [i for i, _ in by_id] == list(range(len(by_id)))
        return [piece for _, piece in by_id]
