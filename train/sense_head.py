"""Teaches the head for what a word tells (a type of event, or nothing; whether it happened) on finished weights, and puts it into them: see README.md.

    python sense_head.py --signs signs.jsonl --judged judged_senses.tsv --casts judged_casts.tsv --words > sentences.conllu
    cargo run --release -p wirefold-encoder --example states < sentences.conllu > sentences.states
    python sense_head.py --signs signs.jsonl --states sentences.states --judged judged_senses.tsv --casts judged_casts.tsv
        --weights ../crates/wirefold-models/weights --table ../crates/wirefold-read/data/event/senses.tsv

The signs are what `cargo run --release -p wirefold-read --example event_signs < REPORTS` prints. JUDGED tells of words in their
sentences that somebody read: lines of a word's name (see `name`, a hash, for the texts are not ours to give away), the type that it
tells (NONE: no event) and whether that happened (H), is ahead (F), hypothetical (Y) or denied (D). CASTS tells the same of more words
(see cast_head.py).

The head sees a word's state and the mean of its sentence's; beside it is learnt what the lexicon's own type adds, and what the
grammar's own status adds to whether it happened (TABLE). Prints how often either is right about words of reports that it has not seen, in eight folds, and then learns from all.
`--name FILE` prints, for lines {"report","start","type","status"}, the lines of JUDGED instead.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from wirefold_train.cues import read_states
from wirefold_train.model import HIDDEN
from wirefold_train.quantise import WEIGHT_LIMIT, QuantisedLinear, rounded

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
SENSES = [*TYPES, "NONE"]
STATUSES = "HAPPENED FUTURE HYPOTHETICAL DENIED".split()
LETTERS = "HFYD"
NOTHING = len(TYPES)
AHEAD = dict.fromkeys("CONSULT SUPPORT COOPERATE AID".split(), "AGREE") | {"RETREAT": "CONCEDE"}
AHEAD |= dict.fromkeys("ASSAULT MOBILIZE SANCTION COERCE PROTEST".split(), "THREATEN")
"""What a type counts as that lies ahead, by PLOVER; the head tells what it is when it comes."""
FILE, NAME = "reader.safetensors", "heads.sense"
FOLDS, BATCH, SMOOTHING, DROPOUT, DECAY, TOLD, OVERRULES = 8, 128, 0.05, 0.5, 1e-2, 2.0, 2.0
STILL = 0.1
"""Deviation that counts as none: what hardly moves would ask for weights that leave eight bits nothing for the others."""
HEADER = """# What the lexicon's type of a word (the line's) adds to each type that the word may tell, and last to none, in natural
# logarithms (see sense.rs): {types}, NONE.
# Behind them what the grammar's status adds to each status. Learnt by train/sense_head.py together with the encoder's head.
"""


class Word(NamedTuple):
    report: str
    state: np.ndarray
    """The word's own, and behind it the mean of its sentence's."""
    told: int
    tells: int
    stands: int
    """What the grammar says of its status, and what it is."""
    status: int


def name(row: dict) -> str:
    return hashlib.sha256(json.dumps([row["report"], row["start"]]).encode()).hexdigest()[:16]


def judged(path: Path) -> dict[str, list[str]]:
    return {line[0]: line[1:] for line in (line.split("\t") for line in path.read_text(encoding="utf8").splitlines())}


def signs(path: Path, known: dict[str, list[str]]) -> list[dict]:
    with path.open(encoding="utf8") as lines:
        return [row for row in map(json.loads, lines) if row["told"] and row["trigger"] and name(row) in known]


def sentences(rows: list[dict]) -> dict[tuple[str, ...], int]:
    """The different sentences, in order."""
    return {words: at for at, words in enumerate(dict.fromkeys(tuple(row["words"]) for row in rows))}


def all_judged(given: argparse.Namespace) -> dict[str, list[str]]:
    casts = judged(given.casts) if given.casts else {}
    return {word: [types.split("/")[0], status] for word, (_, types, status, *_) in casts.items()} | judged(given.judged)


def print_sentences(rows: list[dict]) -> None:
    for sentence in sentences(rows):
        sys.stdout.writelines(f"{at}\t{word}\n" for at, word in enumerate(sentence, 1))
        print()


def told_of(row: dict, sense: str, status: str) -> int:
    """What is ahead counts as another type; where that is what the lexicon's type counts as, the word tells that."""
    if status == "F" and AHEAD.get(row["told"]) == sense:
        sense = row["told"]
    return SENSES.index(sense) if sense in SENSES else NOTHING


