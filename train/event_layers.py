"""Teaches the last two layers of finished weights what words tell and who acts in it, and puts them into the weights: see README.md.

    python event_layers.py --gold GOLD --signs signs.jsonl --judged judged_senses.tsv --casts judged_casts.tsv
        --weights ../crates/wirefold-models/weights

The signs, and the judged words, are those of sense_head.py and cast_head.py, whose heads are taught along (and anew afterwards, by
those scripts, on the finished layers). Start from weights whose layers were not taught so yet: they know what they have learnt. What the other heads say is held on to, in these sentences and in some of the corpora that
they were taught on. The layers below, which the branch for likeness starts from, stand still.
`--leave-out 0,1` learns nothing from those eighths of the reports and prints how right the heads are about them, and writes nothing.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cast_head
import numpy as np
import sense_head
import torch
from run import default_base, sizes_of
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from sense_head import FILE, LETTERS, STATUSES, TYPES, Words, name, told_of
from torch import Tensor, nn
from wirefold_train.batches import Inputs, by_length, capped, inputs_of
from wirefold_train.branch import ABOVE, states
from wirefold_train.evaluate import Judge
from wirefold_train.held import Pair, finished, held_loss
from wirefold_train.labels import Labels
from wirefold_train.model import FAR, HIDDEN, Dropout, Layer, Reader
from wirefold_train.quantise import quantised, stored
from wirefold_train.sources import Sources, read_sources
from wirefold_train.words import Encoded, Pieces

EIGHTHS, LONGEST, PIECES, WARM_UP, FLOOR, CLIP = 8, 200, 2200, 80, 0.02, 2.0
HEADS_RATE, DECAY, MEASURED = 2e-3, 1e-2, 1200
CORPUS, SHARE, SEED_OF_CORPUS = 2500, 2, 5
"""Sentences of each corpus that are held on to, and how many batches of judged ones there are to one of those."""
HELD = 0.5
"""How much what the other heads say counts."""


@dataclass
class Deed:
    """A judged word that tells something."""

    word: int
    eighth: int
    told: int
    tells: int
    stands: int
    status: int
    cast: cast_head.Item | None


@dataclass
class Sentence:
    words: list[str]
    encoded: Encoded
    deeds: list[Deed] = field(default_factory=list)
    pairs: list[tuple[list[int], list[int]]] = field(default_factory=list)
    below: Tensor | None = None
    """The states that the layers start from, a row a piece."""
    before: Tensor | None = None
    """What the layers made of them as they were, a row for the root and each word."""


class Sentences:
    def __init__(self, pieces: Pieces):
        self.pieces, self.all = pieces, {}

    def of(self, words: list[str]) -> Sentence:
        key = tuple(words)
        if key not in self.all:
            self.all[key] = Sentence(list(words), self.pieces.encode(list(words)))
        return self.all[key]

    def kept(self) -> list[Sentence]:
        return [s for s in self.all.values() if len(s.encoded.ids) <= LONGEST]

    def add_judged(self, given: argparse.Namespace) -> None:
        known, casts = sense_head.all_judged(given), sense_head.judged(given.casts)
        rows = {name(row): row for row in sense_head.signs(given.signs, known)}
        for word in sorted(rows):
            row, told = rows[word], casts.get(word)
            sentence, cast = self.of(row["words"]), None
            if told and int(told[0]) == len(row["words"]) and not told[1].startswith("NONE"):
                cast = cast_head.item(row, told[3:])
                sides = [sorted(cast_head.sides(side)[0]) for side in told[3:]]
                sentence.pairs += [tuple(sides)] if all(sides) else []
            sense, status = known[word]
            stands = STATUSES.index((row["stands"] or row["status"]).upper())
            eighth = int(hashlib.sha256(row["report"].encode()).hexdigest()[:8], 16) % EIGHTHS
            about = TYPES.index(row["told"]), told_of(row, sense, status), stands, LETTERS.index(status)
            sentence.deeds.append(Deed(row["trigger"][0], eighth, *about, cast))

    def add_corpora(self, sources: Sources) -> None:
        chosen = random.Random(SEED_OF_CORPUS)
        for corpus in (sources.train.trees, sources.train.mentions, sources.train.quotes):
            for given in chosen.sample(corpus, min(len(corpus), CORPUS)):
                self.of(given.words)
        for pair in sources.train.pairs:
            self.of(pair.words).pairs.append((pair.actor, pair.recipient))


class Top(nn.Module):
    """The layers that learn, with the heads that are taught along."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.layers, self.numbers = nn.ModuleList(Layer(Dropout(0.1)) for _ in reader.encoder.layers[ABOVE:]), {}
        for mine, theirs in zip(self.layers, reader.encoder.layers[ABOVE:], strict=True):
            mine.load_state_dict(theirs.state_dict())

    def forward(self, batch: list[Sentence], inputs: Inputs) -> Tensor:
        """A row for the root and each word."""
        x = torch.zeros(len(batch), inputs.ids.shape[1], HIDDEN)
        for row, sentence in zip(x, batch, strict=True):
            row[: len(sentence.below)] = sentence.below.float()
        for layer in self.layers:
            x = layer(x, (1 - inputs.mask)[:, None, None, :] * FAR)
        return x.reshape(-1, HIDDEN)[inputs.first]

    @torch.no_grad()
    def add_heads(self, sentences: list[Sentence], seed: int) -> None:
        torch.manual_seed(seed)
        self.eval()
        some = random.Random(seed).sample(sentences, min(len(sentences), MEASURED))
        seen = [Seen.of(batch, self(batch, inputs_of([s.encoded for s in batch]))) for batch in in_order(some)]
        self.numbers = cast_head.numbered([deed.cast for s in sentences for deed in s.deeds if deed.cast])
        self.sense = sense_head.Head(torch.cat([one.words.inputs for one in seen]))
        self.cast = cast_head.Head(torch.cat([one.parties for one in seen]), len(self.numbers))

    def groups(self, rate: float) -> list[dict]:
        sense = {"params": self.sense.parameters(), "lr": HEADS_RATE, "weight_decay": DECAY}
        layers = {"params": self.layers.parameters(), "lr": rate, "weight_decay": DECAY}
        return [layers, sense, *self.cast.groups(HEADS_RATE)]


