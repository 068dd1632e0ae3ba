"""Deliver under fire, and count what was lost or doubled.

    python -m benchmarks.delivery --kills 30 --freezes 5 --full 2
    python -m benchmarks.delivery --database postgresql --kills 30 --crashes 5 --full 1
    python -m benchmarks.delivery --naive --kills 5      # the check can fail
    python -m benchmarks.delivery --calm                 # throughput, all is well

A local platform loses 3 % of its answers after posting, answers 429 (5 %) and 500
(2 %, half of them posted). Workers are killed and frozen, the database is stopped at
once, its disk fills up, all in random order; a share of the digests becomes due before
each blow, so each meets work under way.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psutil

from benchmarks._crew import Crew
from benchmarks._databases import Database, Disk, disk, postgresql, sqlite
from bot import log, store
from bot.chat import Target
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.errors import StoreError
from bot.messages import Paragraph, Part, Text
from bot.store import ledger, occurrences, places
from bot.store.occurrences import Firing, Reason, Stage
from tests.platforms.generic import (
    PLATFORM,
    STORM,
    Platform,
    Weather,
    connected,
    serving,
)

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PARTS = 8
"""Parts of a digest: the post and seven stories in its thread."""
CALL = timedelta(seconds=3)
"""What a call to the local platform may take; a lost claim rests for twice that."""
FULL = 4.0
"""Seconds a disk stays full."""
ROOM = 1500
"""Megabytes of the disk that fills up."""
FREEZE = 1.5
"""A worker is frozen for this many times the lease and the rest after it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to whom."""

    deliveries: int = 20_000
    workers: int = 2
    kills: int = 0
    freezes: int = 0
    crashes: int = 0
    full: int = 0
    """How often the disk fills up."""
    lease: float = 4.0
    engine: str = "loop"
    naive: bool = False
    weather: Weather = STORM
    every: float = 2.0
    """Seconds between two blows."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    posted: int
    lost: int
    doubled: int
    dead: int
    seconds: float
    """From the first post to the last."""
    fell: int
    """Workers that ended by themselves and were started again."""
    cost: str = ""
    """Processor time a delivery took, by process."""

    def __str__(self) -> str:
        """Return one line of a report."""
        rate = self.posted / self.seconds
        return (
            f"{self.posted} posted, {self.lost} lost, {self.doubled} doubled, "
            f"{self.dead} given up, {self.seconds:.1f} s, {rate:.0f}/s"
        )


async def fire(plan: Plan, database: Database, room: Disk | None = None) -> Result:
    """Deliver everything under the plan's blows, and count."""
    platform = Platform(plan.weather)
    blows = _drawn(plan, Random(1))  # noqa: S311
    shares = _shares(plan.deliveries // PARTS, len(blows) + 1)
    async with store.opened(database.url) as db, serving(platform) as address:
        expected = await _fill(db, next(shares))
        crew = Crew(lambda: _spawn(plan, database.url, address), Random(2))  # noqa: S311
        async with asyncio.TaskGroup() as group:
            keeping = group.create_task(crew.keep(plan.workers))
            for blow in blows:
                await asyncio.sleep(plan.every)
                expected |= await _fill(db, next(shares))
                await _deal(blow, plan, crew, database, room)
            counts = await _finished(db)
            cost = _cost(crew, plan.deliveries)
            keeping.cancel()
    dead = counts[ledger.State.DEAD]
    return Result(
        posted=len(platform.counts),
        lost=len(expected - platform.counts.keys()) - dead,
        doubled=platform.doubled,
        dead=dead,
        seconds=platform.last - platform.first,
        fell=crew.fell,
        cost=cost,
    )


def _shares(digests: int, number: int) -> Iterator[range]:
    """Yield the digests that become due before each blow."""
    for at in range(number):
        yield range(digests * at // number, digests * (at + 1) // number)


async def _fill(db: store.Store, numbers: range) -> set[str]:
    """Queue digests, each for a channel of its own; return their parts' keys."""
    keys: set[str] = set()
    for at in range(numbers.start, numbers.stop, 100):
        some = range(at, min(at + 100, numbers.stop))
        keys |= await _queued(db, some)
    return keys


async def _queued(db: store.Store, numbers: range) -> set[str]:
    while True:
        try:
            async with db.writing() as tx:
                return {key for n in numbers for key in await _queue(tx, n)}
        except Exception:  # noqa: BLE001  # the database is down: as planned
            await asyncio.sleep(0.5)


async def _queue(tx: store.Tx, number: int) -> set[str]:
    place = await places.join(tx, Target(PLATFORM, "w", f"c{number}"), now=START)
    digest = f"digest:{number}"
    keys = {ledger.key(digest, n) for n in range(PARTS)}
    firing = Firing(place.id, None, START, Reason.NOW, key=digest)
    occurrence = await occurrences.add(tx, firing, now=START)
    if occurrence is None:  # committed, and its answer lost in a crash
        return keys
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=START)
    parts = [
        Part(n, (Paragraph((Text("x" * 200),)),), parent=0 if n else None)
        for n in range(PARTS)
    ]
    await ledger.add(tx, occurrence, parts, now=START)
    return keys


async def _finished(db: store.Store) -> dict[ledger.State, int]:
    while True:
        await asyncio.sleep(0.2)
        try:
            async with db.reading() as tx:
                if await ledger.oldest_open(tx) is None:
                    return dict(await ledger.count(tx))
        except Exception:  # noqa: BLE001, S112  # the database is down: as planned
            continue


def _cost(crew: Crew, deliveries: int) -> str:
    """Return what each kind of process spent on a delivery, start-up included."""
    mine = psutil.Process()
    workers = {worker.pid for worker in crew.workers}
    spent = {"worker": 0.0, "database": 0.0, "platform": sum(mine.cpu_times()[:2])}
    most = 0
    for child in psutil.process_iter(["pid", "name"]):
        with suppress(psutil.Error):
            if child.pid in workers:
                spent["worker"] += sum(child.cpu_times()[:2])
                most = max(most, child.memory_info().rss)
            elif child.info["name"] == "postgres":
                spent["database"] += sum(child.cpu_times()[:2])
    each = ", ".join(f"{k} {v / deliveries * 1000:.2f}" for k, v in spent.items() if v)
    return f"ms of CPU each: {each}; worker {most // 2**20} MB"


# --- blows ----------------------------------------------------------------------


def _drawn(plan: Plan, random: Random) -> list[str]:
    blows = [
        *["kill"] * plan.kills,
        *["freeze"] * plan.freezes,
        *["crash"] * plan.crashes,
        *["full"] * plan.full,
    ]
    random.shuffle(blows)
    return blows


async def _deal(
    blow: str, plan: Plan, crew: Crew, database: Database, room: Disk | None
) -> None:
    match blow:
        case "kill":
            crew.kill()
        case "freeze":
            lost = plan.lease + 2 * CALL.total_seconds()
            await crew.freeze(lost * FREEZE)
        case "full" if room is not None:
            await asyncio.to_thread(room.fill)
            await asyncio.sleep(FULL)
            room.clear()
            # PostgreSQL stops when there is no room for its log.
            await asyncio.to_thread(database.restart)
        case _:
            await asyncio.to_thread(database.crash)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(database.restart)


async def _spawn(plan: Plan, url: str, address: str) -> asyncio.subprocess.Process:
    options = ["--naive"] if plan.naive else []
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.delivery",
        "--worker",
        url,
        address,
        "--engine",
        plan.engine,
        "--lease",
        str(plan.lease),
        *options,
    )


