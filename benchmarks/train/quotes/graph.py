"""The trained network as an ONNX graph, of the operators that ONNX Runtime fuses.

The encoder's matrices and the table of words are stored as 8-bit integers, per column
and per row; shapes, norms and the heads for tags and pointers stay as trained.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
State = Mapping[str, Floats]

FUSED = "com.microsoft"
HEADS = 12
POINTERS = 2
STEPS = 63
"""Largest weight as an integer: 7 bits, for processors without VNNI add products of 8
bits in pairs, and pairs of larger ones overflow."""


class Graph:
    """A graph that grows: nodes and constants, each named for what it makes."""

    def __init__(self, *, quantised: bool) -> None:
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Keep an array in the graph."""
        self.constants.append(
            numpy_helper.from_array(np.ascontiguousarray(value), name)
        )
        return name

    def add(
        self,
        op: str,
        inputs: list[str],
        name: str,
        domain: str = "",
        **attributes: object,
    ) -> str:
        """Append a node with one output, which has its name."""
        self.nodes.append(
            helper.make_node(op, inputs, [name], domain=domain, **attributes)
        )
        return name

    def matmul(self, x: str, name: str, weight: Floats) -> str:
        """Multiply by a matrix, in integers if the graph is quantised."""
        if not self.quantised:
            return self.add("MatMul", [x, self.constant(f"{name}.w", weight)], name)
        scale = np.abs(weight).max(axis=0) / STEPS
        integers = np.round(weight / scale).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.w", integers),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(scale.shape, np.int8)),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name, FUSED)

    def linear(self, x: str, name: str, state: State, part: str) -> str:
        """Multiply and add in floats: for the heads."""
        weight = self.constant(f"{name}.w", state[f"{part}.weight"].T)
        product = self.add("MatMul", [x, weight], f"{name}.product")
        return self.add(
            "Add", [product, self.constant(f"{name}.b", state[f"{part}.bias"])], name
        )

    def norm(self, state: State, x: str, skip: str, part: str, bias: str) -> str:
        """Add a matrix's bias and the way around it, and normalise."""
        inputs = [
            x,
            skip,
            self.constant(f"{part}.gamma", state[f"{part}.weight"]),
            self.constant(f"{part}.beta", state[f"{part}.bias"]),
            self.constant(f"{part}.before", state[bias]),
        ]
        return self.add("SkipLayerNormalization", inputs, part, FUSED, epsilon=1e-12)


def build(state: State, *, quantised: bool) -> onnx.ModelProto:
    """Write the whole network; one window at a time."""
    graph = Graph(quantised=quantised)
    x = embeddings(graph, state)
    for index in range(
        1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    ):
        x = layer(graph, state, x, f"layers.{index}")
    x = graph.add("Gather", [x, "places"], "first_pieces", axis=1)
    hidden = graph.linear(x, "tag_in", state, "tag_in")
    hidden = graph.add("Gelu", [hidden], "tag_gelu", FUSED)
    graph.linear(hidden, "tags", state, "tag_out")
    pointers(graph, state, x)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name, shape in (
            ("ids", [1, "length"]),
            ("shapes", [1, "length"]),
            ("places", ["words"]),
        )
    ]
    outputs = [
        helper.make_tensor_value_info("tags", TensorProto.FLOAT, [1, "words", "tag"]),
        helper.make_tensor_value_info(
            "pointers", TensorProto.FLOAT, [1, POINTERS, "words", "words"]
        ),
    ]
    made = helper.make_graph(graph.nodes, "quotes", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8)


def embeddings(graph: Graph, state: State) -> str:
    """Add up word, place and shape."""
    word = words(graph, state["word.weight"])
    length = graph.add("Shape", ["ids"], "size", start=1, end=2)
    zero = graph.constant("zero", np.array([0], np.int64))
    table = graph.constant("position.table", state["position.weight"])
    place = graph.add("Slice", [table, zero, length, zero], "position")
    shape_table = graph.constant("shape.table", state["shape.weight"])
    shape = graph.add("Gather", [shape_table, "shapes"], "shape")
    both = graph.add("Add", [word, place], "word_place")
    inputs = [
        both,
        shape,
        graph.constant("norm.gamma", state["norm.weight"]),
        graph.constant("norm.beta", state["norm.bias"]),
    ]
    return graph.add("SkipLayerNormalization", inputs, "embedded", FUSED, epsilon=1e-12)


def words(graph: Graph, table: Floats) -> str:
    """Look words up; the quantised table has a scale for each."""
    if not graph.quantised:
        return graph.add("Gather", [graph.constant("word.table", table), "ids"], "word")
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    integers = np.round(table / scale).astype(np.int8)
    rows = graph.add(
        "Gather", [graph.constant("word.table", integers), "ids"], "word.rows"
    )
    scales = graph.add(
        "Gather",
        [graph.constant("word.scale", scale.astype(np.float32)), "ids"],
        "word.scales",
    )
    floats = graph.add("Cast", [rows], "word.floats", to=TensorProto.FLOAT)
    return graph.add("Mul", [floats, scales], "word")


def layer(graph: Graph, state: State, x: str, part: str) -> str:
    """Write one layer of BERT."""
    product = graph.matmul(x, f"{part}.qkv", state[f"{part}.qkv.weight"].T)
    names = [f"{part}.{name}" for name in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [product], names, axis=-1))
    bias = graph.constant(f"{part}.qkv.b", state[f"{part}.qkv.bias"])
    seen = graph.add(
        "MultiHeadAttention", [*names, bias], f"{part}.seen", FUSED, num_heads=HEADS
    )
    out = graph.matmul(seen, f"{part}.out", state[f"{part}.out.weight"].T)
    x = graph.norm(state, out, x, f"{part}.norm1", f"{part}.out.bias")
    up = graph.matmul(x, f"{part}.up", state[f"{part}.up.weight"].T)
    up = graph.add(
        "BiasGelu",
        [up, graph.constant(f"{part}.up.b", state[f"{part}.up.bias"])],
        f"{part}.gelu",
        FUSED,
    )
    down = graph.matmul(up, f"{part}.down", state[f"{part}.down.weight"].T)
    return graph.norm(state, down, x, f"{part}.norm2", f"{part}.down.bias")


def pointers(graph: Graph, state: State, x: str) -> str:
    """Write the two pointers: scores of every piece against every piece."""
    width = state["ask.weight"].shape[0] // POINTERS
    shape = graph.constant(
        "pointers.shape", np.array([0, 0, POINTERS, width], np.int64)
    )
    parts = []
    for part, order in (("ask", [0, 2, 1, 3]), ("answer", [0, 2, 3, 1])):
        flat = graph.linear(x, part, state, part)
        split = graph.add("Reshape", [flat, shape], f"{part}.split")
        parts.append(graph.add("Transpose", [split], f"{part}.turned", perm=order))
    product = graph.add("MatMul", parts, "pointers.product")
    root = graph.constant("pointers.root", np.array(width**-0.5, np.float32))
    return graph.add("Mul", [product, root], "pointers")
