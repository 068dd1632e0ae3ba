"""Figures for one thing, side by side."""

import pytest

from summarizer import Article, Source, Version, load
from summarizer.answers import Given, tally

READER = load(embedding=False)


def given(*texts: str) -> list[Given]:
    found = [
        Source(Version(Article(str(n), f"Outlet {n}", None), text), READER.read(text))
        for n, text in enumerate(texts)
    ]
    return [Given(each, figure) for each in found for figure in each.reading.figures]


def story(*texts: str) -> dict[str, str]:
    return {each.source.version.id: "one" for each in given(*texts)}


def told(*texts: str) -> list[tuple[str, bool, list[str]]]:
    counts, _ = tally(given(*texts), story(*texts))
    return [
        (
            count.what,
            count.differs,
            [a[0].figure.span.of(a[0].source.version.text) for a in count.amounts],
        )
        for count in counts
    ]


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("The rush injured at least 12 people.", "It left 14 injured.", "injured"),
        ("Nine people were killed.", "The flood left 11 dead.", "killed"),
        ("Some 40 residents are missing.", "Officials list 35 missing.", "missing"),
        ("About 900 people fled.", "It displaced 1,200 people.", "displaced"),
        ("They recount 43 districts.", "They recount 41 districts.", "districts"),
    ],
)
def test_reports_of_one_thing_that_differ_stand_together(
    one: str, other: str, what: str
) -> None:
    [(named, differs, amounts)] = told(one, other)
    assert (named, differs, len(amounts)) == (what, True, 2)


def test_reports_that_agree_are_one_amount() -> None:
    [(_, differs, amounts)] = told("It left 14 injured.", "14 people were injured.")
    assert (differs, len(amounts)) == (False, 1)


def test_two_amounts_that_every_report_gives_are_no_difference() -> None:
    both = "They spent 38 crates. They lost 12 crates."
    [(_, differs, amounts)] = told(both, both)
    assert (differs, len(amounts)) == (False, 2)


def test_spans_of_time_and_mere_people_are_not_compared() -> None:
    assert (
        told("It took two hours for 300 people.", "It took nine hours, 20 people.")
        == []
    )


def test_figures_of_two_stories_are_not_compared() -> None:
    found = given("It left 14 injured.", "It left 12 injured.")
    stories = {each.source.version.id: each.source.version.id for each in found}
    counts, alone = tally(found, stories)
    assert counts == ()
    assert len(alone) == 2
