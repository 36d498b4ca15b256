"""Learns what the signs of an event weigh: `python event_confidence.py --signs FILE… --judged judged_events.tsv --prior event_prior.tsv --table TABLE`.

The signs are what `cargo run --release -p wirefold-read --example event_signs < REPORTS` prints. JUDGED tells of events that
somebody read in their sentences whether type, actor and recipient are right, all three: lines of an event's name (see
`name`, a hash, for the texts are not ours to give away), 1, 0 or ? (two careful readers could disagree), the number of the
draw of fresh news that it is of, and the type of which that was said: the one that was shown, or the one that the reader would have
instead where nothing else was wrong (then 1). An event that is told as another type today is not right. Those of no draw are of news
that rules were made with: they taught PRIOR; those of no type have it in their names.

A logistic regression is fitted to the draws, what is doubtful taken for wrong; a ridge holds its weights to those of PRIOR. Prints
what it would say of each draw if fitted to the others, beside what PRIOR says of it. `--hold DRAW` leaves a draw out of all that and judges
it by the table that is written. `--name FILE --draw DRAW` prints, for lines {"report","start","type","actor":[…],"recipient":[…],"right"},
the lines of JUDGED instead (`right` is 1, 0 or "?"; `type` is what the reader would have it be).
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

ALWAYS = "always"
# Of what earlier events taught so much is believed: the rules fit the news that those were of.
TRUST = 0.7
HELD_TO_PRIOR = 30.0
HELD_TO_NOTHING = 3.0
FREE = 1e-2
ROUNDS = 25
LEAST = (0.0, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)
HEADER = """# What the signs of an event weigh, in natural logarithms of odds (see confidence.rs). Learnt by train/event_confidence.py
# on {n} events of fresh news, judged by reading, from what earlier ones weighed (train/event_prior.tsv); an event is right
# whose type, actor and recipient are, all three.
"""
Weights = dict[str, float]


class Item(NamedTuple):
    draw: str
    signs: dict[str, float]
    verdict: str


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def spoken(parties: list[str]) -> tuple[str, ...]:
    """The words of parties, without the names that the signs add in brackets."""
    return tuple(sorted(party.rsplit(" [", 1)[0] for party in parties))


def name(row: dict, *kind: str) -> str:
    told = [row["report"], row["start"], *kind, spoken(row["actor"]), spoken(row["recipient"])]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def items(signs: list[Path], judged: Path) -> list[Item]:
    """The events of draws that are still found, each once."""
    lines = [line.split("\t") for line in judged.read_text(encoding="utf8").splitlines()]
    known = {line[0]: line[1:] for line in lines if len(line) > 2}
    found = {}
    for row in (row for path in signs for row in rows(path)):
        whole, open_ = name(row, row["type"]), name(row)
        if whole in known:
            verdict, draw = known[whole]
            found[whole] = Item(draw, row["signs"], verdict)
        elif open_ in known:
            verdict, draw, kind = known[open_]
            other = "?" if verdict == "?" else "0"
            found[open_] = Item(draw, row["signs"], verdict if row["type"] == kind else other)
    print(f"{len(found)} of {len(known)} judged events of fresh news are found")
    return [found[event] for event in sorted(found)]


def table(path: Path) -> Weights:
    lines = [line.split("\t") for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    return {sign: float(weight) for sign, weight in lines}


def shares(weights: Weights, told: list[Item]) -> np.ndarray:
    odds = [sum(weights.get(sign, 0.0) * value for sign, value in item.signs.items()) for item in told]
    return np.clip(1 / (1 + np.exp(-np.array(odds))), 0.01, 0.99)


def fit(told: list[Item], prior: Weights) -> Weights:
    """Newton's method; the ridge leaves the constant alone."""
    signs = sorted({sign for item in told for sign in item.signs} | set(prior))
    shown = np.array([[item.signs.get(sign, 0.0) for sign in signs] for item in told])
    right = np.array([item.verdict == "1" for item in told], dtype=float)
    held = np.array([FREE if s == ALWAYS else HELD_TO_PRIOR if s in prior else HELD_TO_NOTHING for s in signs])
    start = TRUST * np.array([prior.get(sign, 0.0) for sign in signs])
    weights = start.copy()
    for _ in range(ROUNDS):
        said = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (right - said) - held * (weights - start)
        weights += np.linalg.solve(shown.T * (said * (1 - said)) @ shown + np.diag(held), slope)
    return dict(zip(signs, weights.tolist(), strict=True))


def area(said: np.ndarray, right: np.ndarray) -> float:
    """How often a right event is given more than another, in hundredths."""
    above = said[right][:, None] - said[~right][None, :]
    return 100 * float(((above > 0) + (above == 0) / 2).mean())


def report(title: str, said: np.ndarray, told: list[Item]) -> None:
    right = np.array([item.verdict == "1" for item in told])
    fair = np.array([item.verdict != "0" for item in told])
    print(f"{title}: {len(told)} events, area under the curve {area(said, right):.1f}")
    for least in LEAST:
        kept = said >= least
        if kept.any():
            shown, told_so = 100 * kept.mean(), 100 * said[kept].mean()
            print(
                f"  from {least:.2f} on {shown:3.0f} % shown, {100 * right[kept].mean():.0f} % right,"
                f" {100 * fair[kept].mean():.0f} % right or doubtful; {told_so:.0f} % by what is said of them"
            )


def unseen(told: list[Item], prior: Weights) -> tuple[np.ndarray, list[Item]]:
    said, order = [], []
    for draw in sorted({item.draw for item in told}):
        kept = [item for item in told if item.draw == draw]
        said.append(shares(fit([item for item in told if item.draw != draw], prior), kept))
        order += kept
    return np.concatenate(said), order


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signs", type=Path, nargs="+", default=[])
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--prior", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--hold")
    parser.add_argument("--name", type=Path)
    parser.add_argument("--draw")
    args = parser.parse_args()
    if args.name:
        print("".join(f"{name(row)}\t{row['right']}\t{args.draw}\t{row['type']}\n" for row in rows(args.name)), end="")
        return
    if not (args.signs and args.judged and args.prior and args.table):
        parser.error("--signs, --judged, --prior and --table are needed")
    found, prior = items(args.signs, args.judged), table(args.prior)
    told = [item for item in found if item.draw != args.hold]
    held = [item for item in found if item.draw == args.hold]
    said, order = unseen(told, prior)
    report("by the prior", shares(prior, order), order)
    report("each draw by the others", said, order)
    weights = {sign: round(weight, 2) for sign, weight in fit(told, prior).items()}
    if held:
        report("the draw held out, by the prior", shares(prior, held), held)
        report("the draw held out", shares(weights, held), held)
    lines = "".join(f"{sign}\t{weight:.2f}\n" for sign, weight in weights.items())
    args.table.write_text(HEADER.format(n=len(told)) + lines, encoding="utf8")


if __name__ == "__main__":
    main()
