"""Average linkage gives the textbook's clusters, whatever the order of merging."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.stories.linkage import average

Matrix = NDArray[np.int16]


@st.composite
def scores(draw: st.DrawFn) -> Matrix:
    count = draw(st.integers(0, 12))
    pairs = count * (count - 1) // 2
    drawn = draw(
        st.lists(st.integers(0, 30_000), min_size=pairs, max_size=pairs, unique=True)
    )
    matrix = np.zeros((count, count), np.int16)
    for (one, other), score in zip(combinations(range(count), 2), drawn, strict=True):
        matrix[one, other] = matrix[other, one] = score
    return matrix


def textbook(matrix: Matrix, threshold: int) -> list[int]:
    """Merge the nearest two clusters, one pair at a time, from the definition."""
    clusters = [[at] for at in range(len(matrix))]
    while len(clusters) > 1:
        mean, one, other = max(
            (float(matrix[np.ix_(a, b)].mean()), a, b)
            for a, b in combinations(clusters, 2)
        )
        if mean < threshold:
            break
        clusters.remove(other)
        one += other
    label = {at: min(cluster) for cluster in clusters for at in cluster}
    return [label[at] for at in range(len(matrix))]


@given(scores(), st.integers(1, 30_000))
def test_rounds_of_mutual_neighbours_give_the_one_by_one_clusters(
    matrix: Matrix, threshold: int
) -> None:
    assert average(matrix, threshold).tolist() == textbook(matrix, threshold)


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_equal_scores_make_one_cluster(count: int) -> None:
    matrix = np.full((count, count), 500, np.int16)

    assert set(average(matrix, 500).tolist()) == set(range(min(count, 1)))


def test_a_chain_is_not_one_story() -> None:
    matrix = np.array([[0, 9, 0], [9, 0, 8], [0, 8, 0]], np.int16)

    assert average(matrix, 7).tolist() == [0, 0, 2]
