"""Read a source that is a folder of text files into a place's articles."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot import log
from bot.errors import Unreadable
from bot.ingest import files
from bot.store import Store, sightings, sources
from bot.store.sources import State, Subscription

LOG = log.get("ingest")

EVERY = timedelta(minutes=5)
"""How often a folder is looked at."""


async def read(store: Store, source: Subscription, now: datetime) -> int:
    """Take in what is new in the folder; return how many articles were new or edited.

    A folder that cannot be read is noted with its cause and tried again.
    """
    try:
        versions = await asyncio.to_thread(files.folder, Path(source.address))
    except Unreadable as error:
        await _note(store, source, now, str(error))
        return 0
    async with store.writing() as tx:
        news = [await sightings.add(tx, source.id, v, now=now) for v in versions]
    await _note(store, source, now, "")
    count = sum(each is not sightings.News.KNOWN for each in news)
    if count:
        LOG.info("ingest.folder_read", source=source.id, articles=count)
    return count


async def _note(store: Store, source: Subscription, now: datetime, cause: str) -> None:
    noted = replace(
        source,
        state=State.FAILING if cause else State.ACTIVE,
        cause=cause,
        failures=source.failures + 1 if cause else 0,
        failing_since=(source.failing_since or now) if cause else None,
        last_read=source.last_read if cause else now,
        next_try=now + EVERY,
    )
    async with store.writing() as tx:
        await sources.save(tx, noted)
