"""How fast the encoder runs, side by side with PyTorch and ONNX Runtime on the same weights:
`python bench.py --weights ../crates/wirefold-models/weights --conllu en_ewt-dev.conllu.gz --speed SPEED`.

`SPEED` is the binary of `cargo build --release -p wirefold-encoder --example speed`. Sentences are the corpus's, gold words;
all runners get the same ones, the others than ours in batches of like length that were padded beforehand. Rounds alternate,
because machines are seldom idle; the best round of each counts, by the clock and by processor time (the fairer one where
others work beside it). Ours decodes as well (trees, lemmas, mentions); the
others only compute scores. Needs requirements-bench.txt as well.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import quantize_dynamic

from run import default_base, sizes_of
from wirefold_train.batches import Inputs, capped, inputs_of
from wirefold_train.branch import encoder_of
from wirefold_train.corpora import read_conllu
from wirefold_train.export import FILE
from wirefold_train.labels import Labels
from wirefold_train.model import Reader
from wirefold_train.words import Pieces

NAMES = ["ids", "shapes", "mask", "first"]
CAP = 1024
"""Padded pieces of a batch."""
OUR_ROUNDS = 4


def batches(sentences: list[list[str]], pieces: Pieces) -> list[Inputs]:
    encoded = sorted((pieces.encode(words) for words in sentences), key=lambda e: len(e.ids))
    return [inputs_of(batch) for batch in capped(encoded, lambda e: len(e.ids), CAP)]


def trace(model: Reader, sample: Inputs, path: Path) -> Path:
    axes = {name: {0: "sentences", 1: "pieces"} for name in NAMES[:3]} | {"first": {0: "sentences", 1: "words"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, sample.arguments(), str(path), input_names=NAMES, dynamic_axes=axes, opset_version=17, dynamo=False
        )
    return path


def torch_runner(model: torch.nn.Module, threads: int) -> Callable[[Inputs], object]:
    def run(inputs: Inputs) -> object:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            return model(*inputs.arguments())

    return run


def onnx_runner(path: Path, threads: int) -> Callable[[Inputs], object]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    known = {i.name for i in session.get_inputs()}
    return lambda inputs: session.run(None, {n: t.numpy() for n, t in zip(NAMES, inputs.arguments()) if n in known})


def timed(run: Callable[[Inputs], object], work: list[Inputs], sentences: int) -> np.ndarray:
    """Sentences a second, and a second of processor time."""
    start, used = time.perf_counter(), time.process_time()
    for inputs in work:
        run(inputs)
    return sentences / np.array([time.perf_counter() - start, time.process_time() - used])


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(binary: Path, file: Path, threads: int, sentences: int) -> np.ndarray:
    """The best of several rounds of a run; its processor time without that of a run of one round, which also loads."""
    run = lambda rounds: subprocess.run([binary, file, str(threads), str(rounds)], capture_output=True, text=True, check=True)
    before = children()
    run(1)
    loaded = children()
    rates = run(OUR_ROUNDS).stdout.split()
    used = (children() - loaded) - (loaded - before)
    return np.array([max(map(float, rates)), sentences * (OUR_ROUNDS - 1) / max(used, 1e-9)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "conllu", "speed"):
        parser.add_argument("--" + name, type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=0, help="only the first so many; 0: all")
    options = parser.parse_args()
    labels = Labels(**json.loads((options.weights / "labels.json").read_text()))
    model = Reader(sizes_of(labels)).eval()
    model.encoder = encoder_of(options.weights / FILE)
    words = [s.words for s in read_conllu(options.conllu)]
    words = words[: options.sentences or len(words)]
    work = batches(words, Pieces(default_base() / "tokenizer.json"))
    with tempfile.TemporaryDirectory() as folder:
        full, small, text = (Path(folder) / name for name in ("f32.onnx", "int8.onnx", "sentences.txt"))
        trace(model, work[0], full)
        quantize_dynamic(full, small, per_channel=True)
        text.write_text("\n".join(" ".join(w.replace(" ", "_") for w in sentence) for sentence in words) + "\n")
        torch_int8 = torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
        for threads in (1, 2):
            runners = {
                "PyTorch f32": torch_runner(model, threads),
                "PyTorch dynamic int8": torch_runner(torch_int8, threads),
                "ONNX Runtime f32": onnx_runner(full, threads),
                "ONNX Runtime int8": onnx_runner(small, threads),
            }
            best = {name: np.zeros(2) for name in [*runners, "wirefold"]}
            for _ in range(options.rounds):
                for name, run in runners.items():
                    best[name] = np.maximum(best[name], timed(run, work, len(words)))
                best["wirefold"] = np.maximum(best["wirefold"], ours(options.speed, text, threads, len(words)))
            for name, (wall, cpu) in best.items():
                times = f"wirefold {best['wirefold'][0] / wall:.2f} and {best['wirefold'][1] / cpu:.2f} times that"
                print(f"{threads} threads  {name:22} {wall:6.0f} a second  {cpu:6.0f} a CPU second  {times}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
