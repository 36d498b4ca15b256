"""The training run: one plan of mixed batches, one optimiser, one pass over the plan."""

import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

from . import lemma, losses
from .augment import augment
from .batches import Inputs, by_length, fits, inputs_of, tree_gold
from .corpora import Sentence, allowed_tags
from .events import PairSentence
from .labels import Labels
from .likeness import Base, LikePair
from .model import Reader
from .quotes import QuoteSentence
from .words import Pieces


@dataclass
class Recipe:
    """Epochs of each task, and how steps are made."""

    trees: float = 7
    taught: float = 2
    mentions: float = 4
    quotes: float = 2.5
    pairs: float = 10
    likeness: float = 2
    kinship: float = 0.25
    """Share of the steps on trees and mentions that also hold on to the base model's embedding."""
    seed: int = 1
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    batch_pieces: int = 1536
    warm_up: float = 0.06
    clip: float = 1.0
    weight_decay: float = 0.01
    smoothing: float = 0.1
    """Label smoothing of the pairs' types: there are few."""
    averaged: float = 0.15
    """Share of the steps, at the end, whose weights are averaged."""
    longest: int = 250
    """Longer sentences are left out of the training: they cost much and are mostly lists."""


@dataclass
class Corpus:
    """What is trained on, by task."""

    trees: list[Sentence] = field(default_factory=list)
    taught: list[Sentence] = field(default_factory=list)
    """Sentences with the trees of an earlier reader."""
    mentions: list[Sentence] = field(default_factory=list)
    quotes: list[QuoteSentence] = field(default_factory=list)
    pairs: list[PairSentence] = field(default_factory=list)
    likeness: list[LikePair] = field(default_factory=list)


TASKS = ("trees", "taught", "mentions", "quotes", "pairs", "likeness")


class Trainer:
    def __init__(self, model: Reader, base: Base, corpus: Corpus, labels: Labels, pieces: Pieces, recipe: Recipe):
        self.model, self.base, self.labels, self.pieces, self.recipe = model, base, labels, pieces, recipe
        self.rng = random.Random(recipe.seed)
        self.items = {task: [s for s in getattr(corpus, task) if fits(s, pieces, recipe.longest)] for task in TASKS}
        self.gold = {id(s): self.gold_of(s) for s in self.items["trees"] + self.items["taught"]}
        self.allowed = {s.marked: torch.tensor(allowed_tags(s.marked)) for s in self.items["mentions"]}

    def gold_of(self, sentence: Sentence):
        scripts = [lemma.script(w, x) for w, x in zip(sentence.words, sentence.lemmas)]
        return tree_gold(sentence, self.labels, scripts)

    def plan(self) -> list[tuple[str, list]]:
        """All batches of the run, the tasks mixed."""
        plan = []
        for task in TASKS:
            epochs, batches = getattr(self.recipe, task), []
            cap = self.recipe.batch_pieces // (3 if task == "pairs" else 1)  # small batches: there are few pairs
            while epochs > 0 and self.items[task]:
                epoch = list(by_length(self.items[task], self.size, cap, self.rng))
                batches += epoch[: max(1, round(len(epoch) * min(epochs, 1)))]
                epochs -= 1
            plan += [(task, batch) for batch in batches]
        self.rng.shuffle(plan)
        return plan

    def size(self, item) -> int:
        rows = 2 if isinstance(item, LikePair) else 1
        return rows * (2 + sum(len(self.pieces.of_word(w)) for w in item.words))

    def loss(self, task: str, batch: list) -> Tensor:
        if task == "likeness":
            first, second = (self.embedded([getattr(p, side) for p in batch]) for side in ("first", "second"))
            return losses.likeness_loss(first, second, batch)
        inputs = self.inputs([augment(s.words, getattr(s, "xpos", []), self.rng) for s in batch])
        states = self.model(*inputs.arguments())
        if task == "quotes":
            return losses.quote_loss(self.model, states, batch)
        if task == "pairs":
            return losses.pair_loss(self.model, states, inputs, batch, self.labels.roots, self.recipe.smoothing)
        kin = self.kinship(states, inputs) if self.rng.random() < self.recipe.kinship else 0.0
        if task in ("trees", "taught"):
            return losses.tree_loss(self.model, states, inputs, [self.gold[id(s)] for s in batch]) + kin
        allowed = torch.stack([self.allowed[s.marked] for s in batch])
        return losses.mention_loss(self.model, states, [s.mentions for s in batch], allowed) + kin

    def inputs(self, sentences: list[list[str]]) -> Inputs:
        return inputs_of([self.pieces.encode(words) for words in sentences])

    def embedded(self, sentences: list[list[str]]) -> Tensor:
        inputs = self.inputs(sentences)
        return self.model.heads.embed(self.model(*inputs.arguments()), inputs.words)

    def kinship(self, states: Tensor, inputs: Inputs) -> Tensor:
        return losses.kinship_loss(self.model.heads.embed(states, inputs.words), self.base.embed(inputs))

    def run(self, checkpoint: Path) -> None:
        plan = self.plan()
        optimiser, schedule = self.optimiser(len(plan))
        average = torch.optim.swa_utils.AveragedModel(self.model)
        self.model.train()
        recent, start = defaultdict(list), time.time()
        for step, (task, batch) in enumerate(plan, 1):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
                loss = self.loss(task, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            recent[task].append(loss.item())
            if step % 10 == 0 and step > len(plan) * (1 - self.recipe.averaged):
                average.update_parameters(self.model)
            if step % 100 == 0 or step == len(plan):
                means = {t: round(sum(v[-60:]) / len(v[-60:]), 3) for t, v in recent.items()}
                print(f"step {step}/{len(plan)} {means} {time.time() - start:.0f} s", flush=True)
            if step % 500 == 0:
                torch.save(self.model.state_dict(), checkpoint)
        self.model.load_state_dict(average.module.state_dict())
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
