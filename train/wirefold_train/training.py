"""The training run: one plan of mixed batches, one optimiser, one pass over the plan."""

import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from . import lemma
from .augment import augment
from .batches import by_length, fits, inputs_of, tree_gold
from .corpora import Sentence, allowed_tags
from .labels import Labels
from .losses import mention_loss, tree_loss
from .model import Reader
from .words import Pieces


@dataclass
class Recipe:
    tree_epochs: float = 6
    mention_epochs: float = 3
    seed: int = 1
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    batch_pieces: int = 1024
    warm_up: float = 0.06
    clip: float = 1.0
    weight_decay: float = 0.01
    longest: int = 250
    """Longer sentences are left out of the training: they cost much and are mostly lists."""


@dataclass
class Corpus:
    trees: list[Sentence]
    mentions: list[Sentence]


class Trainer:
    def __init__(self, model: Reader, corpus: Corpus, labels: Labels, pieces: Pieces, recipe: Recipe):
        self.model, self.labels, self.pieces, self.recipe = model, labels, pieces, recipe
        self.rng = random.Random(recipe.seed)
        self.trees = [s for s in corpus.trees if fits(s, pieces, recipe.longest)]
        self.mentions = [s for s in corpus.mentions if fits(s, pieces, recipe.longest)]
        self.gold = {id(s): self.gold_of(s) for s in self.trees}
        self.allowed = {s.marked: torch.tensor(allowed_tags(s.marked)) for s in self.mentions}

    def gold_of(self, sentence: Sentence):
        scripts = [lemma.script(w, x) for w, x in zip(sentence.words, sentence.lemmas)]
        return tree_gold(sentence, self.labels, scripts)

    def plan(self) -> list[tuple[str, list[Sentence]]]:
        """All batches of the run, trees and mentions mixed."""
        plan = []
        for task, sentences, epochs in (
            ("trees", self.trees, self.recipe.tree_epochs),
            ("mentions", self.mentions, self.recipe.mention_epochs),
        ):
            batches: list[list[Sentence]] = []
            while epochs > 0 and sentences:
                epoch = list(by_length(sentences, self.size, self.recipe.batch_pieces, self.rng))
                batches += epoch[: max(1, round(len(epoch) * min(epochs, 1)))]
                epochs -= 1
            plan += [(task, batch) for batch in batches]
        self.rng.shuffle(plan)
        return plan

    def size(self, sentence: Sentence) -> int:
        return 2 + sum(len(self.pieces.of_word(w)) for w in sentence.words)

    def loss(self, task: str, batch: list[Sentence]) -> torch.Tensor:
        respelled = [augment(s.words, s.xpos, self.rng) for s in batch]
        inputs = inputs_of([self.pieces.encode(words) for words in respelled])
        if task == "trees":
            return tree_loss(self.model, inputs, [self.gold[id(s)] for s in batch])
        allowed = torch.stack([self.allowed[s.marked] for s in batch])
        return mention_loss(self.model, inputs, [s.mentions for s in batch], allowed)

    def run(self, checkpoint: Path) -> None:
        plan = self.plan()
        optimiser, schedule = self.optimiser(len(plan))
        self.model.train()
        losses, start = defaultdict(list), time.time()
        for step, (task, batch) in enumerate(plan, 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = self.loss(task, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            losses[task].append(loss.item())
            if step % 100 == 0 or step == len(plan):
                recent = {t: round(sum(v[-60:]) / len(v[-60:]), 3) for t, v in losses.items()}
                print(f"step {step}/{len(plan)} {recent} {time.time() - start:.0f} s", flush=True)
            if step % 500 == 0:
                torch.save(self.model.state_dict(), checkpoint)
        torch.save(self.model.state_dict(), checkpoint)

    def optimiser(self, steps: int):
        recipe, groups = self.recipe, []
        for module, rate in ((self.model.encoder, recipe.encoder_rate), (self.model.heads, recipe.head_rate)):
            for matrix, decay in ((True, recipe.weight_decay), (False, 0.0)):
                chosen = [p for p in module.parameters() if (p.dim() > 1) == matrix]
                groups.append({"params": chosen, "lr": rate, "weight_decay": decay})
        optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
        rise = recipe.warm_up * steps

        def share(step: int) -> float:
            return min((step + 1) / rise, max(0.0, (steps - step) / (steps - rise)))

        return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)
