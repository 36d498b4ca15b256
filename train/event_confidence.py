"""Learns what the signs of an event weigh: `python event_confidence.py --signs FILE… --judged judged_events.tsv --table TABLE`.

The signs are what `cargo run --release -p wirefold-read --example event_signs < REPORTS` prints. JUDGED tells of events that
somebody read in their sentences whether type, actor and recipient are right, all three: lines of an event's name (see
`name`, a hash, for the texts are not ours to give away) and 1 or 0. A logistic regression with a ridge is fitted; prints what it
would say of events that it was not fitted on (leave a tenth of the reports out, ten times). `--name FILE` prints, for lines
{"report","start","type","actor":[…],"recipient":[…],"right"}, the lines of JUDGED instead.
"""

import argparse
import hashlib
import json
import math
from pathlib import Path

import numpy as np

RIDGE = 1.0
ROUNDS = 25
ALWAYS = "always"
FOLDS = 10
HEADER = """# What the signs of an event weigh, in natural logarithms of odds (see confidence.rs). Learnt by train/event_confidence.py
# on {n} events of news reports, judged by reading; an event is right whose type, actor and recipient are, all three.
"""
Item = tuple[str, dict[str, float], bool]


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def spoken(parties: list[str]) -> tuple[str, ...]:
    """The words of parties, without the names that the signs add in brackets."""
    return tuple(sorted(party.rsplit(" [", 1)[0] for party in parties))


def name(row: dict) -> str:
    told = [row["report"], row["start"], row["type"], spoken(row["actor"]), spoken(row["recipient"])]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def items(signs: list[Path], judged: Path) -> list[Item]:
    known = {event: right == "1" for event, right in (line.split() for line in judged.read_text().splitlines())}
    found = (row for path in signs for row in rows(path))
    return [(row["report"], row["signs"], known[name(row)]) for row in found if name(row) in known]


def odds(weights: dict[str, float], signs: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def share(weights: dict[str, float], signs: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-odds(weights, signs)))


def fit(all_items: list[Item]) -> dict[str, float]:
    """Newton's method; the ridge leaves the constant alone."""
    names = sorted({name for _, signs, _ in all_items for name in signs})
    shown = np.array([[signs.get(name, 0.0) for name in names] for _, signs, _ in all_items])
    right = np.array([float(right) for _, _, right in all_items])
    ridge = np.diag([RIDGE * (name != ALWAYS) + 1e-6 for name in names])
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        told = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (right - told) - ridge @ weights
        weights += np.linalg.solve(shown.T * (told * (1 - told)) @ shown + ridge, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def fold(report: str) -> int:
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % FOLDS


def unseen(all_items: list[Item]) -> list[tuple[float, bool]]:
    told = []
    for kept in range(FOLDS):
        weights = fit([item for item in all_items if fold(item[0]) != kept])
        told += [(share(weights, signs), right) for report, signs, right in all_items if fold(report) == kept]
    return sorted(told, reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signs", type=Path, nargs="+", default=[])
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--name", type=Path)
    args = parser.parse_args()
    if args.name:
        print("".join(f"{name(row)}\t{int(row['right'])}\n" for row in rows(args.name)), end="")
        return
    if not (args.signs and args.judged and args.table):
        parser.error("--signs, --judged and --table are needed")
    all_items = items(args.signs, args.judged)
    told = unseen(all_items)
    for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        shown = [right for confidence, right in told if confidence >= least]
        if shown:
            print(f"{least:.2f}: {len(shown)} of {len(told)} shown, {100 * sum(shown) / len(shown):.0f} % right")
    weights = fit(all_items)
    lines = "".join(f"{name}\t{weight:.2f}\n" for name, weight in weights.items())
    args.table.write_text(HEADER.format(n=len(all_items)) + lines, encoding="utf8")


if __name__ == "__main__":
    main()
