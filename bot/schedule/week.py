"""A week as people pick it in a form: names of days, Monday first."""

from collections.abc import Collection
from typing import Final

from bot.schedule.timetable import AtTimes, Timetable

WEEK: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
WORKING: Final = WEEK[:5]


def picked(timetable: Timetable) -> tuple[tuple[str, ...], str] | None:
    """Return the days and the one hour; None where a timetable is not that simple."""
    if not isinstance(timetable, AtTimes) or len(timetable.times) != 1:
        return None
    days = {WEEK[(day - 1) % 7] for day in timetable.days}
    return tuple(day for day in WEEK if day in days), f"{timetable.times[0]:%H:%M}"


def in_words(chosen: Collection[str]) -> str:
    """Return days as the grammar takes them: *daily*, *weekdays*, or one by one."""
    days = tuple(day for day in WEEK if day in chosen)
    return {WEEK: "daily", WORKING: "weekdays"}.get(days, " ".join(days))
