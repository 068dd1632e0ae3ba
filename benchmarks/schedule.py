"""Ring 10,000 digests in one second; walk every zone's clock changes, 2025 to 2027.

python -m benchmarks.schedule
python -m benchmarks.schedule --zones       # only the walk
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bot import log, store
from bot.chat import Target
from bot.schedule import between, parse
from bot.schedule.ring import ring
from bot.store import Store, occurrences, places, schedules

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
HOURS = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "08:00", "23:30")
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
    _walk()


# --- many at once -----------------------------------------------------------------


async def _rush(digests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with store.opened(f"sqlite:///{Path(folder) / 'd.db'}") as db:
            await _fill(db, digests)
            held = _Held()
            async with asyncio.TaskGroup() as group:
                watch = group.create_task(held.watch())
                wall, cpu = time.monotonic(), time.process_time()
                rang = await ring(db, NOON)
                wall, cpu = time.monotonic() - wall, time.process_time() - cpu
                watch.cancel()
            async with db.reading() as tx:
                due = len(await occurrences.due(tx, now=NOON, limit=2 * digests))
    print(
        f"{rang} schedules rang, {due} occurrences durable: {wall:.2f} s, "
        f"{cpu:.2f} s of CPU; event loop held {held.longest * 1000:.0f} ms at most"
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
            before = time.monotonic()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.monotonic() - before - 0.001)


# --- every zone -------------------------------------------------------------------


def _walk() -> None:
    zones = sorted(available_timezones() - {"localtime", "Factory"})
    moved: Counter[str] = Counter()
    wrong = []
    checked = 0
    for name in zones:
        for change in _changes(ZoneInfo(name)):
            for hour in HOURS:
                checked += 1
                wrong += _wrong(name, change, hour)
                moved += _moved(name, change, hour)
    print(f"{len(zones)} zones, {checked} changes × hours: {len(wrong)} days wrong")
    for line in wrong:
        print(f"  {line}")
    for hour, count in sorted(moved.items()):
        print(f"  {hour}: {count} times at another hour, as it did not exist")


def _changes(zone: ZoneInfo) -> Iterator[date]:
    day = FIRST
    while day < LAST:
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        if start.utcoffset() != (start + timedelta(days=1)).utcoffset():
            yield day
        day += timedelta(days=1)


def _wrong(name: str, change: date, hour: str) -> list[str]:
    days = Counter(at.date() for at in _fired(name, change, hour))
    wanted = [change + timedelta(days=n) for n in (-1, 0, 1)]
    return [f"{name} {day} {hour}: {days[day]}" for day in wanted if days[day] != 1]


def _moved(name: str, change: date, hour: str) -> Counter[str]:
    at = [f"{moment:%H:%M}" for moment in _fired(name, change, hour)]
    return Counter({hour: sum(one != hour for one in at)})


def _fired(name: str, change: date, hour: str) -> list[datetime]:
    zone = ZoneInfo(name)
    noon = datetime(change.year, change.month, change.day, 12, tzinfo=zone)
    first, last = noon - timedelta(days=2), noon + timedelta(days=2)
    found = between(parse(f"daily {hour}"), name, first.astimezone(UTC), last)
    return [moment.astimezone(zone) for moment in found]


if __name__ == "__main__":
    main()
