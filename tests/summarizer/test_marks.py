"""Passages between quotation marks, told from apostrophes, inches and nicknames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import Span
from summarizer.quotes.marks import marked


def passages(text: str) -> list[str]:
    return [each.span.of(text) for each in marked(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," she said.', ['"One,"']),
        ("‘One,’ she said.", ["‘One,’"]),
        ("'I don't,' she said.", ["'I don't,'"]),
        ("‘It’s the workers’ right,’ she said.", ["‘It’s the workers’ right,’"]),
        ("«One», she said.", ["«One»"]),
        ("„One“, she said.", ["„One“"]),
        ("''One,'' she said.", ["''One,''"]),
        ("“One ‘two’ three,” she said.", ["“One ‘two’ three,”"]),
        ("“One “two” three,” she said.", ["“One “two” three,”"]),
        ('“One "two" three,” she said.', ['“One "two" three,”']),
        ("“Never closed", ["“Never closed"]),
        ("“Lost. Then she said, “Found.”", ["“Lost. Then she said, “Found.”"]),
        ("The dogs’ tails in the ’90s.", []),
        ("A 6'2\" man.", []),
        ("Peter “The Hammer” Lang.", []),
        ("", []),
    ],
    ids=lambda value: str(value)[:30],
)
def test_passages_are_found_whole(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_a_passage_without_a_closing_mark_says_so() -> None:
    (passage,) = marked("“Never closed", Span(0, 13))

    assert not passage.closed


@given(st.text(alphabet="a s.,“”‘’'\"«»„`‹›\n", max_size=200))
def test_passages_are_ordered_apart_and_inside(text: str) -> None:
    spans = [each.span for each in marked(text, Span(0, len(text)))]

    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start for end, span in zip(ends, spans, strict=False))
    assert all(span.start < span.end <= len(text) for span in spans)
