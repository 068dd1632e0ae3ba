"""Average linkage over a matrix of scores, cut at a threshold.

Pairs that are each other's nearest are merged together, round by round; for average
linkage this gives the tree of the one-by-one algorithm (reducibility; Bruynooghe
1977, Murtagh 1983). Ties go to the lower index, so equal input gives equal output.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Means = NDArray[np.float64]
Indexes = NDArray[np.intp]

NEVER: Final = np.float64(-1)
"""Stands in the matrix where nothing may merge: on the diagonal, and in gone rows."""


ROUNDING: Final = 1e-6
"""A mean of whole numbers may come out this much below what it is."""


def average(scores: NDArray[np.int16], threshold: int) -> Indexes:
    """Label each item with its cluster: the lowest index in it.

    ``scores`` is symmetric; its diagonal is not read. Two clusters merge while the
    mean score between their items reaches the threshold.
    """
    least = threshold - ROUNDING
    means = scores.astype(np.float64)
    np.fill_diagonal(means, NEVER)
    labels = names = np.arange(len(scores))
    sizes = np.ones(len(scores))
    nearest = _nearest(means)
    while True:
        first, second = _reciprocal(means, nearest, least)
        if not len(first):
            return labels
        labels = _renamed(labels, names[first], names[second])
        _merge(means, sizes, first, second)
        stale = np.isin(nearest, np.concatenate((first, second)))
        nearest[stale] = _nearest(means[stale])
        alive = means[np.arange(len(names)), nearest] >= least
        if 2 * alive.sum() < len(alive):
            # What has no neighbour at the threshold now never will: a mean cannot
            # exceed its largest part.
            means = means[np.ix_(alive, alive)]
            names, sizes = names[alive], sizes[alive]
            nearest = _nearest(means)


def _nearest(rows: Means) -> Indexes:
    if not rows.size:
        return np.zeros(len(rows), np.intp)
    nearest: Indexes = rows.argmax(axis=1)
    return nearest


def _reciprocal(
    means: Means, nearest: Indexes, least: float
) -> tuple[Indexes, Indexes]:
    nodes = np.arange(len(nearest))
    near = means[nodes, nearest] >= least
    first = nodes[near & (nearest[nearest] == nodes) & (nodes < nearest)]
    return first, nearest[first]


def _renamed(labels: Indexes, into: Indexes, gone: Indexes) -> Indexes:
    names = np.arange(len(labels))
    names[gone] = into
    return names[labels]


def _merge(
    means: Means, sizes: NDArray[np.float64], first: Indexes, second: Indexes
) -> None:
    """Put the mean of each pair into its first row and column; empty the second's."""
    share = (sizes[first] / (sizes[first] + sizes[second]))[:, None]
    rows = share * means[first] + (1 - share) * means[second]
    # Among the merged themselves the columns have to be merged, too; rounding must
    # not leave a pair with two different scores.
    block = rows[:, first] * share.T + rows[:, second] * (1 - share).T
    rows[:, first] = (block + block.T) / 2
    rows[:, second] = NEVER
    rows[np.arange(len(first)), first] = NEVER
    means[first], means[:, first] = rows, rows.T
    means[second], means[:, second] = NEVER, NEVER
    sizes[first] += sizes[second]