async def _work(
    url: str, address: str, engine: str, lease: float, *, naive: bool
) -> None:
    async with store.opened(url) as db, connected(address, blind=naive) as adapter:
        sender = Sender(
            store=db,
            adapters={PLATFORM: adapter},
            clock=lambda: datetime.now(UTC),  # noqa: TID251  # a root of its own
            owner=f"worker-{os.getpid()}-{time.monotonic_ns()}",
            lease=timedelta(seconds=lease),
            call=CALL,
        )
        if engine == "loop":
            await Loop(sender).run()
        else:
            # It takes 20 MB, and what is measured here may do without.
            from bot.delivery.durable import Durable  # noqa: PLC0415

            await Durable(sender).run()


def _keep_working(url: str, address: str, options: argparse.Namespace) -> None:
    """Start again while the database recovers, as a supervisor would."""
    while True:
        try:
            asyncio.run(
                _work(url, address, options.engine, options.lease, naive=options.naive)
            )
        except StoreError:
            time.sleep(1)


# --- command line -----------------------------------------------------------------


def main() -> None:
    """Run one plan, or one of its workers."""
    options = _options()
    log.configure("error", "text")
    if options.worker:
        url, address = options.worker
        _keep_working(url, address, options)
        return
    plan = Plan(
        deliveries=options.deliveries,
        workers=options.workers,
        kills=options.kills,
        freezes=options.freezes,
        crashes=options.crashes,
        full=options.full,
        lease=options.lease,
        engine=options.engine,
        naive=options.naive,
        weather=Weather(delay=0.01) if options.calm else STORM,
        every=options.every,
    )
    result = asyncio.run(_measured(plan, options.database))
    print(f"{options.database}, {options.engine}, {plan.deliveries} due: {result}")
    print(f"  {_said(plan)}; {result.fell} workers fell and were started again")
    print(f"  {result.cost}")
    sys.exit(0 if result.lost == result.doubled == 0 or plan.naive else 1)


def _said(plan: Plan) -> str:
    return (
        f"{plan.kills} killed, {plan.freezes} frozen, {plan.crashes} crashes of the "
        f"database, disk full {plan.full} times"
    )


async def _measured(plan: Plan, kind: str) -> Result:
    async with _ready(kind, mounted=plan.full > 0) as (database, room):
        if plan.full and room is None:
            print("disk full: SKIPPED, this user may not mount a small disk")
            plan = replace(plan, full=0)
        return await fire(plan, database, room)


@asynccontextmanager
async def _ready(
    kind: str, *, mounted: bool
) -> AsyncIterator[tuple[Database, Disk | None]]:
    kinds = {"sqlite": sqlite, "postgresql": postgresql}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as path:
        folder = Path(path)
        with disk(folder, ROOM) if mounted else nullcontext() as room:
            async with kinds[kind](folder) as database:
                yield database, room


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], default="sqlite"
    )
    parser.add_argument("--engine", choices=["loop", "dbos"], default="loop")
    parser.add_argument("--lease", type=float, default=4.0)
    parser.add_argument("--every", type=float, default=2.0)
    parser.add_argument("--naive", action="store_true", help="retry without looking")
    parser.add_argument("--calm", action="store_true", help="nothing goes wrong")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    for name, default in (
        ("deliveries", 20_000),
        ("workers", 2),
        ("kills", 0),
        ("freezes", 0),
        ("crashes", 0),
        ("full", 0),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


if __name__ == "__main__":
    main()
