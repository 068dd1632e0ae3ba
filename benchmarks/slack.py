"""Slack under load: a thousand briefings at once, and questions while texts are read.

    python -m benchmarks.slack                    # both
    python -m benchmarks.slack briefings --channels 1000 --engine dbos
    python -m benchmarks.slack acks --rounds 10

`briefings`: every channel is due at the same moment; the real engine hands the parts to
a local Slack that permits one message per second and channel. The process is killed
once, half way. `acks`: the whole bot, with 20 questions at once, while its workers read
articles all the time; how long until Slack heard that we heard.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import codec, log, store
from bot.adapters.slack import Slack
from bot.chat import Target
from bot.delivery.durable import Durable
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.messages import Part
from bot.store import ledger, occurrences, places, readings, sightings, sources
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.sightings import Brought
from bot.store.sources import Kind
from summarizer import ANALYSER, Article, Version, digest
from tests import seedpack
from tests.factories import NOW
from tests.platforms.slack import CHANNEL, Server, serve
from tests.platforms.slack.server import APP_TOKEN, BOT, TEAM, TOKEN

PARTS = Path(__file__).parents[1] / "tests/golden/slack/parts/briefing.json"
"""A briefing of the seeds, as it was composed: the post and its thread."""
PACE = timedelta(seconds=1)
"""Between two posts to one channel, as in the running bot."""
QUESTIONS = (
    "who said what about the ferry",
    "what did Lavrov say",
    "how many were injured?",
    "status",
)
AT_ONCE = 20
ROUND = 120.0
"""Seconds until all questions of a round must be answered."""
PATIENCE = 600.0
"""Seconds until half of the posts must have been seen."""
READERS = f"{ANALYSER}/learned"
"""How the running bot calls its analyser."""
UNREAD = 1_000
"""Articles waiting to be read: more than the workers manage meanwhile."""


# --- briefings -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of a morning."""

    due: int
    posted: int
    doubled: int
    dead: int
    limited: int
    seconds: float

    @property
    def lost(self) -> int:
        """Parts nobody saw and nobody gave up."""
        return self.due - self.posted - self.dead

    def __str__(self) -> str:
        """Return one line of a report."""
        return (
            f"{self.posted} of {self.due} posts, {self.lost} lost, "
            f"{self.doubled} doubled, {self.dead} given up, {self.limited} times "
            f"limited, {self.seconds:.1f} s, {self.posted / self.seconds:.0f}/s"
        )


async def briefings(
    channels: int, engine: str, folder: Path, stories: int = 7
) -> Handed:
    """Hand a briefing to every channel; kill the process once, half way."""
    url = _database(folder)
    due = await _queue(url, channels, stories)
    async with serve() as server:
        server.interval = PACE.total_seconds()
        server.ahead = int((_now() - NOW).total_seconds())
        for number in range(channels):
            server.channel(_name(number), f"news-{number}")
        began = time.monotonic()
        worker = await _spawn("--worker", url, server.url, "--engine", engine)
        async with asyncio.timeout(PATIENCE):
            await _reached(server, due // 2)
        worker.kill()
        await worker.wait()
        worker = await _spawn("--worker", url, server.url, "--engine", engine)
        counts = await _finished(url)
        seconds = time.monotonic() - began
        worker.terminate()
        await worker.wait()
        seen = Counter(_keys(server))
        tries = len(server.asked("chat.postMessage"))
    posted = len(seen)
    return Handed(
        due=due,
        posted=posted,
        doubled=sum(seen.values()) - posted,
        dead=counts[ledger.State.DEAD],
        limited=tries - sum(seen.values()),
        seconds=seconds,
    )


def _keys(server: Server) -> list[str]:
    return [
        message["metadata"]["event_payload"]["key"]
        for messages in server.messages.values()
        for message in messages
    ]


async def _queue(url: str, channels: int, stories: int) -> int:
    held = codec.loads(tuple[Part, ...], PARTS.read_text("utf-8"))
    parts = held[: 1 + stories]
    due = 0
    async with store.opened(url) as db:
        # Every line is proved against its article before it goes out.
        await seedpack.keep(db, Target("slack", TEAM, "C"))
        for start in range(0, channels, 50):
            async with db.writing() as tx:
                for number in range(start, min(start + 50, channels)):
                    due += await _queue_one(tx, number, parts)
    return due


async def _queue_one(tx: store.Tx, number: int, parts: Sequence[Part]) -> int:
    """Queue a briefing for one channel; return how many parts it has."""
    now = _now()
    place = await places.join(tx, Target("slack", TEAM, _name(number)), now=now)
    firing = Firing(place.id, None, now, Reason.NOW, key=f"morning:{number}")
    occurrence = await occurrences.add(tx, firing, now=now)
    if occurrence is None:
        raise ValueError(firing)
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=now)
    await ledger.add(tx, occurrence, parts, now=now)
    return len(parts)


async def _reached(server: Server, number: int) -> None:
    while sum(len(each) for each in server.messages.values()) < number:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def _finished(url: str) -> dict[ledger.State, int]:
    async with store.opened(url) as db:
        while True:
            await asyncio.sleep(0.5)
            async with db.reading() as tx:
                counts = dict(await ledger.count(tx))
            if not any(counts[state] for state in ledger.OPEN):
                return counts


async def _spawn(*options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.slack", *options)
    )


