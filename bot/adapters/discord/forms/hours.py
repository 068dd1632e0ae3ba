"""When a briefing is posted: days, an hour and a zone, or words for what they lack."""

from typing import Final

from bot import schedule
from bot.adapters.discord.commands import Json
from bot.adapters.discord.forms.fields import (
    EMPTY,
    Opening,
    Sent,
    labelled,
    select,
    text,
    zone,
)
from bot.errors import CommandError
from bot.schedule import week

EIGHT: Final = "08:00"
LONGEST: Final = 200
"""Characters of a schedule in words, at most."""


def new(opening: Opening) -> tuple[Json, ...]:
    """Return the fields of a briefing that is to be made."""
    return _fields(opening, week.WORKING, EIGHT, opening.zone)


def change(opening: Opening) -> tuple[Json, ...]:
    """Return the fields of a briefing that is there; none where it is not."""
    found = [each for each in opening.held if each.split(" ")[0] == opening.about]
    if not found:
        return ()
    words, where = schedule.split_zone(found[0].partition(" ")[2])
    days, hour = _simple(words)
    otherwise = "" if days else words.strip()
    return _fields(opening, days or week.WORKING, hour or EIGHT, where or "", otherwise)


def created(_opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return the line that makes a briefing."""
    return (f"digest create {_said(sent)}",)


def changed(opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return the line that gives a briefing other hours."""
    return (f"digest edit {opening.about} {_said(sent)}",)


def _fields(
    opening: Opening, days: tuple[str, ...], hour: str, where: str, words: str = ""
) -> tuple[Json, ...]:
    offered = [(opening.say(f"day {day}"), day) for day in week.WEEK]
    fields = {
        "days": select("days", offered, chosen=days, most=len(offered)),
        "hour": text("hour", EIGHT, 20, value=hour),
        "zone": text("zone", "Europe/Berlin", 64, value=where),
        "words": text(
            "words", "daily 07:30 and 17:00", LONGEST, value=words, required=False
        ),
    }
    return tuple(labelled(opening, name, each) for name, each in fields.items())


def _simple(words: str) -> tuple[tuple[str, ...], str]:
    """Return days and hour; nothing where a timetable is not that simple."""
    try:
        timetable = schedule.parse(words)
    except CommandError:
        return (), ""
    return week.picked(timetable) or ((), "")


def _said(sent: Sent) -> str:
    where = zone(sent.get("zone", EMPTY).value)
    if words := sent.get("words", EMPTY).value:
        return f"{words} {where}".strip()
    named = week.in_words(sent.get("days", EMPTY).chosen)
    return " ".join(f"{named} {sent.get('hour', EMPTY).value} {where}".split())
