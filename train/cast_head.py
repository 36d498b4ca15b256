"""Teaches the head for who acts and who is acted upon in what a word tells on finished weights, and puts it into them: see README.md.

    python cast_head.py --signs signs.jsonl --judged judged_casts.tsv --words > sentences.conllu
    cargo run --release -p wirefold-encoder --example states < sentences.conllu > sentences.states
    python cast_head.py --signs signs.jsonl --states sentences.states --judged judged_casts.tsv --weights ../crates/wirefold-models/weights
        --table ../crates/wirefold-read/data/event/casts.tsv

The signs are what `cargo run --release -p wirefold-read --example event_signs < REPORTS` prints. JUDGED tells of words in their
sentences that somebody read: lines of a word's name (as in sense_head.py), how many words its sentence has, what it tells (types of which
the first is the better; NONE: no event), whether that happened (H), is ahead (F), hypothetical (Y) or denied (D), and who acts and who
is acted upon: `-` for nobody in the sentence, or words by their numbers, several by commas, `3=1` where both name one party, `(3)` where
it is a thing that stands for nobody.

The head gives the word that tells and each noun, name or pronoun of its sentence a row for either side; their product says how well
they go together, and what the way through the tree from the one to the other adds is learnt beside it (TABLE). Prints how often it is
right about who is on the sides in reports that it has not seen, in four folds, and then learns from all.
`--name FILE` prints, for lines {"report","start","words","types","status","actors","recipients"}, the lines of JUDGED instead.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from sense_head import FILE, STILL, area, judged, name, print_sentences, sentences
from torch import Tensor, nn
from wirefold_train.cues import read_states
from wirefold_train.model import HIDDEN
from wirefold_train.quantise import WEIGHT_LIMIT, QuantisedLinear, rounded

ROLES = ("actor", "recipient")
NAME, RANK = "heads.cast", 64
PARTS = ("NOUN", "PROPN", "PRON")
LONGEST, FAR, STEP, STEPS, CLIMB = 4, "far", 4, 4, 24
RARE, FOLDS, BATCH, DROPOUT, DECAY, NO_DECAY = 10, 4, 64, 0.3, 0.05, 1e-3
OVERRULES = (2, 4, 8, 16, 32)
MISSED = -1e4
"""Stands for minus infinity."""
HEADER = """# What the way from a word that tells an event to a party adds for who acts and for who is acted upon, in natural logarithms
# (see cast.rs). Learnt by train/cast_head.py together with the encoder's head.
"""


class Item(NamedTuple):
    report: str
    word: int
    words: list[int]
    """The words that may name a party."""
    states: np.ndarray
    """A row for the word that tells and each of those; none where they are told elsewhere."""
    signs: list[list[str]]
    right: dict[str, list[bool]]
    """Of each of them, and last of nobody, for either side."""
    own: dict[str, list[bool]]
    """Those, and last nobody, that the rules put there."""


def way(row: dict, start: int, end: int) -> str:
    """The relations from a word up to what it shares with another, and from there down to that: as in cast.rs."""

    def up(word: int) -> list[int]:
        path = [word]
        while (head := row["heads"][path[-1]]) is not None and len(path) <= CLIMB:
            path.append(head)
        return path

    rising, falling = up(start), up(end)
    shared = next((word for word in rising if word in falling), None)
    if shared is None:
        return FAR
    rising, falling = rising[: rising.index(shared)], falling[: falling.index(shared)][::-1]
    if len(rising) + len(falling) > LONGEST:
        return FAR
    relations = lambda words: (row["relations"][word] for word in words)
    return "<".join(relations(rising)) + "^" + ">".join(relations(falling))


def signs_of(row: dict, party: int) -> list[str]:
    word, parts, relations = row["trigger"][0], row["parts"], row["relations"]
    path = way(row, word, party)
    behind = re.split(r"[\^>]", path)[-1].split(":")[0] in ("obl", "nmod")
    cases = [at for at, head in enumerate(row["heads"]) if head == party and relations[at].split(":")[0] == "case"]
    case = row["lemmas"][cases[0]].lower() if behind and cases else ""
    steps = max(-STEPS, min(STEPS, (party - word) // STEP))
    side = "<" if party < word else ">"
    return [
        f"{path}|{case}",
        f"{path}/{row['told']}",
        f"{path}~{parts[word]}{parts[party]}",
        f"d{steps}",
        f"{parts[party]}{side}",
        path,
    ]


def sides(told: str) -> tuple[set[int], set[int]]:
    """The words that name somebody, and those that name but a thing."""
    things = set(map(int, re.findall(r"\d+", " ".join(re.findall(r"\([^)]*\)", told)))))
    return set(map(int, re.findall(r"\d+", re.sub(r"\([^)]*\)", "", told)))), things


def item(row: dict, told: list[str], table: np.ndarray | None = None) -> Item | None:
    """`table` has a state for each word of the sentence."""
    word = row["trigger"][0]
    words = [at for at, part in enumerate(row["parts"]) if part in PARTS and at != word]
    if not words:
        return None
    states = np.empty((0, HIDDEN)) if table is None else table[[word, *words]]
    right, own = {}, {}
    for role, side in zip(ROLES, told, strict=True):
        named, things = sides(side)
        right[role] = [word in (named or things) for word in words] + [not named]
        rules = set(row[f"{role}_words"])
        own[role] = [word in rules for word in words] + [not rules]
    return Item(row["report"], word, words, states, [signs_of(row, word) for word in words], right, own)


def items(rows: list[dict], states: Path, known: dict[str, list[str]]) -> list[Item]:
    """The judged words that tell an event, each once."""
    tables, places, found = list(read_states(states)), sentences(rows), {}
    for row in rows:
        length, types, _, *told = known[name(row)]
        table = tables[places[tuple(row["words"])]]
        if len(table) and int(length) == len(row["words"]) and not types.startswith("NONE"):
            found[name(row)] = item(row, told, (table.astype(np.uint32) << 16).view(np.float32))
    kept = [found[word] for word in sorted(found) if found[word]]
    print(f"{len(kept)} of {len(known)} judged words are found and tell an event")
    return kept


def signs(path: Path, known: dict[str, list[str]]) -> list[dict]:
    with path.open(encoding="utf8") as lines:
        return [row for row in map(json.loads, lines) if row["told"] and row["trigger"] and name(row) in known]


class Batch(NamedTuple):
    deeds: Tensor
    parties: Tensor
    of: Tensor
    """Which deed each party, and then each nobody, belongs to."""
    signs: Tensor
    right: Tensor
    """A column a role, the parties first and then each deed's nobody."""

    @staticmethod
    def of_items(some: list[Item], numbers: dict[str, int]) -> "Batch":
        deeds, parties = np.stack([it.states[0] for it in some]), np.concatenate([it.states[1:] for it in some])
        return Batch.from_states(some, numbers, torch.tensor(deeds), torch.tensor(parties))

    @staticmethod
    def from_states(some: list[Item], numbers: dict[str, int], deeds: Tensor, parties: Tensor) -> "Batch":
        number = lambda party: [numbers.get(sign, 0) for sign in party]
        of = [at for at, it in enumerate(some) for _ in it.signs]
        column = lambda role: [x for it in some for x in it.right[role][:-1]] + [it.right[role][-1] for it in some]
        return Batch(
            deeds,
            parties,
            torch.tensor(of + list(range(len(some)))),
            torch.tensor([number(party) for it in some for party in it.signs]),
            torch.tensor([column(role) for role in ROLES]).T,
        )


