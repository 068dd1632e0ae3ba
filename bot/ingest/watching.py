"""Have the sources read that are due: many at once, a few of each host."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from bot import log
from bot.errors import Unreadable
from bot.ingest import folders, poll, reading
from bot.ingest.desk import Desk
from bot.store import sources
from bot.store.sources import Kind, Subscription

LOG = log.get("ingest")

AT_ONCE: Final = 100
"""Sources read at the same time, at most."""
LOOK: Final = 2.0
"""Seconds between two looks for sources that are due."""
WAITING: Final = 1_000
"""Sources looked at in one look; the others have waited less."""


async def watch(desk: Desk, arrived: asyncio.Event) -> None:
    """Read what is due until cancelled; set ``arrived`` when something was read."""
    crowd = Crowd(desk.limits.per_host)
    loop = asyncio.get_running_loop()
    next_look = loop.time()
    async with asyncio.TaskGroup() as tasks:
        while True:
            if loop.time() >= next_look:
                busy = crowd.under_way
                async with desk.store.reading() as tx:
                    due = await sources.due(tx, now=desk.clock(), limit=WAITING)
                crowd.expect(each for each in due if each.id not in busy)
                next_look = loop.time() + LOOK
            while (source := crowd.next()) is not None:
                tasks.create_task(_look_at(desk, source, crowd, arrived))
            await crowd.changed(next_look - loop.time())


async def _look_at(
    desk: Desk, source: Subscription, crowd: "Crowd", arrived: asyncio.Event
) -> None:
    try:
        if source.kind is Kind.FOLDER:
            await folders.read(desk.store, source, desk.clock())
        else:
            await reading.read(desk, source)
        arrived.set()
    except Exception as error:  # the outermost edge of one source: the others are read
        LOG.exception("ingest.failed", source=source.id)
        await _note(desk, source, error)
    finally:
        crowd.leave(source)


async def _note(desk: Desk, source: Subscription, error: Exception) -> None:
    """Say that we failed, and when it is tried again; not at once."""
    ours = Unreadable(f"an error of ours, see the log: {type(error).__name__}")
    try:
        await reading.note(desk, source, poll.Failed(ours))
    except Exception:  # then the database is away too
        LOG.exception("ingest.not_noted", source=source.id)


class Crowd:
    """Sources that wait to be read, and those under way: few of a host at once.

    So a host that answers slowly holds up its own sources and no others.
    """

    def __init__(self, per_host: int) -> None:
        """Let twice as many of a host in as it may be asked: one reads, one parses."""
        self._each = 2 * per_host
        self._waiting: deque[Subscription] = deque()
        self._under_way: set[int] = set()
        self._hosts: Counter[str] = Counter()
        self._changed = asyncio.Event()

    @property
    def under_way(self) -> frozenset[int]:
        """The sources that are being read."""
        return frozenset(self._under_way)

    def expect(self, due: Iterable[Subscription]) -> None:
        """Say which sources are due, the longest waiting first."""
        self._waiting = deque(each for each in due if each.id not in self._under_way)

    def next(self) -> Subscription | None:
        """Let the next one in whose host has room, or None."""
        if len(self._under_way) >= AT_ONCE:
            return None
        for source in self._waiting:
            if self._hosts[_host(source)] < self._each:
                self._waiting.remove(source)
                self._under_way.add(source.id)
                self._hosts[_host(source)] += 1
                return source
        return None

    def leave(self, source: Subscription) -> None:
        """Say that a source has been read."""
        self._under_way.discard(source.id)
        self._hosts[_host(source)] -= 1
        self._changed.set()

    async def changed(self, seconds: float) -> None:
        """Wait until one has left, or for so long."""
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await self._changed.wait()
        except TimeoutError:
            return
        finally:
            self._changed.clear()


def _host(source: Subscription) -> str:
    return urlsplit(source.address).netloc or source.address
