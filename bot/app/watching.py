"""Look for sources that are due and have them read, many at once."""

import asyncio

from bot import log
from bot.app.parts import Parts
from bot.ingest import folders, reading
from bot.store import sources
from bot.store.sources import Kind, Subscription

LOG = log.get("app")

AT_ONCE = 50
"""Sources read at the same time, at most."""
LOOK = 2.0
"""Seconds between two looks for sources that are due."""


async def watch(parts: Parts) -> None:
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
