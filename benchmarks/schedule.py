"""Ring 10,000 digests in one second; walk every zone's clock changes, 2025 to 2027.

python -m benchmarks.schedule
python -m benchmarks.schedule --zones       # only the walk
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import monotonic, process_time
from zoneinfo import ZoneInfo, available_timezones

from bot import log, store
from bot.app.running import settle_down
from bot.chat import Target
from bot.schedule import between, parse
from bot.schedule.ring import ring
from bot.store import Store, occurrences, places, schedules

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
HOURS = (
    *("00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00"),
    *("08:00", "22:30", "23:00", "23:30"),
)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def main() -> None:
    """Measure, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--digests", type=int, default=10_000)
    parser.add_argument("--zones", action="store_true", help="only walk the zones")
    options = parser.parse_args()
    log.configure("error", "text")
    if not options.zones:
        asyncio.run(_rush(options.digests))
    sys.exit(1 if _walk() else 0)


# --- many at once -----------------------------------------------------------------


async def _rush(digests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with store.opened(f"sqlite:///{Path(folder) / 'd.db'}") as db:
            await _fill(db, digests)
            settle_down()  # as the bot does when it has started
            held = _Held()
            async with asyncio.TaskGroup() as group:
                watch = group.create_task(held.watch())
                wall, cpu = monotonic(), process_time()
                rang = await ring(db, NOON)
                wall, cpu = monotonic() - wall, process_time() - cpu
                watch.cancel()
            async with db.reading() as tx:
                due = len(
                    await occurrences.due(tx, ["memory"], now=NOON, limit=2 * digests)
                )
    print(
        f"{rang} schedules rang, {due} occurrences durable: {wall:.2f} s, "
        f"{cpu:.2f} s of CPU; event loop held {held.longest * 1000:.0f} ms at most; "
        f"process {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB at most"
    )


async def _fill(db: Store, digests: int) -> None:
    created = NOON - timedelta(days=1)
    async with db.writing() as tx:
        for number in range(digests):
            place = await places.join(
                tx, Target("memory", "w", str(number)), now=created
            )
            await schedules.create(
                tx, place.id, "d", "daily 12:00", "UTC", next_fire=NOON, now=created
            )


class _Held:
    """How long the event loop was held, at most, in seconds."""

    longest = 0.0

    async def watch(self) -> None:
        """Look every millisecond how late the look is."""
        while True:
            before = monotonic()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, monotonic() - before - 0.001)


# --- every zone -------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    """What is seen on the way around every clock change."""

    checked: int = 0
    moved: Counter[str] = field(default_factory=Counter)
    """Hours that did not exist, and how often."""
    over: list[str] = field(default_factory=list)
    """Days without a firing, as the clocks jumped from their hour over midnight."""
    wrong: list[str] = field(default_factory=list)


def _walk() -> int:
    """Print what was seen; return how many days were wrong."""
    zones = sorted(available_timezones() - {"localtime", "Factory"})
    walk = _Walk()
    for name in zones:
        for change in _changes(ZoneInfo(name)):
            for hour in HOURS:
                _look(walk, name, change, hour)
    print(
        f"{len(zones)} zones, {walk.checked} changes × hours, "
        f"{FIRST.year} to {LAST.year}: {len(walk.wrong)} days wrong"
    )
    for line in walk.wrong:
        print(f"  {line}")
    for hour, count in sorted(walk.moved.items()):
        print(f"  {hour}: {count} times at another hour, as it did not exist")
    print(f"{len(walk.over)} days end before their hour; it fires at midnight instead:")
    for line in walk.over:
        print(f"  {line}")
    return len(walk.wrong)


def _look(walk: _Walk, name: str, change: date, hour: str) -> None:
    walk.checked += 1
    fired = _fired(name, change, hour)
    days = Counter(at.date() for at in fired)
    walk.moved[hour] += sum(f"{at:%H:%M}" != hour for at in fired)
    walk.moved += Counter()  # forget those that never moved
    for day in (change + timedelta(days=n) for n in (-1, 0, 1)):
        following = day + timedelta(days=1)
        midnight = datetime.combine(following, time(), ZoneInfo(name))
        if days[day] == 0 and midnight in fired and _jumps_over(name, day, hour):
            walk.over.append(
                f"{name} {day} has no {hour}: its clocks jump over it to midnight"
            )
            days[following] -= 1
        elif days[day] != 1:
            walk.wrong.append(f"{name} {day} {hour}: {days[day]}")


def _jumps_over(name: str, day: date, hour: str) -> bool:
    """Tell whether a local time does not exist, nor any later one of its day."""
    zone = ZoneInfo(name)
    wanted = datetime.combine(day, time.fromisoformat(hour), zone)
    return wanted.astimezone(UTC).astimezone(zone).date() > day


def _changes(zone: ZoneInfo) -> Iterator[date]:
    day = FIRST
    while day < LAST:
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        if start.utcoffset() != (start + timedelta(days=1)).utcoffset():
            yield day
        day += timedelta(days=1)


def _fired(name: str, change: date, hour: str) -> list[datetime]:
    zone = ZoneInfo(name)
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=zone)
    first, last = noon - timedelta(days=2), noon + timedelta(days=2)
    found = between(parse(f"daily {hour}"), name, first.astimezone(UTC), last)
    return [moment.astimezone(zone) for moment in found]


if __name__ == "__main__":
    main()
