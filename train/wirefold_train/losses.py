"""What the model is punished for."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import IGNORE, Inputs, TreeGold, targets
from .events import PairSentence
from .likeness import LikePair
from .model import FAR, Reader
from .quotes import QuoteSentence, runs

PLAIN_TAGS = ("upos", "xpos", "features", "lemma")
SPAN_WEIGHT = 3.0
"""Quote tags are mostly 0, so that their means are small beside those of other tasks."""
SHARPNESS = 12.0
"""How steeply likeness turns into the probability that two sentences say the same."""


def cross_entropy(scores: Tensor, gold: Tensor, smoothing: float = 0.0) -> Tensor:
    """The mean over what has a gold label; 0 where nothing has."""
    scores, gold = scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1)
    loss = F.cross_entropy(scores, gold, ignore_index=IGNORE, label_smoothing=smoothing, reduction="sum")
    return loss / (gold != IGNORE).sum().clamp(min=1)


def tree_loss(model: Reader, states: Tensor, inputs: Inputs, gold: list[TreeGold]) -> Tensor:
    arcs, dependant, head = model.heads.tree(states)
    heads = targets([g.heads for g in gold])
    arcs = arcs.float() + (~inputs.real_heads()).float()[:, None, :] * FAR
    chosen = heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[2])
    relations = model.heads.relation(dependant, torch.gather(head, 1, chosen))
    tags = model.heads.words(states)
    return (
        cross_entropy(arcs, heads)
        + cross_entropy(relations, targets([g.relations for g in gold]))
        + sum(cross_entropy(tags[name], targets([getattr(g, name) for g in gold])) for name in PLAIN_TAGS)
    )


def mention_loss(model: Reader, states: Tensor, tags: list[list[int]], allowed: Tensor) -> Tensor:
    """`allowed[sentence][gold][tag]`: any tag that agrees with the gold one under its corpus' rules is right."""
    scores = model.heads.words(states)["mention"].float()
    gold = targets(tags)
    fits = torch.gather(allowed, 1, gold.clamp(min=0)[:, :, None].expand(-1, -1, allowed.shape[2]))
    right = torch.logsumexp(scores.masked_fill(~fits, FAR), -1)
    loss = torch.logsumexp(scores, -1) - right
    return loss[gold != IGNORE].mean()


def quote_loss(model: Reader, states: Tensor, batch: list[QuoteSentence]) -> Tensor:
    cues = targets([runs([w for q in s.quotes for w in q.cue], len(s.words)) for s in batch])
    loss = cross_entropy(model.heads.quote.cues(states, cues != IGNORE), cues)
    quotes = [(i, q) for i, s in enumerate(batch) for q in s.quotes]
    if quotes:
        sentence = torch.tensor([i for i, _ in quotes])
        first = torch.tensor([q.cue[0] + 1 for _, q in quotes])
        found = model.heads.quote(states, sentence, shares([q.cue for _, q in quotes], states.shape[1]), first)
        for scores, name in zip(found, ("source", "content")):
            gold = [runs(getattr(q, name), len(batch[i].words)) for i, q in quotes]
            loss = loss + cross_entropy(scores, filled(gold, states.shape[1]))
    return SPAN_WEIGHT * loss


def filled(rows: list[list[int]], width: int) -> Tensor:
    """Like `targets`, as wide as the states."""
    found = targets(rows)
    return F.pad(found, (0, width - found.shape[1]), value=IGNORE)


def shares(places: list[list[int]], width: int) -> Tensor:
    """For each list of words (counted from 0): the part of each row of states in their mean."""
    table = torch.zeros(len(places), width)
    for row, words in zip(table, places):
        row[torch.tensor(words) + 1] = 1 / len(words)
    return table


def pair_loss(
    model: Reader, states: Tensor, inputs: Inputs, batch: list[PairSentence], roots: list[str], smoothing: float
) -> Tensor:
    return cross_entropy(pair_scores(model, states, inputs, batch), torch.tensor([roots.index(p.root) for p in batch]), smoothing)


def pair_scores(model: Reader, states: Tensor, inputs: Inputs, batch: list[PairSentence]) -> Tensor:
    actor, recipient = (shares([getattr(p, side) for p in batch], states.shape[1]) for side in ("actor", "recipient"))
    return model.heads.pair(states, actor, recipient, inputs.real_heads())


def likeness_loss(first: Tensor, second: Tensor, batch: list[LikePair]) -> Tensor:
    """Degrees are met by the cosine itself; yes or no by a curve around the middle of it."""
    cosine = (first * second).sum(-1)
    degree = torch.tensor([-1.0 if p.degree is None else p.degree for p in batch])
    same = torch.tensor([-1.0 if p.same is None else float(p.same) for p in batch])
    of_degree = ((cosine - degree) ** 2)[degree >= 0].sum()
    steep = (cosine - 0.75) * SHARPNESS
    of_same = F.binary_cross_entropy_with_logits(steep, same.clamp(min=0), reduction="none")[same >= 0].sum()
    return (8 * of_degree + of_same) / len(batch)


def kinship_loss(found: Tensor, base: Tensor) -> Tensor:
    """Keeps the base model's own sense of likeness: each direction, and the angles between the sentences of a batch."""
    directions = 1 - (found * base).sum(-1).mean()
    angles = ((found @ found.T - base @ base.T) ** 2).mean()
    return directions + 4 * angles
