"""Average linkage over a matrix of whole scores, cut at a threshold.

Pairs that are each other's nearest are merged together, round by round; for average
linkage this gives the tree of the one-by-one algorithm (reducibility; Bruynooghe
1977, Murtagh 1983). Ties go to the lower index. A mean is the quotient of two whole
numbers, so it does not depend on the order of merging.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.intp]

Merge = tuple[int, int, float]
"""The lower and the higher index that stand for two clusters, and their mean score."""

NEVER: Final = -np.inf
"""Stands in a matrix where nothing may merge: on the diagonal, and in gone rows."""

PAIR: Final = 2
"""Fewer do not merge."""


def merges(scores: NDArray[np.int16], threshold: int) -> list[Merge]:
    """Return what merges while the mean score between two clusters is high enough.

    ``scores`` is symmetric; its diagonal is not read. No merge comes before those that
    made its parts; what they made goes on under the lower of their indexes.
    """
    if len(scores) < PAIR:
        return []
    table = _Table(scores)
    found: list[Merge] = []
    while True:
        pairs = table.reciprocal(threshold)
        if not pairs:
            return found
        found += [table.merge(first, second) for first, second in pairs]
        table.look_again(pairs)
        table.leave_out(threshold)


class _Table:
    """The clusters there are, and which of the others is nearest to each."""

    def __init__(self, scores: NDArray[np.int16]) -> None:
        self._sums = scores.astype(np.float64)
        np.fill_diagonal(self._sums, NEVER)
        self._means = self._sums.copy()
        self._sizes = np.ones(len(scores))
        self._names = np.arange(len(scores))
        self._find_nearest()

    def _find_nearest(self) -> None:
        self._rows = np.arange(len(self._means))
        self._nearest = self._means.argmax(axis=1)
        self._best = self._means[self._rows, self._nearest]

    def reciprocal(self, threshold: int) -> list[tuple[int, int]]:
        """Return the rows that are each other's nearest, the lower one first."""
        mutual = self._nearest[self._nearest] == self._rows
        first = np.flatnonzero(
            (self._best >= threshold) & mutual & (self._rows < self._nearest)
        )
        return list(zip(first.tolist(), self._nearest[first].tolist(), strict=True))

    def merge(self, first: int, second: int) -> Merge:
        """Add the second row and column to the first, and empty it."""
        mean = float(self._means[first, second])
        row = self._sums[first] + self._sums[second]
        row[first] = NEVER
        self._sizes[first] += self._sizes[second]
        means = row / (self._sizes[first] * self._sizes)
        for table, values in ((self._sums, row), (self._means, means)):
            table[first], table[:, first] = values, values
            table[second], table[:, second] = NEVER, NEVER
        return int(self._names[first]), int(self._names[second]), mean

    def look_again(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Find the nearest of those whose nearest merged, and of what merged."""
        changed = np.zeros(len(self._rows), np.bool_)
        changed[np.array(pairs).ravel()] = True
        stale = np.flatnonzero(changed[self._nearest])
        self._nearest[stale] = self._means[stale].argmax(axis=1)
        self._best = self._means[self._rows, self._nearest]

    def leave_out(self, threshold: int) -> None:
        """Leave out rows without a near enough neighbour, once they are most.

        They never get one: a mean cannot exceed its largest part.
        """
        alive = np.flatnonzero(self._best >= threshold)
        if 0 < 2 * len(alive) < len(self._rows):
            self._sums = self._sums[alive][:, alive]
            self._means = self._means[alive][:, alive]
            self._sizes, self._names = self._sizes[alive], self._names[alive]
            self._find_nearest()
