"""Copies side by side with fingerprint tools, on one corpus.

usage: copies.py --wirefold BINARY --peers FOLDER --python PYTHON --corpus FOLDER [--rounds N] [--only NAME …]

PEERS holds one script a tool (`run_gaoya.py IN OUT …`), PYTHON has the tools installed. CORPUS holds `corpus.jsonl`
({"id","text"} a line) and, for recall and precision, `exact.jsonl` (every pair with its exact five-word Jaccard,
{"a","b","jaccard5"}) and `planted.jsonl` (pairs known to be copies, {"a","b","jaccard5"}).

Every program is run as a whole, reading and writing included, in turns; the table holds medians. wirefold aligns the
related pairs and writes their passages; for recall and precision against the exact pairs those of its pairs count whose
`jaccard5` reaches the threshold, for planted copies all.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

THRESHOLD = 0.5
LEAST_PLANTED = 0.15
TOOLS = {
    "gaoya": ["run_gaoya.py", "0.5", "32", "4"],
    "rensa": ["run_rensa.py", "0.5", "128", "32"],
    "datasketch": ["run_datasketch.py", "0.5", "128"],
}
OURS = "wirefold"


@dataclass
class Run:
    wall: float
    cpu: float
    peak: float
    """MiB."""


def measured(command: list[str]) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def command(name: str, options: argparse.Namespace, found: Path) -> list[str]:
    corpus = options.corpus / "corpus.jsonl"
    if name == OURS:
        return [str(options.wirefold), "group", "--no-stories", "--quiet", "--pairs", str(found), str(corpus)]
    script, *arguments = TOOLS[name]
    return [str(options.python), str(options.peers / script), str(corpus), str(found), *arguments]


def pairs(path: Path, least: float = 0.0) -> set[frozenset[str]]:
    """Pairs of a file; those that state a `jaccard5` must have at least `least`."""
    with path.open() as lines:
        rows = map(json.loads, lines)
        return {frozenset((row["a"], row["b"])) for row in rows if row.get("jaccard5", 1.0) >= least}


def quality(found: Path, corpus: Path) -> dict[str, float]:
    result = {}
    if (corpus / "exact.jsonl").exists():
        near, exact = pairs(found, THRESHOLD), pairs(corpus / "exact.jsonl", THRESHOLD)
        result["recall"] = len(near & exact) / max(1, len(exact))
        result["precision"] = len(near & exact) / max(1, len(near))
    if (corpus / "planted.jsonl").exists():
        planted = pairs(corpus / "planted.jsonl", LEAST_PLANTED)
        result["planted"] = len(pairs(found) & planted) / max(1, len(planted))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wirefold", "peers", "python", "corpus"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    options = parser.parse_args()
    names = [OURS, *options.only]
    runs: dict[str, list[Run]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for name in names:
                runs[name].append(measured(command(name, options, Path(folder) / name)))
        scores = {name: quality(Path(folder) / name, options.corpus) for name in names}
    with (options.corpus / "corpus.jsonl").open() as lines:
        documents = sum(1 for _ in lines)
    table(documents, runs, scores)


def table(documents: int, runs: dict[str, list[Run]], scores: dict[str, dict[str, float]]) -> None:
    columns = ("recall", "precision", "planted")
    print(f"{documents} documents, medians of {len(runs[OURS])}; recall and precision at Jaccard {THRESHOLD}, planted copies from {LEAST_PLANTED}")
    print(f"{'':12} {'wall s':>8} {'CPU s':>8} {'MiB':>8} {'docs/s':>8} {'ours is':>8}  " + " ".join(f"{c:>9}" for c in columns))
    ours = statistics.median(run.wall for run in runs[OURS])
    for name, measured_runs in runs.items():
        wall, cpu, peak = (statistics.median(getattr(run, part) for run in measured_runs) for part in ("wall", "cpu", "peak"))
        shares = " ".join(f"{scores[name][c]:9.4f}" if c in scores[name] else f"{'–':>9}" for c in columns)
        print(f"{name:12} {wall:8.2f} {cpu:8.2f} {peak:8.0f} {documents / wall:8.0f} {wall / ours:7.2f}×  {shares}")


if __name__ == "__main__":
    main()
