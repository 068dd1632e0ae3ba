"""Shapes and windows: what the network sees of a text, and how much at a time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quotes.shapes import CLOSES, INSIDE, OPENS, OUTSIDE, quotation, shapes
from summarizer.quotes.windows import Words, cut

STATES = {OUTSIDE: ".", INSIDE: "i", OPENS: "(", CLOSES: ")"}


def words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("“We go,” she said.", "(iii)..."),
        ('"We go," she said.', "(iii)..."),
        ("«We go», she said.", "(ii)...."),
        ("„We go“, she said.", "(ii)...."),
        ("‘We go,’ she said.", "(iii)..."),
        ("'We go,' she said.", "(iii)..."),
        ("“He said ‘go’ twice.”", "(iiiiiii)"),
        ("‘We won’t go,’ she said.", "(iiiiii)..."),
        ("‘The workers’ union won.’ She left.", "(iiiiii)..."),
        ("The workers' union won.", "......"),
        ("Rock 'n roll won.", "......"),
        ("“We go, she said.", "(iiiiii"),
        ("She said no.", "...."),
    ],
)
def test_the_state_of_quotation_is_followed(text: str, states: str) -> None:
    found = quotation(text, words(text))

    assert "".join(STATES[state] for state in found) == states


@pytest.mark.parametrize(
    ("word", "case"),
    [("dam", 0), ("Dam", 1), ("NATO", 2), ("I", 1), ("2016", 3), (",", 4), ("МИД", 2)],
)
def test_a_shape_knows_capitals_digits_and_marks(word: str, case: int) -> None:
    assert shapes(word, [(0, len(word))], []) == [case * 8]


def make_words(lengths: list[int], starts: list[int]) -> Words:
    bounds = tuple((index, index + 1) for index in range(len(lengths)))
    pieces = tuple((0,) * length for length in lengths)
    return Words(bounds, pieces, (0,) * len(lengths), tuple(starts))


@given(st.lists(st.integers(1, 8), max_size=300), st.data())
def test_windows_follow_each_other_and_none_is_too_long(
    lengths: list[int], data: st.DataObject
) -> None:
    starts = sorted(data.draw(st.sets(st.integers(0, max(0, len(lengths) - 1)))))

    found = cut(make_words(lengths, starts), 40, 40)

    assert [low for low, _ in found] == [0, *(high for _, high in found)][: len(found)]
    assert sum(high - low for low, high in found) == len(lengths)
    assert all(sum(lengths[low:high]) <= 40 for low, high in found)


def test_what_is_left_of_a_window_that_ended_early_is_none_too_long() -> None:
    lengths = [1, 1, 1, 1, 1, 1, 1, 3, 8, 8, 8, 8]

    found = cut(make_words(lengths, [0, 1]), 40, 40)

    assert all(sum(lengths[low:high]) <= 40 for low, high in found)


def test_a_window_ends_with_a_paragraph() -> None:
    found = cut(make_words([1] * 60, [0, 25, 50]), 40, 40)

    assert found == [(0, 25), (25, 60)]
