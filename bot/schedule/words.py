"""Schedules in words: “weekdays 08:00 Europe/Berlin”, “daily 7.30am and 5pm”.

What is parsed is said back in one canonical form, which parses to the same again.
"""

import re
from datetime import time
from functools import lru_cache
from zoneinfo import available_timezones

from bot.errors import CommandError
from bot.schedule.timetable import (
    EVERY_DAY,
    HOURS_A_DAY,
    AtTimes,
    Cron,
    Repeating,
    Timetable,
)
from bot.schedule.week import WEEK

WEEKDAYS = (1, 2, 3, 4, 5)
WEEKEND = (0, 6)
NAMES = (WEEK[-1], *WEEK[:-1])
"""As in cron: 0 is Sunday."""
NOON = 12
REGIONS = frozenset(
    "Africa America Antarctica Asia Atlantic Australia Europe Indian Pacific".split()  # noqa: SIM905
)
"""Parts of the world whose zones are named for cities."""
HELP = (
    "Write days and times, for example: weekdays 08:00 · daily 07:30 and 17:00 · "
    "mondays 9am · every 2 hours between 8 and 18 · cron 0 8 * * 1-5"
)

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|h)?\s*(?P<half>[ap])?\.?(?(half)m\.?)"
    r"(?![\w:])",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"(?:every\s+(?P<count>\d+)?\s*(?P<unit>hours?|minutes?|mins?)|(?P<hourly>hourly))"
    r"(?:\s+(?:between|from)\s+(?P<first>\S+(?:\s+[ap]m)?)\s*(?:and|to|until|-|–)\s*"
    r"(?P<last>\S+(?:\s+[ap]m)?))?",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\b(?:at|on|and|every|each|weekly|the|o'clock)\b|[,&+]")
_RANGE = re.compile(r"\b([a-z]{3,9})\s*(?:-|–|to|through|until)\s*([a-z]{3,9})\b")


@lru_cache(maxsize=4096)
def parse(text: str) -> Timetable:
    """Read a schedule in words, without its zone.

    Raises:
        CommandError: naming the part that is not understood.
    """
    plain = " ".join(text.lower().split())
    if plain.startswith("cron "):
        return _cron(plain.removeprefix("cron "))
    repeating = _EVERY.search(plain)
    if repeating:
        rest = plain[: repeating.start()] + plain[repeating.end() :]
        return _repeating(repeating, _only_days(rest))
    days, rest = _days(plain)
    times = _times(rest)
    if not times:
        raise CommandError(f"At what time? {HELP}")
    return AtTimes(days, times)


def say(timetable: Timetable) -> str:
    """Return the canonical words of a timetable."""
    match timetable:
        case Cron(expression):
            return f"cron {expression}"
        case AtTimes(days, times):
            said = _series([f"{at:%H:%M}" for at in times])
            return f"{_say_days(days)} {said}"
        case Repeating():
            return _say_repeating(timetable)


def split_zone(text: str) -> tuple[str, str | None]:
    """Take a zone out of the words: ``Europe/Berlin``, ``UTC``, ``New York``."""
    rest, zone = _named_zone(text)
    return (rest, zone) if zone else _city(text)


def _city(text: str) -> tuple[str, str | None]:
    """Take the name of a city that one zone alone is called by off the end."""
    words = text.split()
    for count in range(min(3, len(words)), 0, -1):
        city = "_".join(words[-count:]).strip("()").lower()
        zones = _cities().get(city, [])
        if len(zones) == 1:
            rest = " ".join(words[:-count])
            return re.sub(r"\s+in$|,$", "", rest), zones[0]
    return text, None


@lru_cache(1)
def _cities() -> dict[str, list[str]]:
    """Return the zones by the city they are named for, in small letters."""
    found: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        region, _, city = name.partition("/")
        if region in REGIONS and len(city) > len("mon"):
            found.setdefault(city.rpartition("/")[2].lower(), []).append(name)
    return found


def _named_zone(text: str) -> tuple[str, str | None]:
    known = {name.lower(): name for name in available_timezones()}
    for word in text.split():
        bare = word.strip("(),")
        zone = known.get(bare.lower())
        if zone and ("/" in zone or bare.isupper()):
            rest = " ".join(part for part in text.split() if part != word)
            return re.sub(r"\s+in$", "", rest), zone
        if "/" in bare and re.fullmatch(r"[A-Za-z_]+/[A-Za-z_/+-]+", bare):
            raise CommandError(
                f"I know no time zone “{bare}”. Use a name such as Europe/Berlin."
            )
    return text, None


def times_of_day(text: str) -> tuple[time, ...]:
    """Read times such as ``8``, ``8:30``, ``8.30pm``, ``17h``, ``noon``, in order.

    Raises:
        CommandError: naming what is not a time.
    """
    return _times(text.lower())


def _cron(expression: str) -> Cron:
    try:
        return Cron(expression)
    except ValueError as error:
        raise CommandError(
            f"Not a cron expression of five fields: {error} (0 and 7 are Sunday)."
        ) from error


def _repeating(found: re.Match[str], days: tuple[int, ...]) -> Repeating:
    unit = found["unit"] or "hour"
    minutes = int(found["count"] or 1) * (60 if unit.startswith("h") else 1)
    if not _repeats(minutes):
        raise CommandError(
            "Repeat every 15, 20 or 30 minutes or every 1 to 12 hours; "
            "or give the times: daily 08:00, 13:00 and 18:00."
        )
    first, last = 0, HOURS_A_DAY - 1
    if found["first"]:
        (start,), (end,) = _times(found["first"]), _times(found["last"])
        first, last = start.hour, end.hour
        if start.minute or end.minute or first > last:
            raise CommandError("Between two full hours of one day: between 8 and 18.")
    return Repeating(days, minutes, first, last)


def _repeats(minutes: int) -> bool:
    hours, rest = divmod(minutes, 60)
    return minutes in (15, 20, 30) or (rest == 0 and 1 <= hours <= HOURS_A_DAY // 2)


def _only_days(text: str) -> tuple[int, ...]:
    days, rest = _days(text)
    if _FILLER.sub(" ", rest).strip():
        raise CommandError(f"I do not understand “{rest.strip()}”. {HELP}")
    return days


def _days(text: str) -> tuple[tuple[int, ...], str]:
    found: set[int] = set()

    def spread(match: re.Match[str]) -> str:
        start, end = _day(match[1]), _day(match[2])
        if start is None or end is None:
            return match[0]
        found.update((start + n) % 7 for n in range((end - start) % 7 + 1))
        return " "

    rest = []
    for word in _FILLER.sub(" ", _RANGE.sub(spread, text)).split():
        named = _named(word)
        found.update(named)
        rest += [] if named else [word]
    return tuple(sorted(found)) or EVERY_DAY, " ".join(rest)


def _named(word: str) -> tuple[int, ...]:
    match word.rstrip("s"):
        case "daily" | "day" | "everyday":
            return EVERY_DAY
        case "weekday" | "workday" | "workdays":
            return WEEKDAYS
        case "weekend":
            return WEEKEND
        case _:
            day = _day(word)
            return () if day is None else (day,)


def _day(word: str) -> int | None:
    bare = word.rstrip(".").removesuffix("s")
    if len(bare) < len("mon"):
        return None
    return next((n for n, name in enumerate(NAMES) if name.startswith(bare)), None)


def _times(text: str) -> tuple[time, ...]:
    text = text.replace("noon", "12:00").replace("midnight", "00:00")
    left = _FILLER.sub(" ", _TIME.sub(" ", text)).split()
    if left:
        raise CommandError(f"I do not understand “{' '.join(left)}”. {HELP}")
    return tuple(sorted({_time(found) for found in _TIME.finditer(text)}))


def _time(found: re.Match[str]) -> time:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= NOON:
            raise CommandError(
                f"“{found[0].strip()}” is not a time (use 9am or 09:00)."
            )
        hour = hour % NOON + (NOON if found["half"].lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise CommandError(
            f"“{found[0].strip()}” is not a time (use HH:MM)."
        ) from error


def _say_repeating(timetable: Repeating) -> str:
    hours, rest = divmod(timetable.minutes, 60)
    every = f"every {timetable.minutes} minutes" if rest else f"every {hours} hours"
    every = "every hour" if (hours, rest) == (1, 0) else every
    first, last = timetable.first, timetable.last
    if (first, last) != (0, HOURS_A_DAY - 1):
        every += f" between {first:02}:00 and {last:02}:00"
    return (
        every if timetable.days == EVERY_DAY else f"{_say_days(timetable.days)} {every}"
    )


def _say_days(days: tuple[int, ...]) -> str:
    fixed = {EVERY_DAY: "daily", WEEKDAYS: "weekdays", WEEKEND: "weekends"}
    if days in fixed:
        return fixed[days]
    monday_first = sorted(days, key=lambda day: (day - 1) % 7)
    return _series([f"{NAMES[day]}s" for day in monday_first])


def _series(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
