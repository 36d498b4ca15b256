"""Spelling that news has and the treebanks lack: curly quotes, real dashes, headlines, all caps, no caps.

Only the words change, never their number, so trees and mentions stay as they are.
"""

import random

SMALL_WORDS = set("a an the and or but nor of in on at to for from by with as is vs over after into".split())
CURLY_SHARE, TITLE_SHARE, UPPER_SHARE, LOWER_SHARE = 0.35, 0.04, 0.02, 0.04


def augment(words: list[str], xpos: list[str], rng: random.Random) -> list[str]:
    """One random respelling of a sentence; most keep their case. `xpos` may be empty."""
    if rng.random() < CURLY_SHARE:
        words = curly(words, xpos, rng)
    draw = rng.random()
    if draw < TITLE_SHARE:
        return [title_word(w, i) for i, w in enumerate(words)]
    if draw < TITLE_SHARE + UPPER_SHARE:
        return [w.upper() for w in words]
    if draw < TITLE_SHARE + UPPER_SHARE + LOWER_SHARE:
        return [w.lower() for w in words]
    return words


def title_word(word: str, place: int) -> str:
    if place and word.lower() in SMALL_WORDS:
        return word.lower()
    return word[:1].upper() + word[1:]


def curly(words: list[str], xpos: list[str], rng: random.Random) -> list[str]:
    """Typographic quotes, dashes and dots; an opening quote is known by its tag, or by taking turns."""
    dash, out, opening = rng.choice("–—"), [], True
    for i, word in enumerate(words):
        if word in ('"', "''", "``", "'", "`"):
            opens = xpos[i] == "``" if xpos and xpos[i] in ("``", "''") else opening
            out.append(quote(word, opens, xpos[i] if xpos else ""))
            opening = not opens
        elif word == "--" or word == "-" and xpos and xpos[i] in (",", ":"):
            out.append(dash)
        elif word == "..." and rng.random() < 0.5:
            out.append("…")
        else:
            out.append(word.replace("'", "’"))
    return out


def quote(word: str, opens: bool, tag: str) -> str:
    if word in ("'", "`"):
        return "‘" if opens and tag != "POS" else "’"
    return "“" if opens else "”"
