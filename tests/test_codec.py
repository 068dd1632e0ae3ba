from datetime import UTC, datetime

import pytest

from bot.codec import dumps, loads
from summarizer import (
    Dropped,
    Layout,
    Moment,
    Quote,
    QuoteKind,
    Rank,
    Reading,
    Sentence,
    Span,
    Speaker,
    Version,
    Year,
)
from tests.factories import make_version

READING = Reading(
    layout=Layout(
        Span(0, 2), None, None, 2016, (Span(0, 9),), (Dropped(Span(9, 9), "a"),)
    ),
    sentences=(Sentence(Span(0, 9), 0),),
    ranks=(Rank(0.5, (("position", 0.5),)),),
    summary=(0,),
    quotes=(Quote(QuoteKind.MIXED, (Span(0, 3),), (), (), Speaker("Ana", Span(3, 6))),),
    embedding=b"\x00\xff",
)


def test_a_reading_comes_back_as_it_was() -> None:
    assert loads(Reading, dumps(READING)) == READING


@pytest.mark.parametrize(
    "published", [Moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)), Year(2016)]
)
def test_a_version_keeps_what_is_known_of_its_time(published: Moment | Year) -> None:
    version = make_version(published=published)

    assert loads(Version, dumps(version)).published == published


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"layout": 5}', "\x00"])
def test_what_was_not_stored_by_us_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a stored Reading|Expecting"):
        loads(Reading, text)
