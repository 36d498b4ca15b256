"""Decoding of scores: single-root maximum spanning trees and mention tags. `wirefold-encoder` does the same in Rust."""

import numpy as np

from .corpora import KINDS, MENTION_TAGS

NEVER = -1e9


def tree(arcs: np.ndarray) -> np.ndarray:
    """Heads of words 1..n (0 = root; entry 0 is meaningless) of the best tree with one root."""
    heads = arborescence(arcs)
    roots = [w for w in range(1, len(arcs)) if heads[w] == 0]
    if len(roots) <= 1:
        return heads
    best, best_score = heads, -np.inf
    for root in range(1, len(arcs)):
        bound = arcs.copy()
        bound[:, 0] = NEVER
        bound[root, 0] = arcs[root, 0]
        tried = arborescence(bound)
        score = sum(bound[w, tried[w]] for w in range(1, len(arcs)))
        if score > best_score:
            best, best_score = tried, score
    return best


def arborescence(arcs: np.ndarray) -> np.ndarray:
    """Chu-Liu/Edmonds: the best head of each word such that every word hangs from 0."""
    arcs = arcs.copy()
    np.fill_diagonal(arcs, NEVER)
    heads = arcs.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    return heads if cycle is None else break_cycle(arcs, heads, cycle)


def find_cycle(heads: np.ndarray) -> list[int] | None:
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        path, word = [], start
        while word and not seen[word]:
            seen[word] = start
            path.append(word)
            word = int(heads[word])
        if word and seen[word] == start:
            return path[path.index(word) :]
    return None


def break_cycle(arcs: np.ndarray, heads: np.ndarray, cycle: list[int]) -> np.ndarray:
    """Contracts the cycle to one node, solves the smaller problem, opens the cycle where that enters it."""
    rest = [w for w in range(len(arcs)) if w not in set(cycle)]
    node, whole = len(rest), sum(arcs[w, heads[w]] for w in cycle)
    small = np.full((node + 1, node + 1), NEVER)
    leaves, enters = {}, {}
    for a, word in enumerate(rest):
        small[a, :node] = arcs[word, rest]
        leaves[a] = max(cycle, key=lambda c: arcs[word, c])
        small[a, node] = arcs[word, leaves[a]]
        enters[a] = max(cycle, key=lambda c: arcs[c, word] - arcs[c, heads[c]])
        small[node, a] = whole + arcs[enters[a], word] - arcs[enters[a], heads[enters[a]]]
    solved, out = arborescence(small), heads.copy()
    for a, word in enumerate(rest[1:], 1):
        out[word] = leaves[a] if solved[a] == node else rest[solved[a]]
    out[enters[solved[node]]] = rest[solved[node]]
    return out


def transitions() -> np.ndarray:
    """0 where tag `j` may follow tag `i`, else minus infinity; `I-` needs its own kind before it."""
    table = np.zeros((len(MENTION_TAGS), len(MENTION_TAGS)), dtype=np.float32)
    for i, before in enumerate(MENTION_TAGS):
        for j, after in enumerate(MENTION_TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = NEVER
    return table


MAY_FOLLOW = transitions()
PLAIN_MAY_FOLLOW = np.array([[0, 0, NEVER], [0, 0, 0], [0, 0, 0]], dtype=np.float32)


def viterbi(scores: np.ndarray, may_follow: np.ndarray) -> list[int]:
    """The best path of tags; row 0 of `may_follow` is what may come first."""
    value, back = scores[0] + may_follow[0], []
    for row in scores[1:]:
        step = value[:, None] + may_follow
        back.append(step.argmax(0))
        value = step.max(0) + row
    path = [int(value.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def best_tags(scores: np.ndarray) -> list[int]:
    """Tags of mentions."""
    return viterbi(scores, MAY_FOLLOW)


def best_plain(scores: np.ndarray) -> list[int]:
    """Tags 0 outside, 1 begins, 2 goes on."""
    return viterbi(scores, PLAIN_MAY_FOLLOW)


def runs(tags: list[int]) -> list[list[int]]:
    """The words of each run of tags 1 2 2 …"""
    found: list[list[int]] = []
    for i, tag in enumerate(tags):
        if tag == 1:
            found.append([i])
        elif tag == 2:
            found[-1].append(i)
    return found


def spans(tags: list[int]) -> set[tuple[int, int, str]]:
    """(first word, last word, kind) of each mention."""
    found, start = set(), 0
    for i, tag in enumerate(tags):
        if tag % 2:
            start = i
        if tag and (i + 1 == len(tags) or tags[i + 1] == 0 or tags[i + 1] % 2):
            found.add((start, i, KINDS[(tag - 1) // 2]))
    return found
