"""What the model is punished for."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import IGNORE, Inputs, TreeGold, targets
from .model import FAR, Reader


def cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE)


def tree_loss(model: Reader, inputs: Inputs, gold: list[TreeGold]) -> Tensor:
    upos, xpos, lemma, _, arcs, dependant, head = model(*inputs.arguments())
    heads = targets([g.heads for g in gold])
    arcs = arcs.float() + (~inputs.real_heads()).float()[:, None, :] * FAR
    chosen = heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[2])
    relations = model.heads.relation(dependant, torch.gather(head, 1, chosen))
    return (
        cross_entropy(arcs, heads)
        + cross_entropy(relations.float(), targets([g.relations for g in gold]))
        + cross_entropy(upos.float(), targets([g.upos for g in gold]))
        + cross_entropy(xpos.float(), targets([g.xpos for g in gold]))
        + cross_entropy(lemma.float(), targets([g.lemma for g in gold]))
    )


def mention_loss(model: Reader, inputs: Inputs, tags: list[list[int]], allowed: Tensor) -> Tensor:
    """`allowed[sentence][gold][tag]`: any tag that agrees with the gold one under its corpus' rules is right."""
    scores = model(*inputs.arguments())[3].float()
    gold = targets(tags)
    fits = torch.gather(allowed, 1, gold.clamp(min=0)[:, :, None].expand(-1, -1, allowed.shape[2]))
    right = torch.logsumexp(scores.masked_fill(~fits, FAR), -1)
    loss = torch.logsumexp(scores, -1) - right
    return loss[gold != IGNORE].mean()
