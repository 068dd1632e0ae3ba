"""Average linkage over a matrix of whole scores, cut at a threshold.

Pairs that are each other's nearest are merged together, round by round; for average
linkage this gives the tree of the one-by-one algorithm (reducibility; Bruynooghe
1977, Murtagh 1983). Ties go to the lower index. A mean is the quotient of two whole
numbers, so it does not depend on the order of merging.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Means = NDArray[np.float64]
Indexes = NDArray[np.intp]

Merge = tuple[int, int, float]
"""The lower and the higher index that stand for two clusters, and their mean score."""

NEVER: Final = -np.inf
"""Stands in a matrix where nothing may merge: on the diagonal, and in gone rows."""


def average(scores: NDArray[np.int16], threshold: int) -> Indexes:
    """Label each item with its cluster: the lowest index in it."""
    labels = np.arange(len(scores))
    for first, second, _ in merges(scores, threshold):
        labels[labels == second] = first
    return labels


def merges(scores: NDArray[np.int16], threshold: int) -> list[Merge]:
    """Return what merges while the mean score between two clusters is high enough.

    ``scores`` is symmetric; its diagonal is not read. No merge comes before those that
    made its parts; what they made goes on under the lower of their indexes.
    """
    sums = scores.astype(np.float64)
    np.fill_diagonal(sums, NEVER)
    means, names = sums.copy(), np.arange(len(sums))
    sizes = np.ones(len(sums))
    nearest = _nearest(means)
    found: list[Merge] = []
    while True:
        first, second = _reciprocal(means, nearest, threshold)
        if not len(first):
            return found
        pairs = (names[first], names[second], means[first, second])
        found += zip(*(part.tolist() for part in pairs), strict=True)
        _merge(sums, means, sizes, first, second)
        stale = np.zeros(len(nearest), np.bool_)
        stale[first], stale[second] = True, True
        stale = stale[nearest]
        nearest[stale] = _nearest(means[stale])
        alive = means[np.arange(len(names)), nearest] >= threshold
        if 2 * alive.sum() < len(alive):
            # What has no neighbour at the threshold now never will: a mean cannot
            # exceed its largest part.
            kept = np.ix_(alive, alive)
            sums, means = sums[kept], means[kept]
            names, sizes = names[alive], sizes[alive]
            nearest = _nearest(means)


def _nearest(rows: Means) -> Indexes:
    if not rows.size:
        return np.zeros(len(rows), np.intp)
    nearest: Indexes = rows.argmax(axis=1)
    return nearest


def _reciprocal(
    means: Means, nearest: Indexes, threshold: int
) -> tuple[Indexes, Indexes]:
    nodes = np.arange(len(nearest))
    near = means[nodes, nearest] >= threshold
    first = nodes[near & (nearest[nearest] == nodes) & (nodes < nearest)]
    return first, nearest[first]


def _merge(
    sums: Means, means: Means, sizes: Means, first: Indexes, second: Indexes
) -> None:
    """Add each second to its first; empty the rows and columns of the seconds."""
    sums[first] += sums[second]
    sums[:, first] += sums[:, second]
    sizes[first] += sizes[second]
    sums[second], sums[:, second] = NEVER, NEVER
    rows = sums[first] / (sizes[first][:, None] * sizes)
    means[first], means[:, first] = rows, rows.T
    means[second], means[:, second] = NEVER, NEVER
