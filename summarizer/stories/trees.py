"""How the articles of a story came together: the tree of its clusters.

A tree of average linkage stays as it is while other articles come and go, unless one
of their clusters would have merged with one of its own. `rivalry` tells that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.stories.linkage import Indexes, Merge

Sums = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tree:
    """The clusters of one story. Each is a run of ``places``, single articles too."""

    places: Indexes
    """The articles, so that the parts of every cluster stand side by side."""
    starts: Indexes
    ends: Indexes
    deaths: NDArray[np.float64]
    """The mean score at which each cluster merged with another; the threshold for
    the whole story, which merged with none."""
    became: Indexes
    """The index of the cluster each merged into; its own for the whole story."""

    @property
    def sizes(self) -> Indexes:
        """How many articles each cluster holds."""
        return self.ends - self.starts

    def added(self, rows: NDArray[np.integer]) -> Sums:
        """Return the sums of rows, one for each place, over each cluster."""
        total = np.zeros((len(rows) + 1, rows.shape[1]), np.int64)
        np.cumsum(rows, axis=0, out=total[1:])
        found: Sums = total[self.ends] - total[self.starts]
        return found


def grown(places: Sequence[int], merges: Sequence[Merge], threshold: int) -> list[Tree]:
    """Return the trees that merges of some places make, in order of lowest index."""
    growing = {at: _Growing([at], [(1, threshold, 0)]) for at in range(len(places))}
    for first, second, mean in merges:
        growing[first].take(growing.pop(second), mean)
    return [tree.done(np.asarray(places, np.intp)) for tree in growing.values()]


def rivalry(
    one: Tree, clusters: NDArray[np.bool_], other: Tree, scores: NDArray[np.int16]
) -> float:
    """Return the highest mean at which clusters of two trees would have merged.

    Minus infinity where none would. Of one tree only some ``clusters`` are looked at;
    ``scores`` has a row for each of its places and a column for each of the other's.
    """
    sums = other.added(one.added(scores)[clusters].T).T
    means = sums / (one.sizes[clusters][:, None] * other.sizes)
    # Whoever merged before with somebody nearer was not there any more.
    would = means >= np.maximum(one.deaths[clusters][:, None], other.deaths)
    return float(means[would].max(initial=-np.inf))


@dataclass(slots=True)
class _Growing:
    indexes: list[int]
    clusters: list[tuple[int, float, int]]
    """Size and death of each cluster, and how far behind it stands what it became:
    its first part with all of that one's parts, then the second one's, then itself."""

    def take(self, other: "_Growing", mean: float) -> None:
        threshold = self.clusters[-1][1]
        self.clusters[-1] = len(self.indexes), mean, len(other.clusters) + 1
        other.clusters[-1] = len(other.indexes), mean, 1
        self.indexes += other.indexes
        self.clusters += other.clusters
        self.clusters.append((len(self.indexes), threshold, 0))

    def done(self, places: Indexes) -> Tree:
        sizes, deaths, behind = zip(*self.clusters, strict=True)
        counts = np.array(sizes)
        # In this order a cluster ends with the last single article before it.
        ends = np.cumsum(counts == 1)
        became = np.arange(len(counts)) + behind
        return Tree(places[self.indexes], ends - counts, ends, np.array(deaths), became)
