"""Quiet hours and what to do without news, in the words of a digest line."""

import pytest

from bot.commands.managing import terms
from bot.errors import CommandError
from bot.store.schedules import Empty

LINES = [
    pytest.param("quiet 22:00-07:00", "", "22:00-07:00", None, id="hours"),
    pytest.param("quiet hours 10pm to 7am", "", "22:00-07:00", None, id="in-words"),
    pytest.param("quiet off", "", "", None, id="off"),
    pytest.param("when empty skip", "", None, Empty.SKIP, id="skip"),
    pytest.param("if nothing new say nothing", "", None, Empty.SKIP, id="say-nothing"),
    pytest.param("when empty say so", "", None, Empty.SAY, id="say-so"),
    pytest.param(
        "every hour Europe/Berlin quiet 22-7 when empty skip",
        "every hour Europe/Berlin",
        "22:00-07:00",
        Empty.SKIP,
        id="all-of-it",
    ),
    pytest.param("daily 08:00", "daily 08:00", None, None, id="neither"),
]


@pytest.mark.parametrize(("line", "rest", "quiet", "empty"), LINES)
def test_terms_are_taken_out_of_a_line(
    line: str, rest: str, quiet: str | None, empty: Empty | None
) -> None:
    assert terms.split(line) == terms.Terms(rest, quiet, empty)


@pytest.mark.parametrize("line", ["quiet", "quiet sometimes", "daily 8am empty"])
def test_terms_nobody_understands_are_asked_about(line: str) -> None:
    with pytest.raises(CommandError):
        terms.split(line)
