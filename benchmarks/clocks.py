"""Move the wall clock under a running bot, and put the machine to sleep for a night.

    python -m benchmarks.clocks              # libfaketime where it is, else a clock
    python -m benchmarks.clocks --injected   # that the program is given

A process rings, publishes and delivers one daily briefing to a local platform. Its wall
clock jumps an hour forward and back; it is frozen while ten hours pass. Printed is how
long after each change the briefing that had become due was posted, and how often.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGCONT, SIGSTOP

from bot import log, store
from bot.chat import Target
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.digests import publish
from bot.digests.material import Composed, Material
from bot.messages import Message, Paragraph, Section, Text
from bot.schedule import alarm
from bot.store import occurrences, places, schedules
from bot.store.occurrences import Stage
from tests.platforms.generic import PLATFORM, Platform, connected, serving

LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
"""Where Debian's package libfaketime puts what moves a process's clock."""
EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATE = 5.0
"""Seconds after a change by which what became due must be posted."""
CALM = 5.0
"""Seconds nothing may be posted for, after a change that makes nothing due."""


@dataclass(slots=True)
class Clock:
    """The wall clock of another process, told through a file."""

    path: Path
    faked: bool
    shift: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return _real() + self.shift

    def set(self, to: datetime) -> None:
        """Let it show ``to``, and run on."""
        self.shift = to - _real()
        seconds = f"{self.shift.total_seconds():+.3f}"
        fresh = self.path.with_suffix(".new")
        fresh.write_text(f"{seconds}\n")
        fresh.replace(self.path)

    def environment(self) -> dict[str, str]:
        """Return what makes a process live by this clock."""
        if not self.faked:
            return dict(os.environ)
        return {
            **os.environ,
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self.path),
            "FAKETIME_CACHE_DURATION": "1",
            # A clock that is set moves no timer.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Its remedy for an old glibc makes waiting threads wait for seconds.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }


def _real() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # a root of its own


# --- the bot ------------------------------------------------------------------------


async def _live(url: str, address: str, clock: Callable[[], datetime]) -> None:
    async with store.opened(url) as db, connected(address) as adapter:
        sender = Sender(
            db, {PLATFORM: adapter}, clock, f"clocks-{os.getpid()}", HOUR / 30
        )
        loop, rang = Loop(sender), asyncio.Event()
        rooms = {PLATFORM: adapter.limits}
        publisher = publish.Publisher(db, _compose, rooms, loop, clock, "none")

        async def rung() -> None:
            rang.set()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(alarm.run(db, alarm.Alarm(), clock, rung))
            tasks.create_task(publish.run(publisher, rang))
            tasks.create_task(loop.run())
            print("running", flush=True)


async def _compose(material: Material) -> Composed:
    said = Text(f"The briefing of {material.occurrence.fire_at.isoformat()}")
    return Composed(Message((Section((Paragraph((said,)),)),)))


def _told(path: Path) -> Callable[[], datetime]:
    """Return a clock that runs as a file says, or the machine's where there is none."""
    return lambda: _real() + timedelta(seconds=float(path.read_text()))


# --- what is done to it -------------------------------------------------------------


@dataclass(slots=True)
class House:
    """A bot, its clock, and the platform it posts to."""

    clock: Clock
    platform: Platform
    process: asyncio.subprocess.Process
    wrong: int = 0
    """How often a briefing was missing or too many."""
    late: int = 0
    """How often one came too late."""

    async def comes(self, what: str, count: int) -> None:
        """Wait until so many briefings in all were posted; say how long it took."""
        began = time.monotonic()
        while len(self.platform.counts) < count:
            await asyncio.sleep(0.02)
            if time.monotonic() - began > 6 * LATE:
                break
        took = time.monotonic() - began
        self.late += took > LATE
        self._say(what, f"posted {took:.1f} s after", count)

    async def stays(self, what: str, count: int) -> None:
        """See that nothing more is posted."""
        await asyncio.sleep(CALM)
        self._say(what, "nothing is posted again", count)

    def _say(self, what: str, came: str, count: int) -> None:
        posted, doubled = len(self.platform.counts), self.platform.doubled
        self.wrong += posted != count or doubled > 0
        said = f"{posted} of {count} briefings, {doubled} repeated"
        print(f"  {what}: {came}; {said}")


