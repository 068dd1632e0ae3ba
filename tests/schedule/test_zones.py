"""Around every clock change of every zone a daily digest fires once a day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.schedule import between, parse

YEAR = 2026
LATE_JUMPERS = {"America/Godthab", "America/Nuuk", "America/Scoresbysund"}
"""Greenland's clocks jump from 23:00 to midnight: that day has no 23:30."""
HOURS = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "23:30")


def changes(zone: ZoneInfo) -> list[date]:
    """Return the days of a year on which a zone's offset changes."""
    days = [datetime(YEAR, 1, 1, tzinfo=zone) + timedelta(days=n) for n in range(365)]
    following = [day + timedelta(days=1) for day in days]
    pairs = zip(days, following, strict=True)
    return [one.date() for one, two in pairs if one.utcoffset() != two.utcoffset()]


def alike() -> list[str]:
    """Return one zone of each group that changes alike."""
    seen: dict[tuple[object, ...], str] = {}
    for name in sorted(available_timezones() - {"localtime", "Factory"}):
        zone = ZoneInfo(name)
        days = changes(zone)
        moments = (datetime(YEAR, month, 15, tzinfo=zone) for month in range(1, 13))
        seen.setdefault((*days, *(at.utcoffset() for at in moments)), name)
    return sorted(name for key, name in seen.items() if len(key) > 12)


@pytest.mark.parametrize("hour", HOURS)
def test_a_daily_digest_fires_once_on_every_local_day(hour: str) -> None:
    timetable = parse(f"daily {hour}")
    for name in alike():
        if name in LATE_JUMPERS and hour == "23:30":
            continue
        zone = ZoneInfo(name)
        for change in changes(zone):
            start = datetime(change.year, change.month, change.day, 12, tzinfo=zone)
            first = (start - timedelta(days=3)).astimezone(UTC)
            last = (start + timedelta(days=3)).astimezone(UTC)
            fired = between(timetable, name, first, last)
            days = Counter(at.astimezone(zone).date() for at in fired)
            wanted = {change + timedelta(days=n) for n in range(-2, 3)}
            assert all(days[day] == 1 for day in wanted), (name, change, days)


def test_an_hour_that_falls_into_the_jump_to_midnight_fires_at_midnight() -> None:
    evening = datetime(2026, 3, 28, 12, tzinfo=UTC)

    (fired,) = between(
        parse("daily 23:30"), "America/Nuuk", evening, evening + timedelta(days=1)
    )

    assert f"{fired.astimezone(ZoneInfo('America/Nuuk')):%d %H:%M}" == "29 00:00"
