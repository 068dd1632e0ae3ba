"""Quiet hours: local hours in which nothing is posted; what falls in waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import CommandError
from bot.schedule.words import times_of_day


@dataclass(frozen=True, slots=True)
class Quiet:
    """From ``start`` until before ``end``, over midnight where end is earlier."""

    start: time
    end: time

    def __str__(self) -> str:
        """Return the stored form, ``22:00-07:00``."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def parse(text: str) -> Quiet | None:
    """Read ``22:00-07:00``, ``10pm to 7am``; None for empty text or ``off``.

    Raises:
        CommandError: it is not two times that differ.
    """
    plain = text.strip().lower()
    if plain in ("", "off", "none", "never"):
        return None
    for mark in ("–", "-", " to ", " until ", " and "):
        start, found, end = plain.partition(mark)
        if found:
            return _quiet(start.removeprefix("between "), end)
    raise CommandError("Give quiet hours as 22:00-07:00, or off.")


def ends(quiet: Quiet | None, zone: str, moment: datetime) -> datetime | None:
    """Return when the quiet hours around a moment end; None where it is not quiet."""
    if quiet is None:
        return None
    local = moment.astimezone(ZoneInfo(zone))
    at = local.time()
    over_night = quiet.start > quiet.end
    inside = (
        at >= quiet.start or at < quiet.end
        if over_night
        else quiet.start <= at < quiet.end
    )
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if over_night and at >= quiet.start else 0)
    end = datetime.combine(day, quiet.end, ZoneInfo(zone))
    # An end that happens twice, seen between the two: the second is meant.
    return max(end, end.replace(fold=1), key=lambda at: at > moment).astimezone(UTC)


def _quiet(start: str, end: str) -> Quiet:
    first, last = times_of_day(start), times_of_day(end)
    if len(first) != 1 or len(last) != 1 or first == last:
        raise CommandError("Give quiet hours as 22:00-07:00, or off.")
    return Quiet(first[0], last[0])