async def act(house: House) -> None:
    """Move the clock about."""
    clock = house.clock
    clock.set(EIGHT)
    await house.comes("08:00 comes", 1)
    clock.set(clock.now() - HOUR)
    await house.stays("an hour back", 1)
    clock.set(clock.now() + 2 * HOUR)
    await house.stays("forward again, past 08:00", 1)
    day = timedelta(days=1)
    clock.set(EIGHT + day - HOUR / 2)
    await house.stays("next day, 07:30", 1)
    clock.set(clock.now() + HOUR)
    await house.comes("an hour forward, over 08:00", 2)
    clock.set(EIGHT + day + 14 * HOUR)
    house.process.send_signal(SIGSTOP)
    await asyncio.sleep(1)
    clock.set(EIGHT + 2 * day)
    house.process.send_signal(SIGCONT)
    await house.comes("asleep from 22:00 to 08:00", 3)
    clock.set(EIGHT + 2 * day + 14 * HOUR)
    house.process.send_signal(SIGSTOP)
    await asyncio.sleep(1)
    clock.set(EIGHT + 4 * day + HOUR)
    house.process.send_signal(SIGCONT)
    await house.comes("asleep for two nights: one merged", 4)
    await house.stays("afterwards", 4)


@asynccontextmanager
async def housed(folder: Path, *, faked: bool) -> AsyncIterator[House]:
    """Start a bot at half past seven."""
    clock = Clock(folder / "clock", faked)
    clock.set(EIGHT - HOUR / 2)
    url = f"sqlite:///{folder / 'clocks.db'}"
    await _settle_in(url)
    platform = Platform()
    async with serving(platform) as address:
        told = [] if faked else ["--clock", str(clock.path)]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.clocks",
            "--bot",
            url,
            address,
            *told,
            env=clock.environment(),
            stdout=PIPE,
        )
        try:
            if process.stdout is not None:
                await process.stdout.readline()
            yield House(clock, platform, process)
        finally:
            process.kill()
            await process.wait()


async def _settle_in(url: str) -> None:
    made = EIGHT - HOUR
    async with store.opened(url) as db, db.writing() as tx:
        place = await places.join(tx, Target(PLATFORM, "w", "c"), now=made)
        await schedules.create(
            tx, place.id, "daily", "daily 08:00", "UTC", next_fire=EIGHT, now=made
        )


async def superseded(folder: Path) -> int:
    """Return how many moments were recorded as covered by a later one."""
    url = f"sqlite:///{folder / 'clocks.db'}"
    async with store.opened(url) as db, db.reading() as tx:
        found = await occurrences.of_place(tx, 1)
    return sum(each.state is Stage.SUPERSEDED for each in found)


async def _measured(*, faked: bool) -> int:
    by = "libfaketime" if faked else "an injected clock"
    print(f"a daily briefing at 08:00, the process's wall clock moved by {by}")
    with tempfile.TemporaryDirectory() as path:
        async with housed(Path(path), faked=faked) as house:
            await act(house)
        print(f"  recorded as superseded: {await superseded(Path(path))}")
        print(f"  {house.wrong} wrong, {house.late} later than {LATE:g} s")
    return house.wrong + house.late


def main() -> None:
    """Run the whole, or the bot in it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--injected", action="store_true", help="without libfaketime")
    parser.add_argument("--bot", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--clock", help=argparse.SUPPRESS)
    options = parser.parse_args()
    log.configure("error", "text")
    if options.bot:
        clock = _told(Path(options.clock)) if options.clock else _real
        url, address = options.bot
        asyncio.run(_live(url, address, clock))
        return
    faked = LIBRARY.exists() and not options.injected
    if not faked and not options.injected:
        print("libfaketime: not installed, a clock is injected instead")
    sys.exit(1 if asyncio.run(_measured(faked=faked)) else 0)


if __name__ == "__main__":
    main()