class Head(nn.Module):
    """Inputs are brought to one scale while learning; `layers` has that in its weights."""

    def __init__(self, states: Tensor, signs: int):
        super().__init__()
        self.mean, self.scale = states.mean(0), states.std(0).clamp(min=STILL)
        self.drop = nn.Dropout(DROPOUT)
        self.deed, self.party = (nn.Linear(HIDDEN, len(ROLES) * (RANK + 1)) for _ in range(2))
        self.ways = nn.EmbeddingBag(signs + 1, len(ROLES), mode="sum", padding_idx=0)
        nn.init.zeros_(self.ways.weight)
        with torch.no_grad():
            for layer in (self.deed, self.party):
                layer.bias.zero_()
                layer.weight.mul_(RANK**-0.25)
                layer.weight[-len(ROLES) :].zero_()

    def forward(self, batch: Batch) -> Tensor:
        """Scores as `Batch.right` is laid out."""
        rows = [layer(self.drop((x - self.mean) / self.scale)) for layer, x in zip((self.deed, self.party), batch[:2], strict=True)]
        return self.joined(*rows, batch)

    def joined(self, deeds: Tensor, parties: Tensor, batch: Batch) -> Tensor:
        own, cut = -len(ROLES), (-1, len(ROLES), RANK)
        both = (deeds[:, :own][batch.of[: len(parties)]] * parties[:, :own]).view(cut).sum(2)
        return torch.cat([both + parties[:, own:] + self.ways(batch.signs), deeds[:, own:]])

    def groups(self, rate: float) -> list[dict]:
        """What an optimiser takes."""
        dense = [*self.deed.parameters(), *self.party.parameters()]
        ways = {"params": self.ways.parameters(), "weight_decay": NO_DECAY, "lr": 5 * rate}
        return [{"params": dense, "weight_decay": DECAY, "lr": rate}, ways]

    @torch.no_grad()
    def layers(self) -> dict[str, nn.Linear]:
        found = {}
        for part, layer in (("deed", self.deed), ("party", self.party)):
            whole = nn.Linear(HIDDEN, layer.out_features)
            whole.weight.copy_(layer.weight / self.scale)
            whole.bias.copy_(layer.bias - whole.weight @ self.mean)
            found[part] = whole
        return found


