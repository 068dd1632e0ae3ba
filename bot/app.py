"""The composition root: the only module that knows all parts, and the real clock.

`run` puts them together and starts each as one task of one group.
"""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp.web import AbstractRouteDef

from bot import demo, log, plain, store, web
from bot.adapters.console import HERE, Console
from bot.adapters.discord import Discord
from bot.adapters.slack import Slack
from bot.adapters.web import Web
from bot.adapters.web.adapter import CHANNEL
from bot.chat import Adapter, Incoming, Origin, Person, Target
from bot.commands.desk import Desk
from bot.commands.here import Bell, Means
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.durable import Durable
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.digests import publish
from bot.digests.compose import compose
from bot.digests.edition import Cover, Craft, edit
from bot.digests.issue import House, issue
from bot.digests.material import Composed, Material
from bot.digests.publish import Publisher
from bot.errors import ConfigError, DatelineError
from bot.ingest import analysis, fetch, files, folders, listed, reading
from bot.schedule import alarm
from bot.settings import Settings
from bot.store import Store, locks, places, sources
from bot.store.sources import Kind, Subscription
from bot.workers import analysis as readers
from bot.workers import parsing
from bot.workers.analysis import Analysis, Failed
from summarizer import (
    ALGORITHMS,
    ANALYSER,
    Editor,
    Layout,
    Reader,
    Reading,
    Source,
    Version,
    load,
    load_editor,
)

LOG = log.get("app")

Clock = Callable[[], datetime]

AT_ONCE = 50
"""Sources read at the same time, at most."""
LOOK = 2.0
"""Seconds between two looks for sources that are due."""


def clock(start: datetime | None = None) -> Clock:
    """Return a clock that runs on from ``start``, or shows the real time."""
    shift = _shift(start)
    return lambda: datetime.now(UTC) + shift


def _shift(start: datetime | None) -> timedelta:
    return start - datetime.now(UTC) if start else timedelta()


# --- one briefing of files -----------------------------------------------------


def brief(paths: Sequence[Path], sentences: int, now: datetime | None = None) -> str:
    """Return a briefing of text files and folders of them, as plain text.

    Raises:
        Unreadable: one of them cannot be read.
    """
    until = clock(now)()
    reader, craft = load(), _craft(load_editor())
    held = [_source(reader, version, until) for path in paths for version in _at(path)]
    cover = Cover("Briefing", ZoneInfo("UTC"), until, sentences=sentences)
    message = compose(edit(held, craft, cover))
    return plain.message(message)


def _at(path: Path) -> tuple[Version, ...]:
    return files.folder(path) if path.is_dir() else (files.read(path),)


def _source(reader: Reader, version: Version, now: datetime) -> Source:
    return Source(version, reader.read(version.text, version.title), now)


def _craft(editor: Editor) -> Craft:
    return Craft(editor.group, editor.brief)


# --- the bot -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a running bot consists of."""

    settings: Settings
    store: Store
    clock: Clock
    shift: timedelta
    craft: Craft
    readers: Analysis
    reading: reading.Desk
    rang: asyncio.Event = field(default_factory=asyncio.Event)
    """A digest may be due, or texts were read: the publisher looks at once."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Texts wait to be read."""

    @property
    def analyser(self) -> str:
        """Who reads here: readings of another are made anew."""
        return f"{ANALYSER}/{self.settings.summary.algorithm}"


@asynccontextmanager
async def assembled(
    chosen: Settings, now: datetime | None = None
) -> AsyncIterator[Parts]:
    """Open the store and load what composing and reading need."""
    log.configure(chosen.log.level, chosen.log.format)
    options = {"algorithm": _algorithm(chosen), "embedding": True}
    ticking = clock(now)
    async with (
        store.opened(chosen.database_url) as db,
        readers.opened(chosen.workers.analysis, options=options) as pool,
        parsing.opened(chosen.workers.parsing) as parsers,
        fetch.opened(chosen.ingest) as fetcher,
    ):
        desk = reading.Desk(db, fetcher, parsers, chosen.ingest, ticking)
        craft = _craft(load_editor())
        yield Parts(chosen, db, ticking, _shift(now), craft, pool, desk)


