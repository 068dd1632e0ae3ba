"""Discord under load: a thousand briefings at once, and questions while texts are read.

    python -m benchmarks.discord                  # both
    python -m benchmarks.discord briefings --channels 1000 --engine dbos
    python -m benchmarks.discord answers --rounds 10

`briefings`: every channel is due at the same moment; the real engine hands the parts to
a local Discord with its rate limits (5 posts in 5 s and channel, 50 requests a second
in all) that loses replies, fails after writing and forgets every nonce at once. The
process is killed once, half way. `answers`: the whole bot, with 20 commands at once,
while its workers read articles all the time; how long until Discord had an answer.
"""

import argparse
import asyncio
import json
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
from typing import cast

from bot import codec, log, store
from bot.adapters.discord import Discord, buttons
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
from tests.adapters.discord import examples
from tests.platforms.discord import CHANNEL, GUILD, TOKEN, Fault, Limits, Server, Talk
from tests.platforms.discord.world import ELSEWHERE, SECOND, Json, channel

PACE = timedelta(seconds=1)
"""Between two posts to one channel, as in the running bot."""
WEATHER = {
    37: Fault(lost=True, written=True),
    53: Fault(status=502, written=True),
    71: Fault(status=503),
}
"""Each at every n-th post: a reply lost, an error after writing, one before."""
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-said-what", {"topic": "the ferry"}),
    ("what-did-say", {"person": "Lavrov"}),
    ("ask", {"question": "how many were injured?"}),
    ("status", {}),
)
AT_ONCE = 20
READERS = f"{ANALYSER}/learned"
"""How the running bot calls its analyser."""
UNREAD = 3_000
"""Articles waiting to be read: more than the workers manage meanwhile."""


# --- briefings -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of a morning."""

    due: int
    posted: int
    doubled: int
    dead: int
    limited: Counter[str]
    seconds: float

    @property
    def lost(self) -> int:
        """Parts nobody saw and nobody gave up."""
        return self.due - self.posted - self.dead

    def __str__(self) -> str:
        """Return one line of a report."""
        return (
            f"{self.posted} of {self.due} posts, {self.lost} lost, "
            f"{self.doubled} doubled, {self.dead} given up, limited "
            f"{self.limited['channel']} times in a channel and "
            f"{self.limited['everywhere']} times over all, {self.seconds:.1f} s, "
            f"{self.posted / self.seconds:.0f}/s"
        )


