"""The trained network as an ONNX graph, of the operators ONNX Runtime is fastest at.

The encoder's matrices and the table of words are stored as 8-bit integers, per column
and per row; shapes, norms and the heads for tags and pointers stay as trained.
Attention and norms are written out: ONNX Runtime's own kernels for attention, and for
a norm together with the addition before it, take twice their parts' time on one core.
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

    def matmul(self, x: str, name: str, state: State) -> str:
        """Multiply and add, in integers if the graph is quantised."""
        if not self.quantised:
            return self.linear(x, name, state)
        weight = state[f"{name}.weight"].T
        scale = np.abs(weight).max(axis=0) / STEPS
        integers = np.round(weight / scale).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.w", integers),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(scale.shape, np.int8)),
            self.constant(f"{name}.b", state[f"{name}.bias"]),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name, FUSED)

    def linear(self, x: str, name: str, state: State) -> str:
        """Multiply and add in floats."""
        weight = self.constant(f"{name}.w", state[f"{name}.weight"].T)
        product = self.add("MatMul", [x, weight], f"{name}.product")
        bias = self.constant(f"{name}.b", state[f"{name}.bias"])
        return self.add("Add", [product, bias], name)

    def norm(self, x: str, name: str, state: State) -> str:
        """Normalise every piece's numbers."""
        inputs = [
            x,
            self.constant(f"{name}.gamma", state[f"{name}.weight"]),
            self.constant(f"{name}.beta", state[f"{name}.bias"]),
        ]
        return self.add("LayerNormalization", inputs, f"{name}.normed", epsilon=1e-12)


def build(state: State, *, quantised: bool) -> onnx.ModelProto:
    """Write the whole network; one window at a time."""
    graph = Graph(quantised=quantised)
    graph.constant("apart", np.array([0, 0, 3 * HEADS, -1], np.int64))
    graph.constant("together", np.array([0, 0, -1], np.int64))
    x = embeddings(graph, state)
    last = max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    for index in range(last + 1):
        x = layer(graph, state, x, f"layers.{index}", answers=index == last)
    hidden = graph.linear(x, "tag_in", state)
    hidden = graph.add("Gelu", [hidden], "tag_gelu", FUSED)
    graph.linear(hidden, "tag_out", state)
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
        helper.make_tensor_value_info(
            "tag_out", TensorProto.FLOAT, [1, "words", "tag"]
        ),
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
    return graph.norm(graph.add("Add", [both, shape], "all_three"), "norm", state)


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


def layer(graph: Graph, state: State, x: str, part: str, *, answers: bool) -> str:
    """Write one layer of BERT; the last gives answers for first pieces of words only.

    The other pieces are looked at, but what they would see nobody asks.
    """
    qkv = graph.matmul(x, f"{part}.qkv", state)
    heads = graph.add("Reshape", [qkv, "apart"], f"{part}.heads")
    heads = graph.add("Transpose", [heads], f"{part}.turned", perm=[0, 2, 1, 3])
    query, key, value = (f"{part}.{name}" for name in ("query", "key", "value"))
    graph.nodes.append(helper.make_node("Split", [heads], [query, key, value], axis=1))
    if answers:
        query = graph.add("Gather", [query, "places"], f"{part}.asked", axis=2)
        x = graph.add("Gather", [x, "places"], f"{part}.first", axis=1)
    root = (state["norm.weight"].shape[0] / HEADS) ** -0.5
    seen = attention(graph, (query, key, value), part, root)
    out = graph.matmul(seen, f"{part}.out", state)
    x = graph.norm(graph.add("Add", [out, x], f"{part}.on"), f"{part}.norm1", state)
    up = graph.matmul(x, f"{part}.up", state)
    up = graph.add("Gelu", [up], f"{part}.gelu", FUSED)
    down = graph.matmul(up, f"{part}.down", state)
    return graph.norm(
        graph.add("Add", [down, x], f"{part}.over"), f"{part}.norm2", state
    )


def attention(graph: Graph, heads: tuple[str, str, str], part: str, by: float) -> str:
    """Let pieces look at every piece, once per head; scores are multiplied first."""
    query, key, value = heads
    scores = graph.add(
        "FusedMatMul", [query, key], f"{part}.scores", FUSED, transB=1, alpha=by
    )
    shares = graph.add("Softmax", [scores], f"{part}.shares", axis=-1)
    mixed = graph.add("MatMul", [shares, value], f"{part}.mixed")
    mixed = graph.add("Transpose", [mixed], f"{part}.back", perm=[0, 2, 1, 3])
    return graph.add("Reshape", [mixed, "together"], f"{part}.seen")


def pointers(graph: Graph, state: State, x: str) -> str:
    """Write the two pointers: scores of every piece against every piece."""
    width = state["ask.weight"].shape[0] // POINTERS
    shape = graph.constant(
        "pointers.shape", np.array([0, 0, POINTERS, width], np.int64)
    )
    parts = []
    for part, order in (("ask", [0, 2, 1, 3]), ("answer", [0, 2, 3, 1])):
        flat = graph.linear(x, part, state)
        split = graph.add("Reshape", [flat, shape], f"{part}.split")
        parts.append(graph.add("Transpose", [split], f"{part}.turned", perm=order))
    product = graph.add("MatMul", parts, "pointers.product")
    root = graph.constant("pointers.root", np.array(width**-0.5, np.float32))
    return graph.add("Mul", [product, root], "pointers")
