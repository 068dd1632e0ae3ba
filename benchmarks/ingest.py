"""Poll 1,000 feeds of a hostile site twice, in one process with its parser workers.

python -m benchmarks.ingest              # everything; exit code 1 if a check fails
python -m benchmarks.ingest --part 10    # a tenth of the feeds
"""

import argparse
import asyncio
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psutil

from benchmarks import _feeds
from benchmarks._feeds import HOSTS, KINDS, NEW, OLD, Kind, hosts
from bot import log, settings, store
from bot.chat import Target
from bot.ingest import fetch, languages, poll, watching
from bot.ingest.desk import Desk
from bot.ingest.watching import Crowd
from bot.store import Store, places, sightings, sources
from bot.store.sightings import Disposition, Sighting
from bot.store.sources import State, Subscription
from bot.workers import parsing

SECONDS, MEGABYTES = 60, 300
"""What one poll of all feeds may take, and the bot with its workers may hold, the model
that tells languages apart."""
MANY: Final = 10_000
"""Feeds whose scheduling is measured."""
PLACE: Final = Target("memory", "benchmark", "ingest")


def main() -> None:
    """Measure, check, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--parsers", type=int, default=1, help="parser workers")
    parser.add_argument("--part", type=int, default=1, help="only every n-th feed")
    options = parser.parse_args()
    wrong = asyncio.run(_measure(options.parsers, options.part))
    asyncio.run(_schedule())
    sys.exit(1 if wrong else 0)


# --- the bot --------------------------------------------------------------------------


def bot(database: str, parsers: int) -> None:
    """Do what the bot's leader does with sources, and nothing else, until killed."""
    asyncio.run(_bot(database, parsers))


def site(port: int) -> None:
    """Serve the hostile site until killed."""
    logging.disable()  # that clients leave is what this site is for
    asyncio.run(_feeds.serve(port))


async def _bot(database: str, parsers: int) -> None:
    log.configure("error", "json")
    limits = replace(settings.load({}).ingest, allow_private=tuple(hosts()))
    async with (
        store.opened(f"sqlite:///{database}") as db,
        parsing.opened(parsers) as pool,
        fetch.opened(limits, pool) as fetcher,
    ):
        desk = Desk(db, fetcher, pool, limits, lambda: datetime.now(UTC))  # noqa: TID251
        await watching.watch(desk, asyncio.Event())


