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
        inputs = [x, self.keep(whole.T), self.keep(scale.astype(np.float32)), self.keep(np.zeros(len(scale), np.int8)), self.keep(bias)]
        return str(self.add("DynamicQuantizeMatMul", inputs, outputs, MS))


def attention(g: Graph, qkv: str, heads: int) -> str:
    """What each piece takes from the others, out of its query, key and value side by side."""
    first = g.keep(np.array([0], np.int64))
    q, k, v = g.add("Split", [g.add("Unsqueeze", [qkv, first])], 3, axis=2, num_outputs=3)
    return str(g.add("Squeeze", [g.add("MultiHeadAttention", [q, k, v], domain=MS, num_heads=heads), first]))


def build(state: dict[str, Array], layers: int, heads: int = 12, floats: frozenset[str] = frozenset()) -> onnx.ModelProto:
    """The graph: `ids` and `first` in, tag and arc scores and the two halves of the label scorer out.

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
    x = g.add("LayerNormalization", [g.add("Add", [x, places]), g.keep(state["ln.weight"]), g.keep(state["ln.bias"])], epsilon=1e-12)
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
    heads_of = {kind: (state[f"{kind}.weight"], state[f"{kind}.bias"]) for kind in ("tag", "arc_word", "arc_head", "rel_word", "rel_head")}
    g.linear(x, *heads_of["tag"], bits, ["tags"])
    word = g.add("Gelu", [g.linear(x, *heads_of["arc_word"], bits)], domain=MS)
    head = g.add("Gelu", [g.linear(x, *heads_of["arc_head"], bits)], domain=MS)
    arc = state["arc"]
    word = g.linear(word, arc[:-1].T, arc[-1], bits)
    g.add("MatMul", [word, g.add("Transpose", [head], perm=[1, 0])], ["arcs"])
    g.linear(x, *heads_of["rel_word"], bits, ["rel_word"])
    g.linear(x, *heads_of["rel_head"], bits, ["rel_head"])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in (("ids", "pieces"), ("first", "words"))]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", None])
        for name in ("tags", "arcs", "rel_word", "rel_head")
    ]
    for name in ("rel_weight", "rel_bias"):
        value = state[name.replace("_", ".")].astype(np.float32)
        g.weights.append(numpy_helper.from_array(value, name))
        outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(value.shape)))
    graph = helper.make_graph(g.nodes, "parser", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="jaccuse")
