"""A learned scorer: regression trees written down as readable JSON.

Every tree is complete and of one depth, so that all trees are walked at once.
"""

import json
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from summarizer.vectors import Array

FORMAT: Final = "dateline-ranker/1"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays: node ``k`` of a tree has the children ``2k+1`` and ``2k+2``."""

    columns: tuple[str, ...]
    """Names of the features, in the order the trees count them."""
    feature: NDArray[np.int64]
    """Which column an inner node asks for, ``[trees, 2**depth - 1]``."""
    threshold: Array
    """A value above it goes right."""
    value: Array
    """Mean learned at a node, leaves last, ``[trees, 2**(depth + 1) - 1]``."""


def loads(data: bytes) -> Forest:
    """Read a forest.

    Raises:
        ValueError: the data is not a ranker of this format.
    """
    card = json.loads(data)
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise ValueError(f"not a ranker in the format {FORMAT}")
    trees = cast("list[dict[str, list[float]]]", card["trees"])
    return Forest(
        columns=tuple(str(name) for name in card["columns"]),
        feature=np.array([tree["column"] for tree in trees], dtype=np.int64),
        threshold=np.array([tree["above"] for tree in trees], dtype=np.float64),
        value=np.array([tree["value"] for tree in trees], dtype=np.float64),
    )


def scores(forest: Forest, rows: Array) -> tuple[Array, Array]:
    """Return the scores of feature rows, and every column's contribution to them.

    A column contributes the change of the node mean wherever a tree asks for it
    (Saabas 2014); score = mean of all articles + sum of the contributions.
    """
    count, width = rows.shape
    trees, inner = forest.feature.shape
    nodes = forest.value.shape[1]
    first, own = np.arange(trees) * inner, np.arange(trees) * nodes
    row = (np.arange(count) * width)[:, None]
    node = np.zeros((count, trees), dtype=np.int64)
    mean = np.broadcast_to(forest.value[:, 0], node.shape)
    # No index is out of bounds; “clip” spares numpy from looking first.
    parts = np.zeros(count * width)
    for _ in range((inner + 1).bit_length() - 1):
        asked = first + node
        cell = row + forest.feature.take(asked, mode="clip")
        right = rows.take(cell, mode="clip") > forest.threshold.take(asked, mode="clip")
        node = 2 * node + 1 + right
        value = forest.value.take(own + node, mode="clip")
        parts += np.bincount(cell.ravel(), (value - mean).ravel(), len(parts))
        mean = value
    return mean.sum(axis=1), parts.reshape(count, width)