async def _work(url: str, address: str, engine: str) -> None:
    """Deliver until killed."""
    server = Server(url=address)
    async with store.opened(url) as db:
        sender = Sender(
            store=db,
            adapters={"slack": Slack(server.settings(), clock=_now)},
            clock=_now,
            owner=f"worker-{os.getpid()}-{time.monotonic_ns()}",
            lease=timedelta(minutes=2),
            paces={"slack": PACE},
        )
        await (Durable(sender) if engine == "dbos" else Loop(sender)).run()


# --- acknowledgements ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds until each question was acknowledged, and until it was answered."""

    acks: tuple[float, ...]
    answers: tuple[float, ...]
    read: int
    """Articles the workers read meanwhile."""

    def __str__(self) -> str:
        """Return two lines of a report."""
        return (
            f"{len(self.acks)} questions, {AT_ONCE} at once, {self.read} articles read "
            f"meanwhile\n  acknowledged: {_spread(self.acks)}\n"
            f"  answered: {_spread(self.answers)}"
        )


async def acks(rounds: int, folder: Path) -> Heard:
    """Ask 20 questions at once, again and again, while the workers read."""
    await _prepare(folder)
    async with serve() as server, _bot(server, folder):
        server.ahead = int((_now() - NOW).total_seconds())
        await server.until(lambda: server.connections)
        before = await _unread(folder)
        took: list[float] = []
        for _ in range(rounds):
            took += await _round(server)
        return Heard(
            acks=tuple(server.acks.values()),
            answers=tuple(took),
            read=before - await _unread(folder),
        )


async def _prepare(folder: Path) -> None:
    """Let one channel have read the pack; another has much that is not analysed."""
    now, here = _now(), Target("slack", TEAM, CHANNEL)
    busy = replace(here, channel="C999")
    empty = folder / "empty"
    empty.mkdir()
    pack = [version for version, _ in seedpack.pack()]
    async with store.opened(_database(folder)) as db:
        await seedpack.read(db, here, now=now, analyser=READERS)
        async with db.writing() as tx:
            place = await places.join(tx, busy, now=now)
            source = await sources.add(tx, place.id, Kind.FOLDER, str(empty), now=now)
            copies = [Brought(_copy(pack, number)) for number in range(UNREAD)]
            await sightings.add_all(tx, source.id, copies, now=now)


def _copy(pack: Sequence[Version], number: int) -> Version:
    version = pack[number % len(pack)]
    article = Article(digest("copy", str(number)), "Copy", None)
    text = f"{version.text}\n\n{number}.\n"
    return replace(version, id="", article=article, text=text)


async def _unread(folder: Path) -> int:
    async with store.opened(_database(folder)) as db, db.reading() as tx:
        return len(await readings.missing(tx, analyser=READERS, limit=UNREAD))


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'dateline.db'}"


async def _round(server: Server) -> list[float]:
    asked: dict[str, float] = {}
    for each in range(AT_ONCE):
        line = QUESTIONS[each % len(QUESTIONS)]
        ts = await server.say(f"<@{BOT}> {line}", kinds=("app_mention",))
        asked[ts] = time.monotonic()
    took: list[float] = []
    until = time.monotonic() + ROUND
    while asked and time.monotonic() < until:
        answered = [ts for ts in asked if _is_answered(server, ts)]
        took += [time.monotonic() - asked.pop(ts) for ts in answered]
        await asyncio.sleep(0.01)
    if asked:
        print(f"  {len(asked)} questions had no answer", file=sys.stderr)
    return took


def _is_answered(server: Server, ts: str) -> bool:
    return any(p["text"] != "Reading …" for p in server.posts(thread=ts))


@asynccontextmanager
async def _bot(server: Server, folder: Path) -> AsyncIterator[None]:
    environment = os.environ | {
        "DATELINE_DATA_DIR": str(folder),
        "DATELINE_WEB_PORT": "0",
        "DATELINE_WEB_CHAT": "false",
        "DATELINE_LOG_LEVEL": "error",
        "DATELINE_SLACK_BOT_TOKEN": TOKEN,
        "DATELINE_SLACK_APP_TOKEN": APP_TOKEN,
        "DATELINE_SLACK_BASE_URL": f"{server.url}/api/",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env=environment
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.99)]
    median, late = (f"{1000 * each:.0f} ms" for each in at)
    return f"median {median}, p99 {late}, at most {1000 * ordered[-1]:.0f} ms"


def _name(number: int) -> str:
    return f"C{number:06}"


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # a root of its own


# --- command line --------------------------------------------------------------------


def main() -> None:
    """Run what is asked for, or one of its workers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=["briefings", "acks"])
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--stories", type=int, default=7, help="posts in each thread")
    parser.add_argument("--engine", choices=["loop", "dbos"], default="dbos")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    log.configure("error", "text")
    if options.worker:
        url, address = options.worker
        asyncio.run(_work(url, address, options.engine))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.what != "acks":
            path = Path(folder) / "briefings"
            path.mkdir()
            channels, engine = options.channels, options.engine
            made = asyncio.run(briefings(channels, engine, path, options.stories))
            print(f"{channels} channels, {engine}, killed once: {made}")
        if options.what != "briefings":
            path = Path(folder) / "acks"
            path.mkdir()
            print(asyncio.run(acks(options.rounds, path)))


if __name__ == "__main__":
    main()
