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
LOUD = 4
"""Neurons of a layer that stay in floats where one is far louder than the others."""
Array = np.ndarray[Any, Any]


class Graph:
    """Collects nodes and weights under names of its own making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0

    def keep(self, value: Array, name: str = "") -> str:
        self.count += 1
        name = name or f"w{self.count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **options: object) -> Any:
        names = outputs if isinstance(outputs, list) else [f"t{self.count + k + 1}" for k in range(outputs)]
        self.count += len(names)
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **options))
        return names[0] if len(names) == 1 else names

    def linear(self, x: str, name: str, values: tuple[Array, Array], whole: bool = True, out: int | list[str] = 1) -> str:
        """x @ weight.T + bias of the values (weight, bias), in whole numbers or in floats."""
        weight, bias = values
        if not whole:
            product = self.add("MatMul", [x, self.keep(weight.T.astype(np.float32), f"{name}.weight")])
            return str(self.add("Add", [product, self.keep(bias, f"{name}.bias")], out))
        scale = (np.maximum(np.abs(weight).max(1), 1e-8) / 127).astype(np.float32)
        rounded = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8)
        inputs = [x, self.keep(rounded.T, f"{name}.int8"), self.keep(scale, f"{name}.scale")]
        inputs += [self.keep(np.zeros(len(scale), np.int8)), self.keep(bias, f"{name}.bias")]
        return str(self.add("DynamicQuantizeMatMul", inputs, out, MS))

    def norm(self, x: str, name: str, values: tuple[Array, Array]) -> str:
        weight, bias = (self.keep(value, f"{name}.{part}") for value, part in zip(values, ("weight", "bias"), strict=True))
        return str(self.add("LayerNormalization", [x, weight, bias], epsilon=1e-12))


def attention(g: Graph, qkv: str, heads: int) -> str:
    """What each piece takes from the others, out of its query, key and value side by side."""
    first = g.keep(np.array([0], np.int64))
    q, k, v = g.add("Split", [g.add("Unsqueeze", [qkv, first])], 3, axis=2, num_outputs=3)
    return str(g.add("Squeeze", [g.add("MultiHeadAttention", [q, k, v], domain=MS, num_heads=heads), first]))


def build(
    state: dict[str, Array],
    layers: int,
    heads: int = 12,
    floats: frozenset[str] = frozenset(),
    peaks: list[Array] | None = None,
) -> onnx.ModelProto:
    """The graph: `ids` and `first` in; out tags, arc scores, their best heads and these heads' label scores, and what it
    takes to score the labels of other heads: the two halves of each word, weight and bias.

    floats: kinds of products to keep in floats: qkv, o, i, f, head.
    peaks: the greatest value that each inner neuron of each layer takes. In some layers one neuron fires ten times louder than
    any other (at the sentence's start), and one scale for all would round the quiet ones away: the loudest stay in floats.
    """
    peaks = peaks or [np.ones(LOUD + 1)] * layers
    loud = [np.sort(top)[-1] > 1.5 * np.sort(top)[-1 - LOUD] for top in peaks]
    g = Graph()

    def of(name: str) -> tuple[Array, Array]:
        return state[f"{name}.weight"].astype(np.float32), state[f"{name}.bias"].astype(np.float32)

    words = state["word.weight"]
    scale = np.maximum(np.abs(words).max(1), 1e-8) / 127
    rounded = np.round(words / scale[:, None]).astype(np.int8)
    rows = g.add("Gather", [g.keep(rounded, "word.int8"), "ids"])
    scales = g.add("Gather", [g.keep(scale.astype(np.float32)[:, None], "word.scale"), "ids"])
    x = g.add("Mul", [g.add("Cast", [rows], to=TensorProto.FLOAT), scales])
    zero, length = g.keep(np.array([0], np.int64)), g.add("Shape", ["ids"])
    places = g.add("Slice", [g.keep(state["place.weight"].astype(np.float32), "place.weight"), zero, length])
    x = g.norm(g.add("Add", [x, places]), "ln", of("ln"))
    for n in range(layers):
        p = f"layers.{n}."
        whole = {kind: kind not in floats and f"{kind}{n}" not in floats for kind in ("qkv", "o", "i", "f")}
        seen = attention(g, g.linear(x, f"{p}qkv", of(f"{p}qkv"), whole["qkv"]), heads)
        seen = g.linear(seen, f"{p}o", of(f"{p}o"), whole["o"])
        x = g.norm(g.add("Add", [seen, x]), f"{p}ln1", of(f"{p}ln1"))
        (into, into_bias), (out_of, bias) = of(f"{p}i"), of(f"{p}f")
        if loud[n]:
            order = np.argsort(-peaks[n], kind="stable")
            into, into_bias, out_of = into[order], into_bias[order], out_of[:, order]
        inner = g.add("Gelu", [g.linear(x, f"{p}i", (into, into_bias), whole["i"])], domain=MS)
        if loud[n]:
            few, inner = g.add("Split", [inner, g.keep(np.array([LOUD, len(into) - LOUD], np.int64))], 2, axis=1)
            apart = g.add("MatMul", [few, g.keep(out_of[:, :LOUD].T, f"{p}f.loud")])
            x = g.add("Add", [apart, x])
            out_of = out_of[:, LOUD:]
        x = g.add("Add", [g.linear(inner, f"{p}f", (out_of, bias), whole["f"]), x])
        x = g.norm(x, f"{p}ln2", of(f"{p}ln2"))
    x = g.add("Gather", [x, "first"])
    ints = "head" not in floats
    g.add("ArgMax", [g.linear(x, "tag", of("tag"), ints)], ["tags"], axis=1, keepdims=0)
    word = g.add("Gelu", [g.linear(x, "arc_word", of("arc_word"), ints)], domain=MS)
    head = g.add("Gelu", [g.linear(x, "arc_head", of("arc_head"), ints)], domain=MS)
    word = g.linear(word, "arc", (state["arc"][:-1].T, state["arc"][-1]), ints)
    square = g.add("MatMul", [word, g.add("Transpose", [head], perm=[1, 0])])
    itself = g.add("Mul", [g.add("EyeLike", [square]), g.keep(np.array(1e9, np.float32))])
    g.add("Sub", [square, itself], ["arcs"])
    g.add("ArgMax", ["arcs"], ["heads"], axis=1, keepdims=0)
    for name in ("rel_word", "rel_head"):
        g.linear(x, name, of(name), ints, [name])
    pair = g.add("Relu", [g.add("Add", ["rel_word", g.add("Gather", ["rel_head", "heads"])])])
    weight, bias = of("rel")
    g.linear(pair, "rel", (weight, bias), False, ["labels"])
    return finish(g, weight, bias)


def finish(g: Graph, weight: Array, bias: Array) -> onnx.ModelProto:
    """The model around the graph; the label scorer's weight and bias are given out too."""
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


def thaw(path: str) -> dict[str, Array]:
    """The weights of a graph that `build` wrote, as floats again: where a later training may start from."""
    kept = {weight.name: numpy_helper.to_array(weight) for weight in onnx.load(path).graph.initializer}
    state = {name: value for name, value in kept.items() if name.endswith((".weight", ".bias"))}
    for name, value in kept.items():
        base, _, kind = name.rpartition(".")
        if base == "word" and kind == "int8":
            state["word.weight"] = value.astype(np.float32) * kept["word.scale"]
        elif kind == "int8":
            state[f"{base}.weight"] = (value * kept[f"{base}.scale"]).T.astype(np.float32)
    for name in [name for name in kept if name.endswith(".loud")]:
        base = name.removesuffix(".loud")
        state[f"{base}.weight"] = np.concatenate([kept[name].T, state[f"{base}.weight"]], 1)
    state["rel.weight"] = kept["rel.weight"].T
    state["arc"] = np.concatenate([state.pop("arc.weight").T, state.pop("arc.bias")[None]])
    return state