def words(rows: list[dict], states: Path, known: dict[str, list[str]]) -> list[Word]:
    tables, places = list(read_states(states)), sentences(rows)
    found = {}
    for row in rows:
        table = tables[places[tuple(row["words"])]]
        if len(table):
            state = (table.astype(np.uint32) << 16).view(np.float32)
            both = np.concatenate([state[row["trigger"][0]], state.mean(0)])
            sense, status = known[name(row)]
            stands = STATUSES.index((row["stands"] or row["status"]).upper())
            tells = told_of(row, sense, status)
            found[name(row)] = Word(row["report"], both, TYPES.index(row["told"]), tells, stands, LETTERS.index(status))
    print(f"{len(found)} of {len(known)} judged words are found")
    return [found[word] for word in sorted(found)]


class Head(nn.Module):
    """Inputs are brought to one scale while learning; `layer` has that in its weights."""

    def __init__(self, inputs: Tensor):
        super().__init__()
        self.mean, self.scale = inputs.mean(0), inputs.std(0).clamp(min=STILL)
        self.drop, self.own = nn.Dropout(DROPOUT), nn.Linear(2 * HIDDEN, len(SENSES) + len(STATUSES))
        self.told = nn.Parameter(TOLD * torch.eye(len(TYPES), len(SENSES)))
        self.stands = nn.Parameter(TOLD * torch.eye(len(STATUSES)))

    def forward(self, inputs: Tensor, told: Tensor, stands: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of senses, and of statuses."""
        return self.parted(self.own(self.drop((inputs - self.mean) / self.scale)), told, stands)

    def parted(self, scores: Tensor, told: Tensor, stands: Tensor) -> tuple[Tensor, Tensor]:
        senses, statuses = scores.split((len(SENSES), len(STATUSES)), 1)
        return senses + self.told[told], statuses + self.stands[stands]

    @torch.no_grad()
    def layer(self) -> nn.Linear:
        whole = nn.Linear(2 * HIDDEN, len(SENSES) + len(STATUSES))
        whole.weight.copy_(self.own.weight / self.scale)
        whole.bias.copy_(self.own.bias - whole.weight @ self.mean)
        return whole


class Words(NamedTuple):
    inputs: Tensor
    told: Tensor
    tells: Tensor
    stands: Tensor
    status: Tensor

    @staticmethod
    def of(found: list[Word]) -> "Words":
        parts = (torch.tensor([getattr(word, part) for word in found]) for part in Words._fields[1:])
        return Words(torch.tensor(np.stack([word.state for word in found])), *parts)

    def some(self, which: Tensor) -> "Words":
        return Words(*(part[which] for part in self))


def loss_of(senses: Tensor, statuses: Tensor, some: Words) -> Tensor:
    """What is punished; of what tells no event nobody asks whether it happened."""
    loss, real = F.cross_entropy(senses, some.tells, label_smoothing=SMOOTHING), some.tells != NOTHING
    return loss + F.cross_entropy(statuses[real], some.status[real], label_smoothing=SMOOTHING) if real.any() else loss


def taught(all_words: Words, given: argparse.Namespace) -> Head:
    torch.manual_seed(given.seed)
    head = Head(all_words.inputs)
    optimiser = torch.optim.AdamW(head.parameters(), lr=given.rate, weight_decay=DECAY)
    for epoch in range(given.epochs):
        for group in optimiser.param_groups:
            group["lr"] = given.rate * (1 - epoch / given.epochs)
        for chosen in torch.randperm(len(all_words.told)).split(BATCH):
            some = all_words.some(chosen)
            senses, statuses = head(some.inputs, some.told, some.stands)
            loss = loss_of(senses, statuses, some)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return head.eval()


@torch.no_grad()
def shares(head: Head, some: Words) -> tuple[Tensor, Tensor]:
    """As the Rust reader computes them: with eight bits."""
    scores = QuantisedLinear(head.layer())(some.inputs)
    senses, statuses = head.parted(scores, some.told, some.stands)
    return F.softmax(senses, 1), F.softmax(statuses, 1)


def area(said: Tensor, right: Tensor) -> float:
    """How often one that is right is given more than another, in hundredths."""
    above = said[right][:, None] - said[~right][None, :]
    return 100 * float(((above > 0) + (above == 0) / 2).mean())


def judge(found: list[Word], all_words: Words, given: argparse.Namespace) -> None:
    fold = torch.tensor([int(hashlib.sha256(word.report.encode()).hexdigest()[:8], 16) % FOLDS for word in found])
    said, stood = torch.zeros(len(found), len(SENSES)), torch.zeros(len(found), len(STATUSES))
    for held in range(FOLDS):
        kept = fold != held
        said[~kept], stood[~kept] = shares(taught(all_words.some(kept), given), all_words.some(~kept))
    print_scores(all_words, said, stood)


def print_scores(all_words: Words, said: Tensor, stood: Tensor) -> None:
    _, told, tells, stands, status = all_words
    of_type, real = said[:, :NOTHING].argmax(1), tells != NOTHING
    hundredths = lambda some: 100 * float(some.float().mean())
    own = said[torch.arange(len(told)), told]
    sure = torch.where(stood.max(1)[0] > OVERRULES * stood[torch.arange(len(told)), stands], stood.argmax(1), stands)
    print(
        f"unseen reports: of words that tell an event {hundredths((of_type == tells)[real]):.1f} % of types right, by the lexicon"
        f" {hundredths((told == tells)[real]):.1f}; area under the curve, the lexicon is right {area(own, told == tells):.1f},"
        f" an event is told {area(1 - said[:, NOTHING], real):.1f}; {hundredths((sure == status)[real]):.1f} % of statuses right,"
        f" by the grammar {hundredths((stands == status)[real]):.1f}"
    )


def put_into(folder: Path, layer: nn.Linear) -> None:
    file, labels = folder / FILE, folder / "labels.json"
    tensors = load_file(file)
    tensors[f"{NAME}.weight"], tensors[f"{NAME}.scale"] = rounded(layer.weight.detach(), WEIGHT_LIMIT)
    tensors[f"{NAME}.bias"] = layer.bias.detach().contiguous()
    with safe_open(file, "pt") as before:
        save_file(tensors, file, before.metadata())
    told = json.loads(labels.read_text(encoding="utf8")) | {"senses": [*SENSES, *STATUSES]}
    labels.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("signs", "states", "judged", "casts", "weights", "table", "name"):
        parser.add_argument("--" + option, type=Path)
    parser.add_argument("--words", action="store_true", help="print the sentences of the signs, for `states`")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.name:
        with given.name.open(encoding="utf8") as lines:
            sys.stdout.writelines(f"{name(row)}\t{row['type']}\t{row['status']}\n" for row in map(json.loads, lines))
        return
    known = all_judged(given)
    rows = signs(given.signs, known)
    if given.words:
        print_sentences(rows)
        return
    torch.set_num_threads(2)
    found = words(rows, given.states, known)
    all_words = Words.of(found)
    judge(found, all_words, given)
    head = taught(all_words, given)
    put_into(given.weights, head.layer())
    added = [*zip(TYPES, head.told.tolist(), strict=True), *zip(STATUSES, head.stands.tolist(), strict=True)]
    rows = ("\t".join([kind, *(f"{weight:.2f}" for weight in row)]) for kind, row in added)
    given.table.write_text(HEADER.format(types=", ".join(TYPES)) + "".join(row + "\n" for row in rows), encoding="utf8")


if __name__ == "__main__":
    main()