@dataclass
class Seen:
    """The judged words of a batch as the heads see them."""

    words: Words
    casts: list[cast_head.Item]
    deeds: Tensor
    parties: Tensor

    @staticmethod
    def of(batch: list[Sentence], states: Tensor) -> "Seen":
        placed = [(at, deed) for at, s in enumerate(batch) for deed in s.deeds]
        means = [states[at, 1 : len(s.words) + 1].mean(0) for at, s in enumerate(batch)]
        own = torch.stack([states[at, deed.word + 1] for at, deed in placed])
        inputs = torch.cat([own, torch.stack([means[at] for at, _ in placed])], 1)
        told = (torch.tensor([getattr(deed, part) for _, deed in placed]) for part in Words._fields[1:])
        casts = [(at, deed.cast) for at, deed in placed if deed.cast]
        deeds = [states[at, cast.word + 1] for at, cast in casts]
        parties = [states[at, torch.tensor(cast.words) + 1] for at, cast in casts]
        none = torch.empty(0, HIDDEN)
        joined = torch.stack(deeds) if deeds else none, torch.cat(parties) if parties else none
        return Seen(Words(inputs, *told), [cast for _, cast in casts], *joined)

    def loss(self, top: Top) -> Tensor:
        senses, statuses = top.sense(self.words.inputs, self.words.told, self.words.stands)
        loss = sense_head.loss_of(senses, statuses, self.words)
        if not self.casts:
            return loss
        batch = cast_head.Batch.from_states(self.casts, top.numbers, self.deeds, self.parties)
        return loss + cast_head.loss_of(top.cast(batch), batch)


def in_order(sentences: list[Sentence]) -> list[list[Sentence]]:
    size = lambda s: len(s.encoded.ids)
    return capped(sorted(sentences, key=size), size, PIECES)


@torch.no_grad()
def look(sentences: list[Sentence], reader: Reader) -> None:
    """Lays down what stands still: the states below, and those above as they are."""
    for batch in in_order(sentences):
        inputs = inputs_of([s.encoded for s in batch])
        x = states(reader.encoder, inputs, inputs.shapes, ABOVE)
        for row, sentence in zip(x, batch, strict=True):
            sentence.below = row[: len(sentence.encoded.ids)].half().clone()
        for layer in reader.encoder.layers[ABOVE:]:
            x = layer(x, (1 - inputs.mask)[:, None, None, :] * FAR)
        for row, sentence in zip(x, batch, strict=True):
            sentence.before = row[[0, *sentence.encoded.first]].half().clone()


def before_of(batch: list[Sentence], like: Tensor) -> Tensor:
    before = torch.zeros_like(like)
    for row, sentence in zip(before, batch, strict=True):
        row[: len(sentence.before)] = sentence.before.float()
    return before