def summed(scores: Tensor, of: Tensor, deeds: int) -> Tensor:
    """The logarithm of the sum of a deed's powers, a row for each."""
    of = of[:, None].expand_as(scores)
    most = torch.full((deeds, scores.shape[1]), -1e9).scatter_reduce(0, of, scores, "amax")
    powers = torch.exp(scores - most.gather(0, of))
    return most + torch.log(torch.zeros_like(most).scatter_add(0, of, powers) + 1e-30)


def loss_of(scores: Tensor, batch: Batch) -> Tensor:
    """What is punished: all but the right ones; a side whose right ones are no words that may name a party is not asked."""
    deeds = len(batch.deeds)
    right = summed(torch.where(batch.right, scores, MISSED), batch.of, deeds)
    return ((summed(scores, batch.of, deeds) - right) * (right > MISSED / 2)).sum(1).mean()


def taught(some: list[Item], numbers: dict[str, int], given: argparse.Namespace) -> Head:
    torch.manual_seed(given.seed)
    head = Head(torch.tensor(np.concatenate([it.states[1:] for it in some])), len(numbers))
    optimiser = torch.optim.AdamW(head.groups(given.rate))
    rates = [group["lr"] for group in optimiser.param_groups]
    for epoch in range(given.epochs):
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * (1 - epoch / given.epochs)
        for chosen in torch.randperm(len(some)).split(BATCH):
            batch = Batch.of_items([some[at] for at in chosen.tolist()], numbers)
            loss = loss_of(head(batch), batch)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return head.eval()


def numbered(some: list[Item]) -> dict[str, int]:
    """The signs that are not rare; 0 stands for the others."""
    counts = Counter(sign for it in some for party in it.signs for sign in set(party))
    return {sign: at for at, sign in enumerate(sorted(s for s, count in counts.items() if count >= RARE), 1)}


