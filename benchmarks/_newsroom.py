"""A newsroom under load, on any platform: a morning of briefings, and much to read.

Workers and the bot run in processes of their own, over one SQLite file.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import store
from bot.chat import Adapter, Target
from bot.delivery.durable import Durable
from bot.delivery.loop import Loop
from bot.delivery.wave import CALL as A_CALL
from bot.delivery.wave import Sender
from bot.messages import Part
from bot.store import Tx, ledger, occurrences, places, readings, sightings, sources
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.sightings import Brought
from bot.store.sources import Kind
from summarizer import ANALYSER, Article, Version, digest
from tests import seedpack

PACE = timedelta(seconds=1)
"""Between two posts to one channel, as in the running bot."""
CALL = A_CALL.total_seconds()
"""Seconds a call may take, as in the running bot; a lost claim rests for twice that."""
PATIENCE = 600.0
"""Seconds until half of the posts must have been seen."""
READERS = f"{ANALYSER}/learned"
"""How the running bot calls its analyser."""
AT_ONCE = 20
"""Questions asked at the same moment."""


def now() -> datetime:
    """Return the time: a benchmark is a root of its own."""
    return datetime.now(UTC)  # noqa: TID251  # see above


def database(folder: Path) -> str:
    """Return the address of the database in a folder."""
    return f"sqlite:///{folder / 'dateline.db'}"


def spread(seconds: Sequence[float]) -> str:
    """Return median, 99th percentile and maximum in words."""
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.99)]
    median, late = (f"{1000 * each:.0f} ms" for each in at)
    return f"median {median}, p99 {late}, at most {1000 * ordered[-1]:.0f} ms"


# --- a morning of briefings ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of a morning."""

    due: int
    posted: int
    doubled: int
    dead: int
    seconds: float
    limited: str = ""
    """How often the platform asked for patience, in words."""

    @property
    def lost(self) -> int:
        """Parts nobody saw and nobody gave up."""
        return self.due - self.posted - self.dead

    def __str__(self) -> str:
        """Return one line of a report."""
        return (
            f"{self.posted} of {self.due} posts, {self.lost} lost, "
            f"{self.doubled} doubled, {self.dead} given up, {self.limited}, "
            f"{self.seconds:.1f} s, {self.posted / self.seconds:.0f}/s"
        )


async def queue(url: str, channels: Sequence[Target], parts: Sequence[Part]) -> int:
    """Queue a briefing for every channel; return how many parts are due."""
    async with store.opened(url) as db:
        for start in range(0, len(channels), 50):
            async with db.writing() as tx:
                for channel in channels[start : start + 50]:
                    await _queue(tx, channel, parts)
    return len(channels) * len(parts)


async def _queue(tx: Tx, channel: Target, parts: Sequence[Part]) -> None:
    at = now()
    place = await places.join(tx, channel, now=at)
    firing = Firing(place.id, None, at, Reason.NOW, key=f"morning:{channel.channel}")
    occurrence = await occurrences.add(tx, firing, now=at)
    if occurrence is None:
        raise ValueError(firing)
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=at)
    await ledger.add(tx, occurrence, parts, now=at)


async def hand(
    url: str, due: int, worker: Sequence[str], posted: Callable[[], Sequence[str]]
) -> Handed:
    """Let a worker deliver, kill it half way, and let another finish.

    ``worker`` is a module and its options, ``posted`` lists the keys of all posts.
    """
    began = time.monotonic()
    async with _python(worker) as first:
        async with asyncio.timeout(PATIENCE):
            while len(posted()) < due // 2:  # noqa: ASYNC110  # another process posts
                await asyncio.sleep(0.05)
        first.kill()
    async with _python(worker):
        counts = await _finished(url)
        seconds = time.monotonic() - began
    seen = Counter(posted())
    return Handed(
        due=due,
        posted=len(seen),
        doubled=sum(seen.values()) - len(seen),
        dead=counts[ledger.State.DEAD],
        seconds=seconds,
    )


async def _finished(url: str) -> dict[ledger.State, int]:
    async with store.opened(url) as db:
        while True:
            await asyncio.sleep(0.5)
            async with db.reading() as tx:
                counts = dict(await ledger.count(tx))
            if not any(counts[state] for state in ledger.OPEN):
                return counts


async def deliver(
    url: str, platform: str, adapter: Adapter, engine: str, call: float
) -> None:
    """Deliver until killed: the work of a worker. A call takes ``call`` s at most."""
    async with store.opened(url) as db:
        sender = Sender(
            store=db,
            adapters={platform: adapter},
            clock=now,
            owner=f"worker-{os.getpid()}-{time.monotonic_ns()}",
            lease=timedelta(minutes=2),
            call=timedelta(seconds=call),
            paces={platform: PACE},
        )
        await (Durable(sender) if engine == "dbos" else Loop(sender)).run()


# --- questions while texts are read --------------------------------------------------


async def prepare(folder: Path, here: Target, busy: Target, waiting: int) -> None:
    """Let one channel have read the pack; another has much that is not analysed."""
    at = now()
    empty = folder / "empty"
    empty.mkdir()
    pack = [version for version, _ in seedpack.pack()]
    async with store.opened(database(folder)) as db:
        await seedpack.read(db, here, now=at, analyser=READERS)
        async with db.writing() as tx:
            place = await places.join(tx, busy, now=at)
            source = await sources.add(tx, place.id, Kind.FOLDER, str(empty), now=at)
            copies = [Brought(_copy(pack, number)) for number in range(waiting)]
            await sightings.add_all(tx, source.id, copies, now=at)


def _copy(pack: Sequence[Version], number: int) -> Version:
    version = pack[number % len(pack)]
    article = Article(digest("copy", str(number)), "Copy", None)
    text = f"{version.text}\n\n{number}.\n"
    return replace(version, id="", article=article, text=text)


async def unread(folder: Path, most: int) -> int:
    """Return how many texts wait to be read, ``most`` at the most."""
    async with store.opened(database(folder)) as db, db.reading() as tx:
        return len(await readings.missing(tx, analyser=READERS, limit=most))


@asynccontextmanager
async def bot(
    folder: Path, *options: str, **variables: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the whole bot; ``variables`` are settings without their `DATELINE_`."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    chosen = {
        "data_dir": str(folder),
        "web_port": "0",
        "web_chat": "false",
        "log_level": "error",
        **variables,
    }
    settings = {f"DATELINE_{name.upper()}": value for name, value in chosen.items()}
    async with _python(("bot", "run", *options), ours | settings) as process:
        yield process


@asynccontextmanager
async def _python(
    module: Sequence[str], environment: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a module with its options; end it in the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module), env=environment
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