def plan(judged: list[Sentence], corpus: list[Sentence], epochs: int, chance: random.Random) -> Iterator[list[list[Sentence]]]:
    size = lambda s: len(s.encoded.ids)
    for _ in range(epochs):
        batches = list(by_length(judged, size, PIECES, chance))
        batches += list(by_length(corpus, size, PIECES, chance))[: len(batches) // SHARE]
        chance.shuffle(batches)
        yield batches


def learn(top: Top, reader: Reader, judged: list[Sentence], corpus: list[Sentence], given: argparse.Namespace) -> None:
    optimiser = torch.optim.AdamW(top.groups(given.rate))
    rates = [group["lr"] for group in optimiser.param_groups]
    epochs = list(plan(judged, corpus, given.epochs, random.Random(given.seed)))
    steps, step, begun = sum(map(len, epochs)), 0, time.time()
    top.train()
    for batches in epochs:
        losses, kept = [], []
        for batch in batches:
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * min(1, (step + 1) / WARM_UP) * max(FLOOR, 1 - step / steps)
            inputs = inputs_of([s.encoded for s in batch])
            found = top(batch, inputs)
            pairs = [Pair(at, *s.pairs[0]) for at, s in enumerate(batch) if s.pairs]
            held = held_loss(reader.heads, found, before_of(batch, found), inputs, pairs)
            loss = HELD * held
            kept.append(held.item())
            if any(s.deeds for s in batch):
                told = Seen.of(batch, found).loss(top)
                loss = loss + told
                losses.append(told.item())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(top.parameters(), CLIP)
            optimiser.step()
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{steps}: {np.mean(losses[-100:]):.3f}, held {np.mean(kept[-100:]):.4f}, {time.time() - begun:.0f} s", flush=True)
    top.eval()


@torch.no_grad()
def print_scores(top: Top, sentences: list[Sentence]) -> None:
    """Of the words of those sentences."""
    seen = [Seen.of(batch, top(batch, inputs_of([s.encoded for s in batch]))) for batch in in_order(sentences)]
    words = Words(*(torch.cat(part) for part in zip(*(one.words for one in seen))))
    senses, statuses = top.sense(words.inputs, words.told, words.stands)
    sense_head.print_scores(words, senses.softmax(1), statuses.softmax(1))
    items, said = [], []
    for one in (one for one in seen if one.casts):
        batch = cast_head.Batch.from_states(one.casts, top.numbers, one.deeds, one.parties)
        scores, parties = top.cast(batch), len(one.parties)
        for at, item in enumerate(one.casts):
            table = scores[[*(batch.of[:parties] == at).nonzero()[:, 0].tolist(), parties + at]].softmax(0).numpy()
            said.append({role: table[:, column] for column, role in enumerate(cast_head.ROLES)})
            items.append(item)
    cast_head.print_scores(items, said)


def put_into(folder: Path, layers: nn.ModuleList) -> None:
    file = folder / FILE
    tensors = load_file(file)
    for at, layer in enumerate(layers, ABOVE):
        tensors |= stored(layer, f"encoder.layers.{at}")
    with safe_open(file, "pt") as before:
        save_file(tensors, file, before.metadata())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("gold", "signs", "judged", "casts", "weights"):
        parser.add_argument("--" + option, type=Path, required=True)
    parser.add_argument("--leave-out", type=lambda told: set(map(int, told.split(","))), default=set())
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(2)
    labels = Labels(**json.loads((given.weights / "labels.json").read_text(encoding="utf8")))
    reader, pieces = finished(given.weights / FILE, labels, sizes_of(labels)), Pieces(default_base() / "tokenizer.json")
    sources, sentences = read_sources(given.gold, open_only=False), Sentences(pieces)
    sentences.add_judged(given)
    sentences.add_corpora(sources)
    kept = sentences.kept()
    look(kept, reader)
    unseen = [s for s in kept if any(deed.eighth in given.leave_out for deed in s.deeds)]
    judged = [s for s in kept if s.deeds and not any(deed.eighth in given.leave_out for deed in s.deeds)]
    corpus = [s for s in kept if not s.deeds]
    print(f"{sum(len(s.deeds) for s in judged)} words of {len(judged)} sentences, {len(corpus)} sentences of corpora", flush=True)
    top = Top(reader)
    top.add_heads(judged, given.seed)
    learn(top, reader, judged, corpus, given)
    if unseen:
        print_scores(top, unseen)
    for mine, theirs in zip(top.layers, reader.encoder.layers[ABOVE:], strict=True):
        theirs.load_state_dict(mine.state_dict())
    sources.likeness_dev = {}
    for corpus, scores in Judge(quantised(reader), pieces, labels).all(sources).items():
        print(corpus, scores, flush=True)
    if not given.leave_out:
        put_into(given.weights, top.layers)


if __name__ == "__main__":
    main()
