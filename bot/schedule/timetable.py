"""Timetables and the moments they mean. The only module that knows cronsim exists.

Local times that do not exist move forward, those that happen twice fire once.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

HOURS_A_DAY = 24
FIELDS = 5
"""Of a cron expression: minute, hour, day, month, weekday."""
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
"""Weekdays as in cron: 0 is Sunday."""


@dataclass(frozen=True, slots=True)
class AtTimes:
    """On some weekdays at some local times."""

    days: tuple[int, ...]
    """0 is Sunday; sorted, not empty."""
    times: tuple[time, ...]
    """Sorted, not empty, to the minute."""

    def __post_init__(self) -> None:
        """Refuse a timetable that never fires."""
        if not self.days or not self.times:
            raise ValueError("a timetable needs a day and a time")


@dataclass(frozen=True, slots=True)
class Repeating:
    """On some weekdays every so many hours or minutes, between two full hours."""

    days: tuple[int, ...]
    minutes: int
    """A divisor of an hour, or a whole number of hours."""
    first: int
    """The first hour it fires in, 0 to 23."""
    last: int
    """The last hour, the full hour itself included."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron expression of five fields."""

    expression: str

    def __post_init__(self) -> None:
        """Refuse what cronsim cannot read, and the seconds it could."""
        if len(self.expression.split()) != FIELDS:
            raise ValueError(f"“{self.expression}”: not {FIELDS} fields")
        try:
            CronSim(self.expression, datetime(2024, 1, 1, tzinfo=UTC))
        except CronSimError as error:
            raise ValueError(f"“{self.expression}”: {error}") from error


Timetable = AtTimes | Repeating | Cron


@dataclass(frozen=True, slots=True)
class Surprise:
    """A day on which the clock change moves a firing, and where it goes."""

    on: date
    wanted: time
    used: datetime
    """In the zone; on the next day where the clocks jump over midnight."""
    twice: bool
    """The time happens twice and the first is used; else it does not exist."""


def expressions(timetable: Timetable) -> tuple[str, ...]:
    """Return the cron expressions that together mean the timetable."""
    match timetable:
        case Cron(expression):
            return (expression,)
        case AtTimes(days, times):
            by_minute = sorted(times, key=lambda at: (at.minute, at.hour))
            groups = groupby(by_minute, key=lambda at: at.minute)
            return tuple(
                f"{minute} {_list(at.hour for at in group)} * * {_days(days)}"
                for minute, group in groups
            )
        case Repeating():
            return _repeating(timetable)


def firings(timetable: Timetable, zone: str, after: datetime) -> Iterator[datetime]:
    """Yield the moments (UTC) later than ``after`` at which it fires, in order."""
    start = after.astimezone(ZoneInfo(zone))
    series = (_series(line, start) for line in expressions(timetable))
    last = after
    for moment in merge(*series):
        # Around clock changes cronsim may give a moment again or one in the past.
        if moment > last:
            last = moment
            yield moment


@lru_cache(maxsize=4096)
def next_firing(timetable: Timetable, zone: str, after: datetime) -> datetime | None:
    """Return the first moment later than ``after``, or None where none comes."""
    return next(firings(timetable, zone, after), None)


def next_firings(
    timetable: Timetable, zone: str, after: datetime, count: int = 3
) -> tuple[datetime, ...]:
    """Return the next moments, to be shown to the person who asked for them."""
    return tuple(islice(firings(timetable, zone, after), count))


def between(
    timetable: Timetable, zone: str, after: datetime, until: datetime
) -> Iterator[datetime]:
    """Yield the moments in ``(after, until]``."""
    for moment in firings(timetable, zone, after):
        if moment > until:
            return
        yield moment


@lru_cache(maxsize=4096)
def latest(
    timetable: Timetable, zone: str, after: datetime, until: datetime, count: int
) -> tuple[datetime, ...]:
    """Return the last ``count`` moments in ``(after, until]``, in order.

    Thousands of channels share an hour; they are worked out once.
    """
    return tuple(deque(between(timetable, zone, after, until), count))


def surprises(
    timetable: Timetable, zone: str, now: datetime, days: int = 31
) -> tuple[Surprise, ...]:
    """Return how clock changes of the next ``days`` move this timetable's firings."""
    if not isinstance(timetable, AtTimes):
        return ()
    place = ZoneInfo(zone)
    first = now.astimezone(place).date()
    dates = (first + timedelta(days=n) for n in range(days))
    return tuple(
        surprise
        for on in dates
        if on.isoweekday() % 7 in timetable.days
        for at in timetable.times
        if (surprise := _surprise(on, at, place)) is not None
    )


def _surprise(on: date, at: time, zone: ZoneInfo) -> Surprise | None:
    first = datetime.combine(on, at, zone)
    second = first.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before == after or before is None or after is None:
        return None
    if before > after:
        return Surprise(on, at, first, twice=True)
    used = next(
        firings(AtTimes(EVERY_DAY, (at,)), zone.key, first - timedelta(hours=6))
    )
    return Surprise(on, at, used.astimezone(zone), twice=False)


def _series(expression: str, start: datetime) -> Iterator[datetime]:
    try:
        for moment in CronSim(expression, start):
            yield moment.astimezone(UTC)
    except StopIteration:
        return


def _repeating(timetable: Repeating) -> tuple[str, ...]:
    days = _days(timetable.days)
    first, last = timetable.first, timetable.last
    whole_day = last - first == HOURS_A_DAY - 1
    hours, rest = divmod(timetable.minutes, 60)
    if not rest:
        every = f"*/{hours}" if whole_day else _list(range(first, last + 1, hours))
        return (f"0 {every} * * {days}",)
    minutes = _list(range(0, 60, timetable.minutes))
    if whole_day:
        return (f"{minutes} * * * {days}",)
    ending = f"0 {last} * * {days}"
    if first == last:
        return (ending,)
    return (f"{minutes} {_list(range(first, last))} * * {days}", ending)


def _days(days: tuple[int, ...]) -> str:
    return "*" if days == EVERY_DAY else _list(days)


def _list(numbers: Iterator[int] | range | tuple[int, ...]) -> str:
    return ",".join(str(number) for number in numbers)
