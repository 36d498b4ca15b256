"""Turns an f32 ONNX graph into one of 8-bit weights and 8-bit activations.

Weights get one scale a column and only 7 bits: older x86 processors add pairs of 8-bit products in 16 bits,
which overflows with 8, so that results would differ from one machine to the next.

Activations get one fixed range each, measured beforehand on training sentences. Ranges taken at run time
(ONNX Runtime's dynamic quantisation) would make a sentence's scores depend on the others in its batch.
"""

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, helper, numpy_helper

WEIGHT_LIMIT = 63
Ranges = dict[str, tuple[float, float]]


class Quantiser:
    def __init__(self, model: ModelProto, ranges: Ranges):
        self.graph, self.ranges = model.graph, ranges
        self.weights = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
        self.added: dict[str, np.ndarray] = {}
        self.nodes: list[NodeProto] = []
        self.quantised: set[str] = set()

    def run(self) -> None:
        for node in self.graph.node:
            if is_weighted(node, self.weights):
                self.matmul(node)
            elif is_lookup(node, self.weights):
                self.lookup(node)
            else:
                self.nodes.append(node)
        del self.graph.node[:]
        self.graph.node.extend(self.nodes)
        self.weights |= self.added
        used = {name for node in self.nodes for name in node.input}
        del self.graph.initializer[:]
        for name, value in self.weights.items():
            if name in used:
                self.graph.initializer.append(numpy_helper.from_array(value, name))

    def op(self, kind: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output + "/" + kind, **attributes))
        return output

    def constant(self, name: str, value: np.ndarray) -> str:
        self.added[name] = value
        return name

    def matmul(self, node: NodeProto) -> None:
        """MatMul becomes QuantizeLinear, MatMulInteger, Cast, Mul: a pattern that runtimes fuse."""
        source, weight = node.input
        output = node.output[0]
        matrix = self.weights[weight]
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / WEIGHT_LIMIT
        rounded = np.rint(matrix / scale).astype(np.int8)
        step, zero = affine(*self.ranges[source])
        names = [f"{source}_scale", f"{source}_zero"]
        if source not in self.quantised:
            self.quantised.add(source)
            self.constant(names[0], np.float32(step))
            self.constant(names[1], np.uint8(zero))
            self.op("QuantizeLinear", [source, *names], f"{source}_u8")
        product = [f"{source}_u8", self.constant(f"{output}_w", rounded), names[1]]
        product.append(self.constant("weight_zero", np.int8(0)))
        self.op("MatMulInteger", product, f"{output}_i32")
        self.op("Cast", [f"{output}_i32"], f"{output}_f32", to=onnx.TensorProto.FLOAT)
        self.op("Mul", [f"{output}_f32", self.constant(f"{output}_s", (scale * step).astype(np.float32))], output)

    def lookup(self, node: NodeProto) -> None:
        """An embedding table keeps one scale a row."""
        weight, ids = node.input
        output = node.output[0]
        table = self.weights[weight]
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        rounded = np.rint(table / scale).astype(np.int8)
        self.op("Gather", [self.constant(f"{output}_t", rounded), ids], f"{output}_i8")
        self.op("Gather", [self.constant(f"{output}_s", scale.astype(np.float32)), ids], f"{output}_scale")
        self.op("Cast", [f"{output}_i8"], f"{output}_f32", to=onnx.TensorProto.FLOAT)
        self.op("Mul", [f"{output}_f32", f"{output}_scale"], output)


def is_weighted(node: NodeProto, weights: dict[str, np.ndarray]) -> bool:
    return node.op_type == "MatMul" and node.input[1] in weights and weights[node.input[1]].ndim == 2


def is_lookup(node: NodeProto, weights: dict[str, np.ndarray]) -> bool:
    return node.op_type == "Gather" and node.input[0] in weights and weights[node.input[0]].ndim == 2


def affine(low: float, high: float) -> tuple[float, int]:
    """Step and zero point such that 0..255 spans the range and 0.0 is met exactly."""
    low, high = min(low, 0.0), max(high, 0.0)
    step = max(high - low, 1e-8) / 255
    return step, round(-low / step)


def activations(model: ModelProto) -> list[str]:
    """The tensors whose ranges `Quantiser` needs."""
    weights = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
    found = [node.input[0] for node in model.graph.node if is_weighted(node, weights)]
    return list(dict.fromkeys(found))


def quantise(model: ModelProto, ranges: Ranges) -> ModelProto:
    out = ModelProto()
    out.CopyFrom(model)
    Quantiser(out, ranges).run()
    onnx.checker.check_model(out)
    return out
