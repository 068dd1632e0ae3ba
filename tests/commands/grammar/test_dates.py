"""Words for a time mean what a person in that zone would mean by them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.grammar import dates

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday, 10:30 in Berlin."""


def midnight(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "rest", "since", "until"),
    [
        ("the strike since 3 May", "the strike", midnight(5, 3), None),
        ("the strike since May 3, 2025", "the strike", midnight(5, 3, 2025), None),
        ("the strike since 2026-11-20", "the strike", midnight(11, 20), None),
        ("the strike since yesterday?", "the strike", midnight(11, 23), None),
        ("the strike since Monday", "the strike", midnight(11, 23), None),
        ("the strike since tuesday", "the strike", midnight(11, 24), None),
        ("the strike since last Tuesday", "the strike", midnight(11, 17), None),
        ("the strike after Monday", "the strike", midnight(11, 24), None),
        ("before May", "", None, midnight(5, 1)),
        ("before Tuesday", "", None, midnight(11, 24)),
        ("until 3 May", "", None, midnight(5, 4)),
        ("tariffs in May", "tariffs", midnight(5, 1), midnight(6, 1)),
        ("tariffs in December", "tariffs", midnight(12, 1, 2025), midnight(1, 1)),
        ("Aleppo in 2016", "Aleppo", midnight(1, 1, 2016), midnight(1, 1, 2017)),
        ("between 1 May and 3 May", "", midnight(5, 1), midnight(5, 4)),
        ("from 1.5. to 3.5.2026", "", midnight(5, 1), midnight(5, 4)),
        ("rents, today", "rents", midnight(11, 24), midnight(11, 25)),
        ("rents this week", "rents", midnight(11, 23), midnight(11, 30)),
        ("rents last month", "rents", midnight(10, 1), midnight(11, 1)),
        ("rents since 7d", "rents", midnight(11, 17), None),
        ("rents since 30 November", "rents", midnight(11, 30, 2025), None),
        ("rents in the last 3 days", "rents", NOW - timedelta(days=3), None),
        ("rents last week", "rents", midnight(11, 16), midnight(11, 23)),
        ("rents in the past week", "rents", NOW - timedelta(days=7), None),
    ],
)
def test_a_period_at_the_end_is_understood(
    text: str, rest: str, since: datetime | None, until: datetime | None
) -> None:
    left, period = dates.taken(text, NOW, BERLIN)

    assert (left, period.since, period.until) == (rest, since, until)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May",
        "flooding in Lower Quern",
        "the march on Rome",
        "since 31 February",
        "the Monday market",
        "in the sun",
        "since marketing began",
        "since marketing",
    ],
)
def test_what_is_no_period_stays_in_the_text(text: str) -> None:
    assert dates.taken(text, NOW, BERLIN) == (text, dates.ALWAYS)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    dates.taken(text, NOW, BERLIN)


@pytest.mark.parametrize(
    ("text", "length"),
    [("7d", timedelta(7)), ("2 weeks", timedelta(14)), ("an hour", timedelta(hours=1))],
)
def test_a_length_is_understood(text: str, length: timedelta) -> None:
    assert dates.span(text) == length
