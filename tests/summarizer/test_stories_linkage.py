"""Average linkage gives the textbook's clusters, whatever the order of anything."""

from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.stories.clusters import Clusters
from summarizer.stories.linkage import merges

Matrix = NDArray[np.int16]


@st.composite
def scores(draw: st.DrawFn) -> Matrix:
    """Scores of few values, so that many are equal, or of many."""
    count = draw(st.integers(0, 12))
    pairs = count * (count - 1) // 2
    most = draw(st.sampled_from([1, 3, 30_000]))
    drawn = draw(st.lists(st.integers(0, most), min_size=pairs, max_size=pairs))
    matrix = np.zeros((count, count), np.int16)
    for (one, other), score in zip(combinations(range(count), 2), drawn, strict=True):
        matrix[one, other] = matrix[other, one] = score
    return matrix


def average(matrix: Matrix, threshold: int) -> list[int]:
    """Label each item with its cluster: the lowest index in it."""
    labels = np.arange(len(matrix))
    for first, second, _ in merges(matrix, threshold):
        labels[labels == second] = first
    return [int(label) for label in labels]


def textbook(matrix: Matrix, threshold: int) -> list[int]:
    """Merge the nearest two clusters, one pair at a time, from the definition."""
    clusters = [[at] for at in range(len(matrix))]

    def nearness(pair: tuple[list[int], list[int]]) -> tuple[Fraction, int, int]:
        one, other = pair
        total = int(matrix[np.ix_(one, other)].sum(dtype=np.int64))
        return Fraction(total, len(one) * len(other)), -one[0], -other[0]

    while len(clusters) > 1:
        one, other = max(combinations(clusters, 2), key=nearness)
        if nearness((one, other))[0] < threshold:
            break
        clusters.remove(other)
        one += other
    label = {at: cluster[0] for cluster in clusters for at in cluster}
    return [label[at] for at in range(len(matrix))]


@given(scores(), st.integers(1, 30_000))
def test_rounds_of_mutual_neighbours_give_the_one_by_one_clusters(
    matrix: Matrix, threshold: int
) -> None:
    assert average(matrix, threshold) == textbook(matrix, threshold)


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_equal_scores_make_one_cluster(count: int) -> None:
    matrix = np.full((count, count), 500, np.int16)

    assert set(average(matrix, 500)) == set(range(min(count, 1)))


def test_a_chain_is_not_one_story() -> None:
    matrix = np.array([[0, 9, 0], [9, 0, 8], [0, 8, 0]], np.int16)

    assert average(matrix, 7) == [0, 0, 2]


class Came(NamedTuple):
    """Some come, some go, and perhaps somebody asks."""

    here: tuple[int, ...]
    gone: tuple[int, ...]
    asked: bool


@st.composite
def histories(draw: st.DrawFn) -> tuple[Matrix, list[Came]]:
    """Draw scores, and how things come and go until some of them are there."""
    count = draw(st.integers(1, 16))
    seed = np.random.default_rng(draw(st.integers(0, 1 << 32)))
    # Few values make ties; a high share of zeros makes chains.
    most = draw(st.sampled_from([2, 8, 30_000]))
    half = np.triu(seed.integers(0, most, (count, count), endpoint=True), 1)
    half *= np.triu(seed.random((count, count)) < draw(st.sampled_from([0.3, 0.7, 1])))
    matrix = (half + half.T).astype(np.int16)
    there: set[int] = set()
    steps = []
    for _ in range(draw(st.integers(1, 24))):
        come = draw(st.sets(st.integers(0, count - 1), max_size=3)) - there
        go = draw(st.sets(st.sampled_from(sorted(there)), max_size=2)) if there else []
        there = (there | come) - set(go)
        steps.append(Came(tuple(come), tuple(go), draw(st.booleans())))
    return matrix, steps


def partition(clusters: Clusters) -> set[frozenset[int]]:
    return {frozenset(tree.places.tolist()) for tree in clusters.trees().values()}


TIED = np.array(
    [
        [0, 2, 2, 2, 2],
        [2, 0, 1, 2, 2],
        [2, 1, 0, 0, 2],
        [2, 2, 0, 0, 0],
        [2, 2, 2, 0, 0],
    ],
    np.int16,
)
"""The last merges with the first two, until the last but one comes before it."""


@settings(deadline=None, max_examples=300)
@given(histories(), st.sampled_from([1, 2, 3, 10_000]))
@example((TIED, [Came((0, 1, 2, 4), (), asked=True), Came((3,), (), asked=True)]), 2)
def test_what_came_and_went_leaves_the_clusters_of_what_is_there(
    history: tuple[Matrix, list[Came]], threshold: int
) -> None:
    matrix, steps = history
    clusters = Clusters(threshold)
    there: set[int] = set()

    for step in steps:
        for place in step.here:
            there.add(place)
            scores = matrix[place] * np.isin(np.arange(len(matrix)), list(there))
            clusters.join(place, f"{place:03}", scores.astype(np.int16))
        clusters.leave(step.gone)
        there -= set(step.gone)
        if step.asked:
            clusters.trees()

    held = sorted(there)
    labels = textbook(matrix[np.ix_(held, held)], threshold)
    together = {
        frozenset(held[at] for at, label in enumerate(labels) if label == each)
        for each in labels
    }
    assert partition(clusters) == together
