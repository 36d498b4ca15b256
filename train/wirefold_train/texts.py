"""Raw text to sentences of words with offsets, for corpora that bring no words of their own.

Coarser than what wirefold does with real reports, but splits words as the treebanks do.
"""

import bisect
import re
from dataclasses import dataclass

WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?-i:[A-Z]\.(?=\s?[A-Z]))"  # U.S., J.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|Inc|Corp|Co)\."
    r"|\d+(?:[.,:]\d+)*"
    r"|\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:['’](?!(?:s|re|ve|ll|d|m)\b)\w+)*"
    r"|--+|\.\.+|\s+|.",
    re.IGNORECASE | re.DOTALL,
)
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n+")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|No|v|vs)\.$")


@dataclass(frozen=True)
class Line:
    """A sentence of a text: words, and where each starts and ends in the text."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def inside(self, parts: list[tuple[int, int]]) -> list[int]:
        """The words that any of the parts of the text touches."""
        return [i for i, (s, e) in enumerate(self.spans) if any(s < b and a < e for a, b in parts)]


def lines(text: str) -> list[Line]:
    ends = [m.end() for m in SENTENCE.finditer(text) if "\n" in m.group() or not ABBREVIATED.search(text[max(0, m.start() - 8) : m.start()])]
    rows: list[list[tuple[int, int]]] = [[] for _ in range(len(ends) + 1)]
    for match in WORD.finditer(text):
        if match.group().strip():
            rows[bisect.bisect_right(ends, match.start())].append(match.span())
    return [Line(tuple(text[s:e] for s, e in row), tuple(row)) for row in rows if row]
