"""The network as an ONNX graph for one sentence, its products in eight bits.

Each product's weights carry one scale a column; its input is quantised when it runs, over one sentence, so that no sentence's
parse depends on another's. A word's row of the embeddings carries its own scale.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MS = "com.microsoft"
Array = np.ndarray[Any, Any]


class Graph:
    """Collects nodes and weights under names of its own making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def keep(self, value: Array, name: str = "w") -> str:
        self.count += 1
        name = f"{name}{self.count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **options: object) -> Any:
        names = outputs if isinstance(outputs, list) else [f"t{self.count + k + 1}" for k in range(outputs)]
        self.count += len(names)
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **options))
        return names[0] if len(names) == 1 else names

    def linear(self, x: str, weight: Array, bias: Array, bits: int | None = 8, outputs: int | list[str] = 1) -> str:
        """x @ weight.T + bias; `bits` None keeps floats."""
        if bits is None:
            product = self.add("MatMul", [x, self.keep(weight.T.astype(np.float32))])
            return str(self.add("Add", [product, self.keep(bias)], outputs))
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        whole = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8)
        zeros, scales = np.zeros(len(scale), np.int8), scale.astype(np.float32)
        inputs = [x, *map(self.keep, (whole.T, scales, zeros, bias))]
        return str(self.add("DynamicQuantizeMatMul", inputs, outputs, MS))


def attention(g: Graph, qkv: str, heads: int) -> str:
    """What each piece takes from the others, out of its query, key and value side by side."""
    first = g.keep(np.array([0], np.int64))
    q, k, v = g.add("Split", [g.add("Unsqueeze", [qkv, first])], 3, axis=2, num_outputs=3)
    return str(g.add("Squeeze", [g.add("MultiHeadAttention", [q, k, v], domain=MS, num_heads=heads), first]))


def build(state: dict[str, Array], layers: int, heads: int = 12, floats: frozenset[str] = frozenset()) -> onnx.ModelProto:
    """The graph: `ids` and `first` in; out tags, arc scores, their best heads and these heads' label scores, and what it
    takes to score the labels of other heads: the two halves of each word, weight and bias.

    floats: kinds of products to keep in floats: qkv, o, i, f, head.
    """
    g = Graph()
    words = state["word.weight"]
    scale = np.maximum(np.abs(words).max(1), 1e-8) / 127
    rows = g.add("Gather", [g.keep(np.round(words / scale[:, None]).astype(np.int8)), "ids"])
    scales = g.add("Gather", [g.keep(scale.astype(np.float32)[:, None]), "ids"])
    x = g.add("Mul", [g.add("Cast", [rows], to=TensorProto.FLOAT), scales])
    length = g.add("Shape", ["ids"])
    zero = g.keep(np.array([0], np.int64))
    places = g.add("Slice", [g.keep(state["place.weight"].astype(np.float32)), zero, length])
    x = g.add("Add", [x, places])
    x = g.add("LayerNormalization", [x, g.keep(state["ln.weight"]), g.keep(state["ln.bias"])], epsilon=1e-12)
    for n in range(layers):
        p = f"layers.{n}."
        part = {kind: (state[f"{p}{kind}.weight"], state[f"{p}{kind}.bias"]) for kind in ("qkv", "o", "i", "f", "ln1", "ln2")}
        bits = {kind: None if kind in floats or f"{kind}{n}" in floats else 8 for kind in part}
        qkv = g.linear(x, *part["qkv"], bits["qkv"])
        seen = g.linear(attention(g, qkv, heads), *part["o"], bits["o"])
        x = g.add("LayerNormalization", [g.add("Add", [seen, x]), *map(g.keep, part["ln1"])], epsilon=1e-12)
        weight, bias = part["i"]
        inner = g.linear(x, weight, bias, bits["i"])
        inner = g.add("Gelu", [inner], domain=MS)
        out = g.linear(inner, *part["f"], bits["f"])
        x = g.add("LayerNormalization", [g.add("Add", [out, x]), *map(g.keep, part["ln2"])], epsilon=1e-12)
    x = g.add("Gather", [x, "first"])
    bits = None if "head" in floats else 8
    kinds = ("tag", "arc_word", "arc_head", "rel_word", "rel_head")
    heads_of = {kind: (state[f"{kind}.weight"], state[f"{kind}.bias"]) for kind in kinds}
    g.add("ArgMax", [g.linear(x, *heads_of["tag"], bits)], ["tags"], axis=1, keepdims=0)
    word = g.add("Gelu", [g.linear(x, *heads_of["arc_word"], bits)], domain=MS)
    head = g.add("Gelu", [g.linear(x, *heads_of["arc_head"], bits)], domain=MS)
    arc = state["arc"]
    word = g.linear(word, arc[:-1].T, arc[-1], bits)
    square = g.add("MatMul", [word, g.add("Transpose", [head], perm=[1, 0])])
    itself = g.add("Mul", [g.add("EyeLike", [square]), g.keep(np.float32(1e9))])
    g.add("Sub", [square, itself], ["arcs"])
    g.add("ArgMax", ["arcs"], ["heads"], axis=1, keepdims=0)
    g.linear(x, *heads_of["rel_word"], bits, ["rel_word"])
    g.linear(x, *heads_of["rel_head"], bits, ["rel_head"])
    pair = g.add("Relu", [g.add("Add", ["rel_word", g.add("Gather", ["rel_head", "heads"])])])
    weight, bias = (state[f"rel.{part}"].astype(np.float32) for part in ("weight", "bias"))
    g.linear(pair, weight, bias, None, ["labels"])
    sizes = {"ids": "pieces", "first": "words"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in sizes.items()]
    outputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["words"]) for name in ("tags", "heads")]
    for name in ("arcs", "labels", "rel_word", "rel_head"):
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", None]))
    for name, value in (("rel_weight", weight), ("rel_bias", bias)):
        g.weights.append(numpy_helper.from_array(value, name))
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(value.shape)))
    graph = helper.make_graph(g.nodes, "parser", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="jaccuse")
