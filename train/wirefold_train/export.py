"""Writes the two graphs (words, relations), the vocabulary and the labels."""

import random
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import ModelProto, helper

from .batches import Inputs, inputs_of
from .labels import Labels
from .model import RELATION_SIZE, Reader
from .quantise import Ranges, activations, quantise
from .training import Corpus
from .words import Encoded, Pieces

READ_INPUTS = ["ids", "shapes", "mask", "first"]
READ_OUTPUTS = ["upos", "xpos", "lemma", "mention", "arcs", "dependant", "head"]
CALIBRATION_SENTENCES = 400
KEPT_SHARE = 99.99
"""Percent of an activation's values that its range must hold; the rest is cut off."""


def session(graph: Path | bytes, threads: int = 0) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    source = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


class OnnxRunner:
    def __init__(self, words: Path, relations: Path):
        self.words, self.labels = session(words), session(relations)

    def read(self, inputs: Inputs) -> tuple[np.ndarray, ...]:
        return tuple(self.words.run(READ_OUTPUTS, feed(inputs)))

    def relations(self, dependant: np.ndarray, head: np.ndarray) -> np.ndarray:
        return self.labels.run(None, {"dependant": dependant, "head": head})[0]


def feed(inputs: Inputs) -> dict[str, np.ndarray]:
    values = dict(zip(READ_INPUTS, (t.numpy() for t in inputs.arguments())))
    return {n: v if n == "mask" else v.astype(np.int32) for n, v in values.items()}


def export(
    model: Reader, corpus: Corpus, pieces: Pieces, labels: Labels, work: Path, out: Path
) -> tuple[Path, Path]:
    """Returns the paths of the quantised words graph and of the relations graph."""
    sample = calibration(corpus, pieces)
    trace_words(model.eval(), sample[:3], work / "words.f32.onnx")
    trace_relations(model, out / "relations.onnx")
    full = onnx.load(work / "words.f32.onnx")
    small = quantise(full, measure(full, sample))
    strip(small)
    onnx.save(small, out / "words.onnx")
    write_text(pieces, labels, out)
    return out / "words.onnx", out / "relations.onnx"


def trace_words(model: Reader, sample: list[Encoded], path: Path) -> None:
    inputs = inputs_of(sample)
    ids, shapes, mask, first = inputs.arguments()
    arguments = (ids.int(), shapes.int(), mask, first.int())
    axes = {name: {0: "sentences", 1: "pieces"} for name in READ_INPUTS[:3]}
    axes["first"] = {0: "sentences", 1: "words"}
    axes |= {name: {0: "sentences", 1: "words"} for name in READ_OUTPUTS}
    axes["arcs"][2] = "words"
    trace(model, arguments, path, READ_INPUTS, READ_OUTPUTS, axes)


def trace_relations(model: Reader, path: Path) -> None:
    arguments = (torch.zeros(3, RELATION_SIZE), torch.zeros(3, RELATION_SIZE))
    axes = {name: {0: "arcs"} for name in ("dependant", "head", "scores")}
    trace(model.heads.relation, arguments, path, ["dependant", "head"], ["scores"], axes)
    small = onnx.load(path)
    strip(small)
    onnx.save(small, path)


def trace(model, arguments, path: Path, inputs: list[str], outputs: list[str], axes: dict) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, arguments, str(path), input_names=inputs, output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def calibration(corpus: Corpus, pieces: Pieces) -> list[Encoded]:
    rng = random.Random(0)
    both = rng.sample(corpus.trees, CALIBRATION_SENTENCES // 2)
    both += rng.sample(corpus.mentions, CALIBRATION_SENTENCES // 2)
    encoded = [pieces.encode(s.words) for s in both]
    return sorted((e for e in encoded if len(e.ids) <= 200), key=lambda e: len(e.ids))


def measure(model: ModelProto, sample: list[Encoded]) -> Ranges:
    """The range of each activation over the sample."""
    names = activations(model)
    open_model = ModelProto()
    open_model.CopyFrom(model)
    open_model.graph.output.extend(helper.make_empty_tensor_value_info(n) for n in names)
    runner = session(open_model.SerializeToString())
    lows, highs = {n: [] for n in names}, {n: [] for n in names}
    for sentence in sample:
        for name, values in zip(names, runner.run(names, feed(inputs_of([sentence])))):
            low, high = np.percentile(values, [100 - KEPT_SHARE, KEPT_SHARE])
            lows[name].append(low)
            highs[name].append(high)
    return {n: (float(np.min(lows[n])), float(np.max(highs[n]))) for n in names}


def strip(model: ModelProto) -> None:
    """Drops what only debugging needs, so that the file holds weights and operators alone."""
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
    del model.graph.value_info[:]
    del model.metadata_props[:]


def write_text(pieces: Pieces, labels: Labels, out: Path) -> None:
    (out / "vocabulary.txt").write_text("\n".join(pieces.vocabulary()) + "\n", encoding="utf8")
    (out / "labels.json").write_text(labels.to_json(), encoding="utf8")
