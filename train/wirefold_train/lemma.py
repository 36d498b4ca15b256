"""Lemmas as edit scripts over the folded form: `CASE|CUT|TAIL`.

Folding spells curly quotes and dashes as ASCII and lower-cases. The script cuts CUT characters from
the end of the folded form, puts TAIL in their place and restores the case:
`l` leaves it lower, `k` takes the case of the form's characters where they are kept, `t` raises the
first letter, `u` raises all. `wirefold-encoder` repeats `apply` in Rust (`lemma.rs`).
"""

from collections import Counter
from collections.abc import Container, Sequence

IDENTITY = "l|0|"
CANDIDATES, MARGIN = 5, 4.0
"""How many scripts `choose` looks at, and how far below the best one in score."""
FOLDS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def fold(form: str) -> str:
    """ASCII punctuation, lower case; one character stays one character (but for the ellipsis)."""
    return "".join(lower(c) for c in form.translate(FOLDS))


def lower(c: str) -> str:
    low = c.lower()
    return low if len(low) == 1 else c


def cut_and_tail(folded: str, lemma: str) -> tuple[int, str]:
    kept = 0
    while kept < min(len(folded), len(lemma)) and folded[kept] == lemma[kept]:
        kept += 1
    return len(folded) - kept, lemma[kept:]


def script(form: str, lemma: str) -> str:
    """The plainest script that turns `form` into `lemma`."""
    cut, tail = cut_and_tail(fold(form), fold(lemma))
    for case in "lktu":
        candidate = f"{case}|{cut}|{tail}"
        if apply(candidate, form) == lemma:
            return candidate
    return f"l|{cut}|{tail}"


def apply(text: str, form: str) -> str:
    """The lemma; a script that does not fit the form (it cuts too much) leaves it folded."""
    case, cut, tail = text.split("|", 2)
    folded = fold(form)
    if int(cut) > len(folded):
        return folded
    kept = folded[: len(folded) - int(cut)]
    if case == "k":
        kept = form.translate(FOLDS)[: len(kept)]
    lemma = kept + tail
    if case == "t":
        return lemma[:1].upper() + lemma[1:]
    return lemma.upper() if case == "u" else lemma


def choose(scores: Sequence[float], scripts: list[str], form: str, inflected: bool, known: Container[str]) -> str:
    """The lemma of the best script, preferring known words.

    The encoder sees most words as one piece and so can't see their spelling: it mixes up `announc` and `announce`.
    Where the best script makes a word (letters only) that is neither the form itself nor known, the next ones are asked.
    An inflected form is no lemma where another word is among them.
    """
    ranked = sorted(range(len(scripts)), key=lambda i: -scores[i])[:CANDIDATES]
    lemmas = [apply(scripts[i], form) for i in ranked if scores[i] > scores[ranked[0]] - MARGIN]
    unchanged = fold(lemmas[0]) == fold(form)
    if unchanged and not inflected or not lemmas[0].isalpha():
        return lemmas[0]
    return next((x for x in lemmas if fold(x) in known and not (inflected and fold(x) == fold(form))), lemmas[0])


def is_inflected(form: str, tag: str) -> bool:
    """Whether a form must have lost its ending in the lemma: a past or -ing form of a verb, but no short word ("shed")."""
    ending = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}.get(tag)
    return ending is not None and len(form.encode()) >= 6 and form.endswith(ending)


def commonest(pairs: list[tuple[str, str]], limit: int) -> list[str]:
    """The `limit` commonest scripts, identity first."""
    counts = Counter(script(form, lemma) for form, lemma in pairs)
    ranked = sorted(counts, key=lambda s: (-counts[s], s))
    return [IDENTITY] + [s for s in ranked if s != IDENTITY][: limit - 1]