@contextmanager
def _process(call: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a function of this module; not as main, which the workers would import."""
    command = [sys.executable, "-c", f"from benchmarks import ingest; ingest.{call}"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603
    try:
        yield running
    finally:
        family = [
            psutil.Process(running.pid),
            *psutil.Process(running.pid).children(recursive=True),
        ]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        running.wait()


# --- the measurement ------------------------------------------------------------------


@dataclass
class Use:
    """What a process and its children take."""

    process: psutil.Process
    megabytes: float = 0.0
    """The most at any time, shared memory counted once."""
    cpu: dict[int, float] = field(default_factory=dict)

    def look(self) -> None:
        family = [self.process, *self.process.children(recursive=True)]
        held = 0.0
        for each in family:
            with suppress(psutil.NoSuchProcess):
                held += each.memory_full_info().pss / 1e6
                times = each.cpu_times()
                self.cpu[each.pid] = times.user + times.system
        self.megabytes = max(self.megabytes, held)


async def _measure(parsers: int, part: int) -> int:
    port = _free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        _process(f"site({port})") as served,
    ):
        if served.stdout:
            served.stdout.readline()  # it listens
        path = Path(folder) / "d.db"
        async with store.opened(f"sqlite:///{path}") as db:
            kinds = await _subscribe(db, port, part)
            with _process(f"bot({str(path)!r}, {parsers})") as running:
                use = Use(psutil.Process(running.pid))
                wrong = await _poll(db, use, kinds, "first")
                turn = f"http://127.0.0.1:{port}/turn"
                await asyncio.to_thread(urllib.request.urlopen, turn)
                await _all_due(db)
                wrong += await _poll(db, use, kinds, "second")
    return wrong


async def _poll(db: Store, use: Use, kinds: dict[int, str], name: str) -> int:
    """Wait until every feed was polled, and print what it took and brought."""
    begun, before = time.monotonic(), sum(use.cpu.values())
    while left := await _unpolled(db):
        use.look()
        if time.monotonic() - begun > 5 * SECONDS:
            break
        await asyncio.sleep(0.25)
    seconds = time.monotonic() - begun
    cpu = sum(use.cpu.values()) - before
    held, seen = await _held(db)
    model = languages.megabytes()
    print(
        f"{name} poll: {len(kinds)} feeds in {seconds:.1f} s ({cpu:.1f} s of CPU),"
        f" {len(seen)} articles held, {use.megabytes:.0f} MB at most, {model:.0f} MB of"
        " them the model that tells languages apart"
    )
    wrong = _check_all(held, seen, kinds, second=name == "second")
    wrong += _check(seconds <= SECONDS, f"{seconds:.1f} s, {SECONDS} are allowed")
    held_apart = use.megabytes - model
    wrong += _check(held_apart < MEGABYTES, f"{held_apart:.0f} MB without the model")
    wrong += _check(left == 0, f"{left} feeds were never polled")
    return wrong


def _check(fine: bool, words: str) -> int:  # noqa: FBT001
    if not fine:
        print(f"  WRONG: {words}")
    return int(not fine)


async def _unpolled(db: Store) -> int:
    async with db.reading() as tx:
        held = await sources.of_place(tx, 1)
    return sum(1 for each in held if each.last_read is None and not each.failures)


async def _held(db: Store) -> tuple[Sequence[Subscription], Sequence[Sighting]]:
    soon = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251
    async with db.reading() as tx:
        held = await sources.of_place(tx, 1)
        since = datetime(2000, 1, 1, tzinfo=UTC)
        return held, await sightings.of_place(tx, 1, since=since, until=soon)


def _check_all(
    held: Sequence[Subscription],
    seen: Sequence[Sighting],
    kinds: dict[int, str],
    *,
    second: bool,
) -> int:
    """Compare every feed with what its kind must lead to; print a line for each."""
    counts = Counter(each.source for each in seen)
    waiting = Counter(s.source for s in seen if s.disposition is Disposition.WAITING)
    wrong: Counter[str] = Counter()
    states: dict[str, Counter[str]] = {name: Counter() for name in KINDS}
    brought: Counter[str] = Counter()
    for source in held:
        name = kinds[source.id]
        states[name][str(source.state)] += 1
        brought[name] += counts[source.id]
        told = (counts[source.id], waiting[source.id])
        if words := _wrong(KINDS[name], source, told, second=second):
            wrong[f"{name}: {words}"] += 1
    for name in KINDS:
        each = ", ".join(f"{n} {state}" for state, n in states[name].items())
        print(f"  {name:10} {each:24} {brought[name]:6} articles")
    return sum(_check(False, f"{n} × {words}") for words, n in wrong.items())  # noqa: FBT003


def _wrong(
    kind: Kind, source: Subscription, told: tuple[int, int], *, second: bool
) -> str:
    """Return what is wrong with a feed, or nothing."""
    articles = (OLD + NEW if second else OLD, NEW if second else 0)
    if str(source.state) != kind.state:
        return f"{source.state} instead of {kind.state}: {source.cause}"
    if kind.cause not in source.cause:
        return f"its health says “{source.cause}”, not “{kind.cause}”"
    if kind.articles and told != articles:
        return f"{told} articles and news instead of {articles}"
    if source.state is State.FAILING and not (source.failing_since and source.next_try):
        return "it fails, and nobody says since when"
    return ""


async def _subscribe(db: Store, port: int, part: int) -> dict[int, str]:
    """Subscribe a place to all feeds, kinds and hosts mixed; return each one's kind."""
    now = datetime.now(UTC)  # noqa: TID251
    wanted = [
        name for name, kind in KINDS.items() for _ in range(max(kind.feeds // part, 1))
    ]
    wanted.sort(key=lambda _: os.urandom(4))
    found = {}
    async with db.writing() as tx:
        place = await places.join(tx, PLACE, now=now)
        for number, name in enumerate(wanted):
            host = hosts()[number % HOSTS]
            address = f"http://{host}:{port}/{name}/{number}/feed"
            kind = sources.Kind.FEED
            made = await sources.add(tx, place.id, kind, address, now=now)
            found[made.id] = name
    return found


async def _all_due(db: Store) -> None:
    """Make every feed due again, its last result not counted."""
    now = datetime.now(UTC)  # noqa: TID251
    async with db.writing() as tx:
        for each in await sources.of_place(tx, 1):
            due = replace(
                each, last_read=None, failures=0, failing_since=None, next_try=now
            )
            if due.state is not State.GONE:
                await sources.save(tx, due)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


# --- many feeds -----------------------------------------------------------------------


async def _schedule() -> None:
    """Look for what is due among many feeds, let it in, and note how it went."""
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    bounds = poll.Bounds(timedelta(minutes=5), timedelta(days=1))
    with tempfile.TemporaryDirectory() as folder:
        async with store.opened(f"sqlite:///{Path(folder) / 'd.db'}") as db:
            async with db.writing() as tx:
                place = await places.join(tx, PLACE, now=now)
                for number in range(MANY):
                    address = f"https://{number % 2_000}.example/{number}"
                    await sources.add(tx, place.id, sources.Kind.FEED, address, now=now)
            wall, cpu = time.monotonic(), time.process_time()
            polled = 0
            while done := await _round(db, bounds, now):
                polled += done
            wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    print(
        f"scheduling {polled} feeds, all due at once: {wall:.1f} s, {cpu:.1f} s of CPU,"
        f" {cpu / MANY * 1000:.2f} ms a feed"
    )


async def _round(db: Store, bounds: poll.Bounds, now: datetime) -> int:
    crowd = Crowd(2)
    async with db.reading() as tx:
        crowd.expect(await sources.due(tx, now=now, limit=watching.WAITING))
    done = 0
    while (source := crowd.next()) is not None:
        after = poll.after(source, poll.Unchanged(timedelta()), bounds, now)
        async with db.writing() as tx:
            await sources.save(tx, after)
        crowd.leave(source)
        done += 1
    return done


if __name__ == "__main__":
    main()