@torch.no_grad()
def shares(head: Head, some: list[Item], numbers: dict[str, int]) -> list[dict[str, np.ndarray]]:
    """As the Rust reader computes them, with eight bits: of each party, and last of nobody, for either side."""
    found, small = [], {part: QuantisedLinear(layer) for part, layer in head.layers().items()}
    for it in some:
        batch = Batch.of_items([it], numbers)
        scores = head.joined(small["deed"](batch.deeds), small["party"](batch.parties), batch)
        table = torch.softmax(scores, 0).numpy()
        found.append({role: table[:, at] for at, role in enumerate(ROLES)})
    return found


def other(role: str, rules: np.ndarray, right: np.ndarray, share: np.ndarray) -> tuple[float, bool]:
    """The likeliest party but the rules' and whether it is right; 0 where it is not asked, as in cast.rs."""
    if not rules.any() or rules[-1] and role == "actor":
        return 0.0, False
    parties = np.where(rules[:-1], 0, share[:-1])
    best = int(parties.argmax())
    return (float(parties[best]) if parties[best] > share[-1] else 0.0), bool(right[best])


def judge(some: list[Item], given: argparse.Namespace) -> None:
    fold = lambda it: int(hashlib.sha256(it.report.encode()).hexdigest()[:8], 16) % FOLDS
    unseen, said = [], []
    for held in range(FOLDS):
        kept, rest = [it for it in some if fold(it) != held], [it for it in some if fold(it) == held]
        numbers = numbered(kept)
        said += shares(taught(kept, numbers, given), rest, numbers)
        unseen += rest
    print_scores(unseen, said)


def print_scores(unseen: list[Item], said: list[dict[str, np.ndarray]]) -> None:
    for role in ROLES:
        pairs = [(np.array(it.own[role]), np.array(it.right[role]), s[role]) for it, s in zip(unseen, said, strict=True)]
        own = torch.tensor([float(share[rules].sum()) for rules, _, share in pairs])
        rules = torch.tensor([bool(right[rules].any()) for rules, right, _ in pairs])
        best, right = map(torch.tensor, zip(*(other(role, *pair) for pair in pairs), strict=True))
        head = torch.tensor([bool(right[share.argmax()]) for _, right, share in pairs])
        hundredths = lambda some: 100 * float(some.float().mean())
        both = " ".join(f"{times}: {hundredths(torch.where(best > times * own, right, rules)):.1f}" for times in OVERRULES)
        print(
            f"unseen reports, {role}: by the rules {hundredths(rules):.1f} % right, by the head {hundredths(head):.1f};"
            f" where it overrules what is so many times less likely {both}; area under the curve, the rules are right"
            f" {area(own, rules):.1f}",
            flush=True,
        )


def put_into(folder: Path, head: Head) -> None:
    file = folder / FILE
    tensors = load_file(file)
    for part, layer in head.layers().items():
        tensors[f"{NAME}.{part}.weight"], tensors[f"{NAME}.{part}.scale"] = rounded(layer.weight.detach(), WEIGHT_LIMIT)
        tensors[f"{NAME}.{part}.bias"] = layer.bias.detach().contiguous()
    with safe_open(file, "pt") as before:
        save_file(tensors, file, before.metadata())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("signs", "states", "judged", "weights", "table", "name"):
        parser.add_argument("--" + option, type=Path)
    parser.add_argument("--words", action="store_true", help="print the sentences of the signs, for `states`")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.name:
        with given.name.open(encoding="utf8") as lines:
            for row in map(json.loads, lines):
                print(name(row), *(row[part] for part in ("words", "types", "status", "actors", "recipients")), sep="\t")
        return
    known = judged(given.judged)
    rows = signs(given.signs, known)
    if given.words:
        print_sentences(rows)
        return
    torch.set_num_threads(2)
    some = items(rows, given.states, known)
    judge(some, given)
    if given.weights is None:
        return
    numbers = numbered(some)
    head = taught(some, numbers, given)
    put_into(given.weights, head)
    table = head.ways.weight.detach().tolist()
    lines = (f"{sign}\t{table[at][0]:.2f}\t{table[at][1]:.2f}\n" for sign, at in numbers.items())
    given.table.write_text(HEADER + "".join(lines), encoding="utf8")


if __name__ == "__main__":
    main()
