"""Start all parts, each as one task of one group, and stop them together."""

import asyncio
import gc
import os
import secrets
import signal
import socket
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime, timedelta

from bot import demo, log, web
from bot.adapters.console import HERE, Console
from bot.adapters.web.adapter import CHANNEL
from bot.app.keeping import keep
from bot.app.listening import listen
from bot.app.parts import Parts, assembled, means
from bot.app.platforms import adapters_of, routes
from bot.app.texts import read_by
from bot.chat import Adapter
from bot.commands.desk import Desk
from bot.delivery import corrections, telling
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.digests import publish
from bot.digests.issue import House, issue
from bot.digests.material import Composed, Material
from bot.digests.publish import Publisher
from bot.errors import ConfigError, DatelineError
from bot.ingest import again, analysis
from bot.ingest.watching import watch
from bot.schedule import alarm
from bot.settings import Settings
from bot.store import Store, locks, sources

LOG = log.get("app")

PACES = {"slack": timedelta(seconds=1), "discord": timedelta(seconds=1)}
"""How long a channel rests after a post: both platforms permit about one a second."""


async def run(
    chosen: Settings, announce: Callable[[str], None], now: datetime | None = None
) -> None:
    """Run the bot until it is told to stop; ``announce`` is told its address.

    Raises:
        ConfigError: a setting cannot be used.
        StoreError: the database cannot be used.
    """
    async with assembled(chosen, now) as parts:
        adapters = adapters_of(parts)
        await prepare(parts)
        host, port = chosen.web.host, chosen.web.port
        server = web.application(routes(adapters), readiness(parts.store))
        desk = Desk(means(parts))
        settle_down()
        await together(
            web.run(server, host, port, announce),
            *(listen(adapter, desk) for adapter in adapters.values()),
            *work(parts, adapters),
        )


def settle_down() -> None:
    """Leave what was loaded out of garbage collection.

    A collection that looks at all of it holds the event loop for 70 ms.
    """
    gc.collect()
    gc.freeze()


async def chat(chosen: Settings, now: datetime | None = None) -> None:
    """Answer questions in the terminal, over the demo's articles, until it ends."""
    async with assembled(chosen, now) as parts:
        console = Console()
        async with parts.store.writing() as tx:
            place = await demo.prepare(tx, HERE, chosen.demo, parts.clock())
        async with asyncio.TaskGroup() as tasks:
            started = [
                tasks.create_task(each)
                for each in work(parts, {console.platform: console})
            ]
            await demo.welcomed(parts.store, place)
            console.say("Ask something, type help, or leave with quit.")
            await console.run(Desk(means(parts)))
            for task in started:
                task.cancel()


def readiness(db: Store) -> web.Ready:
    async def ready() -> str | None:
        try:
            async with db.reading() as tx:
                await sources.due(tx, now=datetime.now(UTC), limit=1)
        except Exception as error:  # noqa: BLE001  # whatever it is: not ready
            return f"the database does not answer: {type(error).__name__}"
        return None

    return ready


async def prepare(parts: Parts) -> None:
    if parts.settings.web.chat:
        async with parts.store.writing() as tx:
            await demo.prepare(tx, CHANNEL, parts.settings.demo, parts.clock())


def work(
    parts: Parts, adapters: Mapping[str, Adapter]
) -> list[Coroutine[object, object, None]]:
    """Return what goes on besides listening: read, ring, publish, deliver."""
    sender = Sender(
        store=parts.store,
        adapters=adapters,
        clock=parts.clock,
        # In a container a restarted process has the name and number of the last.
        owner=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}",
        lease=timedelta(seconds=parts.settings.delivery.lease),
        paces=PACES,
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
        locks.elected(parts.store, "bell", lambda: _lead(parts, publisher, sender)),
        dispatcher.run(),
    ]


async def _lead(parts: Parts, publisher: Publisher, sender: Sender) -> None:
    """Do what one process does for all: read sources and texts, ring, publish."""
    desk = analysis.Desk(parts.store, read_by(parts.readers), parts.analyser)

    async def rung() -> None:
        parts.rang.set()

    async with asyncio.TaskGroup() as tasks:
        for work in (
            watch(parts.reading, parts.arrived),
            again.run(parts.reading, parts.arrived),
            analysis.run(desk, parts.arrived, parts.rang),
            alarm.run(parts.store, alarm.Alarm(parts.shift), parts.clock, rung),
            publish.run(publisher, parts.rang),
            corrections.run(sender),
            telling.run(sender),
            keep(parts),
        ):
            tasks.create_task(work)


def _engine(chosen: Settings) -> Callable[[Sender], Dispatcher]:
    """Return the engine of delivery the settings name.

    Raises:
        ConfigError: there is none of that name.
    """
    match chosen.delivery.engine:
        case "loop":
            return Loop
        case "dbos":
            from bot.delivery.durable import Durable  # noqa: PLC0415  # 20 MB

            return Durable
        case other:
            raise ConfigError(f"delivery.engine: no “{other}”; there are dbos and loop")


def _compose(parts: Parts) -> publish.Compose:
    chosen, brief = parts.settings, parts.settings.briefing
    house = House(
        parts.craft, brief.stories, brief.sentences, chosen.command, brief.quotes
    )

    async def composed(material: Material) -> Composed:
        return await asyncio.to_thread(issue, material, house)

    return composed


async def together(*work: Coroutine[object, object, None]) -> None:
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
