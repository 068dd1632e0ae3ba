"""Times as people read them: in the channel's zone, and never finer than is known."""

from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.messages import Clock, Inline, Style, Text, Time
from summarizer import Day, Moment, Published, Undated, Year


def published(value: Published, zone: ZoneInfo, now: datetime) -> Inline:
    """Return when something was published: “2016, day not stated”."""
    match value:
        case Moment(at=at):
            return both(at, zone, now)
        case Day(on=on):
            return Text(_day(on, now.astimezone(zone).date()), Style.SOFT)
        case Year(year=year):
            return Text(f"{year}, day not stated", Style.SOFT)
        case Undated():
            return Text("date not stated", Style.SOFT)
        case _:
            assert_never(value)


def both(at: datetime, zone: ZoneInfo, now: datetime) -> Time:
    """Return a moment with its day: “Tue 24 Nov, 07:40”."""
    return Time(at, Clock.BOTH, words(at, zone, now))


def clock(at: datetime, zone: ZoneInfo) -> Time:
    """Return a moment of a day that is named beside it: “07:40”."""
    return Time(at, Clock.TIME, at.astimezone(zone).strftime("%H:%M"))


def words(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a moment in words of the zone, with the year where it is another."""
    local = at.astimezone(zone)
    return f"{_day(local.date(), now.astimezone(zone).date())}, {local:%H:%M}"


def brief(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a moment of today as “07:40”, another with its day."""
    local = at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return words(at, zone, now)


def day(at: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment in full: “Tuesday, 24 November 2026”."""
    local = at.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B %Y}"


def _day(on: date, today: date) -> str:
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on:%a} {on.day} {on:%b}{year}"