async def briefings(
    channels: int, engine: str, folder: Path, parts: Sequence[Part], limits: Limits
) -> Handed:
    """Hand a briefing to every channel; kill the process once, half way."""
    url = _database(folder)
    due = await _queue(url, channels, parts)
    async with Server.open() as server:
        server.world.clock = _now  # ids tell the time, and look-ups go by it
        server.routes.forgetful = True
        server.routes.announce = None
        server.limits, server.plan = limits, WEATHER
        for number in range(channels):
            server.world.channels[_name(number)] = channel(_name(number), 0, GUILD)
        began = time.monotonic()
        worker = await _spawn("--worker", url, server.url, "--engine", engine)
        await _reached(server, due // 2)
        worker.kill()
        await worker.wait()
        worker = await _spawn("--worker", url, server.url, "--engine", engine)
        counts = await _finished(url)
        seconds = time.monotonic() - began
        worker.terminate()
        await worker.wait()
        seen = Counter(_keys(server))
    return Handed(
        due=due,
        posted=len(seen),
        doubled=sum(seen.values()) - len(seen),
        dead=counts[ledger.State.DEAD],
        limited=limits.hit,
        seconds=seconds,
    )


def morning() -> tuple[Part, ...]:
    """Return a briefing of the seeds, as it was composed: the post and its thread.

    Its words are ours here, as the texts they stand in are not in the database.
    """
    held = examples.parts()
    return tuple(_ours(held[name]) for name in sorted(held) if "digest-" in name)


def _ours(part: Part) -> Part:
    return codec.loads(Part, json.dumps(_unquoted(json.loads(codec.dumps(part)))))


def _unquoted(value: object) -> object:
    if isinstance(value, list):
        return [_unquoted(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("_type") == "Verbatim":
        return {"_type": "Text", "text": value["text"]}
    return {key: _unquoted(each) for key, each in value.items()}


def _keys(server: Server) -> list[str]:
    embeds = (
        cast("list[Json]", message["embeds"])
        for messages in server.world.messages.values()
        for message in messages
    )
    return [buttons.key_of(str(each[0]["url"])) or "" for each in embeds]


async def _queue(url: str, channels: int, parts: Sequence[Part]) -> int:
    async with store.opened(url) as db:
        for start in range(0, channels, 50):
            async with db.writing() as tx:
                for number in range(start, min(start + 50, channels)):
                    await _queue_one(tx, number, parts)
    return channels * len(parts)


async def _queue_one(tx: store.Tx, number: int, parts: Sequence[Part]) -> None:
    now = _now()
    place = await places.join(tx, Target("discord", GUILD, _name(number)), now=now)
    firing = Firing(place.id, None, now, Reason.NOW, key=f"morning:{number}")
    occurrence = await occurrences.add(tx, firing, now=now)
    if occurrence is None:
        raise ValueError(firing)
    await occurrences.advance(tx, occurrence.id, Stage.QUEUED, now=now)
    await ledger.add(tx, occurrence, parts, now=now)


async def _reached(server: Server, number: int) -> None:
    while sum(map(len, server.world.messages.values())) < number:  # noqa: ASYNC110
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
        *(sys.executable, "-m", "benchmarks.discord", *options)
    )


async def _work(url: str, address: str, engine: str) -> None:
    """Deliver until killed."""
    async with store.opened(url) as db:
        adapter = Discord(Server(url=address).settings(), clock=_now)
        sender = Sender(
            store=db,
            adapters={"discord": adapter},
            clock=_now,
            owner=f"worker-{os.getpid()}-{time.monotonic_ns()}",
            lease=timedelta(minutes=2),
            paces={"discord": PACE},
        )
        await (Durable(sender) if engine == "dbos" else Loop(sender)).run()


# --- answers -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds until each command had its first answer, and its last."""

    first: tuple[float, ...]
    whole: tuple[float, ...]
    read: int
    """Articles the workers read meanwhile."""

    def __str__(self) -> str:
        """Return three lines of a report."""
        return (
            f"{len(self.first)} commands, {AT_ONCE} at once, {self.read} articles read "
            f"meanwhile\n  first answer or “thinking”: {_spread(self.first)}\n"
            f"  answered: {_spread(self.whole)}"
        )


async def answers(rounds: int, folder: Path) -> Heard:
    """Use 20 commands at once, again and again, while the workers read."""
    await _prepare(folder)
    async with Server.open() as server, running(server, folder):
        server.world.clock = _now
        await server.ready()
        before = await _unread(folder)
        first: list[float] = []
        whole: list[float] = []
        for _ in range(rounds):
            took = await _round(server)
            first += [each[0] for each in took]
            whole += [each[1] for each in took]
        return Heard(tuple(first), tuple(whole), before - await _unread(folder))


async def _prepare(folder: Path) -> None:
    """Let one channel have read the pack; another has much that is not analysed."""
    now = _now()
    empty = folder / "empty"
    empty.mkdir()
    pack = [version for version, _ in seedpack.pack()]
    async with store.opened(_database(folder)) as db:
        here, busy = (GUILD, CHANNEL), (SECOND, ELSEWHERE)
        await seedpack.read(db, Target("discord", *here), now=now, analyser=READERS)
        async with db.writing() as tx:
            place = await places.join(tx, Target("discord", *busy), now=now)
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


async def _round(server: Server) -> list[tuple[float, float]]:
    """Return the seconds until the first answer and until the whole one, by command."""
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(_ask(server, each)) for each in range(AT_ONCE)]
    return [task.result() for task in asked]


async def _ask(server: Server, number: int) -> tuple[float, float]:
    path, options = QUESTIONS[number % len(QUESTIONS)]
    began = time.monotonic()
    talk = await server.slash(path, **options)
    first = await _when(talk, began, whole=False)
    return first, await _when(talk, began, whole=True)


async def _when(talk: Talk, began: float, *, whole: bool) -> float:
    while not (talk.said if whole else talk.callback):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
    return time.monotonic() - began


@asynccontextmanager
async def running(
    server: Server, folder: Path, now: datetime | None = None, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the whole bot in a process of its own, against the local Discord."""
    clock = ("--now", now.isoformat()) if now else ()
    ours = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    environment = ours | {
        "DATELINE_DATA_DIR": str(folder),
        "DATELINE_WEB_PORT": "0",
        "DATELINE_WEB_CHAT": "false",
        "DATELINE_LOG_LEVEL": "error",
        "DATELINE_DISCORD_TOKEN": TOKEN,
        "DATELINE_DISCORD_API_URL": server.url,
        **{f"DATELINE_DISCORD_{name.upper()}": it for name, it in settings.items()},
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *clock), env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.99)]
    median, late = (f"{1000 * each:.0f} ms" for each in at)
    return f"median {median}, p99 {late}, at most {1000 * ordered[-1]:.0f} ms"


def _name(number: int) -> str:
    return str(600_000_000_000_000_000 + number)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # a root of its own


# --- command line --------------------------------------------------------------------


def main() -> None:
    """Run what is asked for, or one of its workers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=["briefings", "answers"])
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--engine", choices=["loop", "dbos"], default="dbos")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    log.configure("error", "text")
    if options.worker:
        url, address = options.worker
        asyncio.run(_work(url, address, options.engine))
        return
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.what != "answers":
            path = Path(folder) / "briefings"
            path.mkdir()
            many, engine = options.channels, options.engine
            work = briefings(many, engine, path, morning(), Limits())
            made = asyncio.run(work)
            print(f"{many} channels, {engine}, killed once: {made}")
            failed = failed or made.lost or made.doubled
        if options.what != "briefings":
            path = Path(folder) / "answers"
            path.mkdir()
            print(asyncio.run(answers(options.rounds, path)))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
