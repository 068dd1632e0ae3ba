"""Amounts with their unit, their qualifier, and who says so."""

import pytest

from summarizer.figures import find
from summarizer.models import Figure, Layout, Sentence, Span
from summarizer.quotes import find as find_quotes


def read(text: str) -> tuple[Figure, ...]:
    whole = Span(0, len(text))
    layout = Layout(None, None, None, None, (whole,), ())
    sentences = (Sentence(whole, 0),)
    return find(text, sentences, find_quotes(text, layout, sentences, None))


@pytest.mark.parametrize(
    ("text", "words", "amount", "unit", "qualifier"),
    [
        (
            "It killed at least 250,000 people.",
            "at least 250,000 people",
            250_000,
            "people",
            "at least",
        ),
        ("It cost $3.2 billion.", "$3.2 billion", 3.2e9, "USD", ""),
        ("It cost about £40m.", "about £40m", 4e7, "GBP", "about"),
        ("Sales fell 12.5 percent.", "12.5 percent", 12.5, "%", ""),
        ("Sales fell by nearly 7% in May.", "nearly 7%", 7, "%", "nearly"),
        ("Some 300 residents left.", "Some 300 residents", 300, "people", "Some"),
        (
            "More than two million voters came.",
            "More than two million voters",
            2e6,
            "people",
            "More than",
        ),
        (
            "Hundreds of thousands of civilians fled.",
            "Hundreds of thousands of civilians",
            1e5,
            "people",
            "",
        ),
        ("They planted 1,033 trees.", "1,033 trees", 1033, "", ""),
        ("The dam holds 40 megawatts.", "40 megawatts", 40, "MW", ""),
        (
            "It lost by 3.4 percentage points.",
            "3.4 percentage points",
            3.4,
            "points",
            "",
        ),
        ("Eleven people were hurt.", "Eleven people", 11, "people", ""),
        (
            "It fell, injuring more than 300.",
            "more than 300",
            300,
            "people",
            "more than",
        ),
        ("The ministry put the toll at 39.", "39", 39, "people", ""),
        ("About 14 cubic metres flowed.", "About 14 cubic metres", 14, "m³", "About"),
        ("He had 63 previous convictions.", "63 previous convictions", 63, "", ""),
        ("It cost Rs 45 crore.", "Rs 45 crore", 4.5e8, "INR", ""),
        ("They earned Sh181 billion.", "Sh181 billion", 1.81e11, "KES", ""),
        ("It cost NZ$3.2m.", "NZ$3.2m", 3.2e6, "NZD", ""),
    ],
    ids=lambda value: str(value)[:24],
)
def test_an_amount_is_read_with_unit_and_qualifier(
    text: str, words: str, amount: float, unit: str, qualifier: str
) -> None:
    (figure,) = read(text)

    assert figure.span.of(text) == words
    assert (figure.amount, figure.unit, figure.qualifier) == (amount, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell in 1998.",
        "They met at 3 p.m. on May 14.",
        "The 48-hour ceasefire held.",
        "She is a 44-year-old teacher.",
        "It began five years ago.",
        "They won 3-1.",
        "He lives in Unit 12/4.",
        "Eight in 10 households gain.",
        "It fades in two or three days.",
        "",
    ],
)
def test_dates_ages_and_scores_are_no_amounts(text: str) -> None:
    assert read(text) == ()


def test_the_speaker_of_the_report_says_so() -> None:
    text = "“At least 40 people were hurt,” said Ana Ruiz, the mayor. Rain fell."

    (figure,) = read(text)

    assert figure.said_by is not None
    assert figure.said_by.name == "Ana Ruiz"


def test_behind_a_semicolon_it_may_be_somebody_else_who_says_so() -> None:
    first, second = read(
        "The company said 90 percent of its 62 drivers had walked out; the union "
        "spoke of 98 percent."
    )[::2]

    assert first.said_by is not None
    assert (first.thing, second.said_by) == ("", None)


def test_outside_a_report_nobody_says_so() -> None:
    (figure,) = read("At least 40 people were hurt when the bridge fell.")

    assert figure.said_by is None