def _algorithm(chosen: Settings) -> str:
    """Return the ranking's name.

    Raises:
        ConfigError: there is none of that name.
    """
    name = chosen.summary.algorithm
    if name not in ALGORITHMS:
        raise ConfigError(
            f"summary.algorithm: no “{name}”; there are {', '.join(ALGORITHMS)}"
        )
    return name


async def run(chosen: Settings, now: datetime | None = None) -> None:
    """Run the bot until it is told to stop.

    Raises:
        ConfigError: a setting cannot be used.
        StoreError: the database cannot be used.
    """
    async with assembled(chosen, now) as parts:
        adapters = _adapters(parts)
        await _prepare(parts)
        host, port = chosen.web.host, chosen.web.port
        server = web.application(_routes(adapters), _ready(parts.store))
        desk = Desk(_means(parts))
        await _together(
            web.run(server, host, port),
            *(adapter.run(desk) for adapter in adapters.values()),
            *_work(parts, adapters),
        )


async def chat(chosen: Settings, now: datetime | None = None) -> None:
    """Answer questions in the terminal, over the demo's articles, until it ends."""
    async with assembled(chosen, now) as parts:
        await _prepare(parts)
        console = Console(zone=chosen.demo.zone)
        async with parts.store.writing() as tx:
            await demo.prepare(tx, HERE, chosen.demo, parts.clock())
        async with asyncio.TaskGroup() as tasks:
            work = [
                tasks.create_task(each)
                for each in _work(parts, {console.platform: console})
            ]
            await console.run(Desk(_means(parts)))
            for task in work:
                task.cancel()


# --- one thing, from the command line ---------------------------------------------


async def feed(chosen: Settings, target: Target, asked: str) -> str:
    """Do what a ``feed`` line says for a channel, and return what there is to say.

    Raises:
        IngestError: a list of feeds cannot be read.
    """
    verb, _, words = asked.partition(" ")
    async with assembled(chosen) as parts:
        if verb == "import":
            return await listed.take(parts.store, target, Path(words), parts.clock())
        if verb == "export":
            return await listed.give(parts.store, target)
        person = Person("operator", "operator", may_configure=True)
        line = Incoming(
            f"cli-{time.time_ns()}", target, person, f"feed {asked}", Origin.TERMINAL
        )
        reply = await Desk(_means(parts)).answer(line)
        return plain.message(reply.message) if reply else ""


async def forget(chosen: Settings, target: Target) -> int:
    """Delete all that is kept of a channel, or of all channels of a workspace."""
    async with store.opened(chosen.database_url) as db, db.writing() as tx:
        return await places.forget(tx, target)


def _adapters(parts: Parts) -> Mapping[str, Adapter]:
    """Build the platforms whose settings are there: one line each."""
    chosen = parts.settings
    hosts = frozenset(chosen.web.allow)
    wanted: list[Adapter] = []
    if chosen.web.chat:
        wanted.append(Web(parts.store, parts.clock, chosen.demo.zone, hosts))
    if chosen.slack.bot_token:
        wanted.append(Slack(chosen.slack, clock=parts.clock))
    if chosen.discord.token:
        wanted.append(Discord(chosen.discord, clock=parts.clock))
    return {adapter.platform: adapter for adapter in wanted}


def _routes(adapters: Mapping[str, Adapter]) -> list[AbstractRouteDef]:
    routed = (each for each in adapters.values() if isinstance(each, web.Routed))
    return [route for adapter in routed for route in adapter.routes()]


def _ready(db: Store) -> web.Ready:
    async def ready() -> str | None:
        try:
            async with db.reading() as tx:
                await sources.due(tx, now=datetime.now(UTC), limit=1)
        except Exception as error:  # noqa: BLE001  # whatever it is: not ready
            return f"the database does not answer: {type(error).__name__}"
        return None

    return ready


async def _prepare(parts: Parts) -> None:
    if parts.settings.web.chat:
        async with parts.store.writing() as tx:
            await demo.prepare(tx, CHANNEL, parts.settings.demo, parts.clock())


def _means(parts: Parts) -> Means:
    bell = Bell(
        set=lambda _schedule: parts.rang.set(),
        drop=lambda _schedule: None,
        ring=parts.rang.set,
    )
    return Means(
        store=parts.store,
        clock=parts.clock,
        settings=parts.settings,
        craft=parts.craft,
        analyser=parts.analyser,
        bell=bell,
        reading=parts.reading,
    )


def _work(
    parts: Parts, adapters: Mapping[str, Adapter]
) -> list[Coroutine[object, object, None]]:
    """Return what goes on besides listening: read, ring, publish, deliver."""
    sender = Sender(
        store=parts.store,
        adapters=adapters,
        clock=parts.clock,
        owner=f"{socket.gethostname()}-{os.getpid()}",
        lease=timedelta(seconds=parts.settings.delivery.lease),
    )
    dispatcher = _engine(parts.settings)(sender)
    publisher = Publisher(
        store=parts.store,
        compose=_compose(parts),
        rooms={name: adapter.limits for name, adapter in adapters.items()},
        dispatcher=dispatcher,
        clock=parts.clock,
        analyser=parts.analyser,
    )
    return [
        locks.elected(parts.store, "bell", lambda: _lead(parts, publisher)),
        dispatcher.run(),
    ]


async def _lead(parts: Parts, publisher: Publisher) -> None:
    """Do what one process does for all: read sources and texts, ring, publish."""
    desk = analysis.Desk(parts.store, _read(parts.readers), parts.analyser)

    async def rung() -> None:
        parts.rang.set()

    async with asyncio.TaskGroup() as tasks:
        for work in (
            _look(parts),
            analysis.run(desk, parts.arrived, parts.rang),
            alarm.run(parts.store, alarm.Alarm(parts.shift), parts.clock, rung),
            publish.run(publisher, parts.rang),
        ):
            tasks.create_task(work)


def _engine(chosen: Settings) -> Callable[[Sender], Dispatcher]:
    """Return the engine of delivery the settings name.

    Raises:
        ConfigError: there is none of that name.
    """
    engines: Mapping[str, Callable[[Sender], Dispatcher]] = {
        "loop": Loop,
        "dbos": Durable,
    }
    if chosen.delivery.engine not in engines:
        raise ConfigError(
            f"delivery.engine: no “{chosen.delivery.engine}”; there are dbos and loop"
        )
    return engines[chosen.delivery.engine]


def _compose(parts: Parts) -> publish.Compose:
    chosen = parts.settings
    house = House(
        parts.craft, chosen.briefing.stories, chosen.briefing.sentences, chosen.command
    )

    async def composed(material: Material) -> Composed:
        return await asyncio.to_thread(issue, material, house)

    return composed


def _read(pool: Analysis) -> analysis.Read:
    async def read(versions: Sequence[Version]) -> Sequence[Reading]:
        found = await pool.read([(each.text, each.title) for each in versions])
        return [_or_nothing(*pair) for pair in zip(versions, found, strict=True)]

    return read


def _or_nothing(version: Version, found: Reading | Failed) -> Reading:
    if isinstance(found, Reading):
        return found
    LOG.error("analysis.unreadable", version=version.id, why=found.why)
    return Reading(Layout(None, None, None, None, (), ()), (), (), ())


async def _look(parts: Parts) -> None:
    """Read the sources that are due, many at once, until cancelled."""
    under_way: set[int] = set()
    async with asyncio.TaskGroup() as tasks:
        while True:
            async with parts.store.reading() as tx:
                waiting = await sources.due(tx, now=parts.clock())
            for source in waiting:
                if source.id not in under_way and len(under_way) < AT_ONCE:
                    under_way.add(source.id)
                    tasks.create_task(_look_at(parts, source, under_way))
            await asyncio.sleep(LOOK)


async def _look_at(parts: Parts, source: Subscription, under_way: set[int]) -> None:
    try:
        if source.kind is Kind.FOLDER:
            await folders.read(parts.store, source, parts.clock())
        else:
            await reading.read(parts.reading, source)
        parts.arrived.set()
    except Exception:  # the outermost edge of one source: the others are read
        LOG.exception("ingest.failed", source=source.id)
    finally:
        under_way.discard(source.id)


async def _together(*work: Coroutine[object, object, None]) -> None:
    """Run all until one fails or the process is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with asyncio.TaskGroup() as tasks:
            started = [tasks.create_task(each) for each in work]
            LOG.info("app.started", parts=len(started))
            await stop.wait()
            for task in started:
                task.cancel()
    except* DatelineError as group:
        raise _first(group) from group


def _first(group: BaseExceptionGroup[DatelineError]) -> DatelineError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
