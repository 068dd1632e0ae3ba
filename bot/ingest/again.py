"""Ask pages again: those that were posted, for changes; unread ones, for their text.

An edited article becomes a new version of the same article, never another one.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot import log, rounds
from bot.errors import IngestError
from bot.ingest import wording
from bot.ingest.desk import Desk
from bot.ingest.fetch import NotModified
from bot.ingest.fulltext import (
    FOLLOWED,
    TRIED,
    Found,
    Pages,
    may_be_read_later,
    next_look,
)
from bot.store import sightings, traces
from bot.store.sightings import Brought, News, Origin, Trace
from bot.store.traces import Posted

LOG = log.get("ingest")

LOOK: Final = 30.0
"""Seconds between two looks for pages to ask."""
AT_ONCE: Final = 50
"""Pages of one look."""


async def run(desk: Desk, arrived: asyncio.Event) -> None:
    """Ask pages again until cancelled; set ``arrived`` when one has changed."""

    async def ask() -> None:
        while asked := await look(desk):
            if News.CHANGED in asked:
                arrived.set()

    await rounds.walk(ask, every=LOOK, failed="ingest.asking_again_failed")


async def look(desk: Desk) -> tuple[News, ...]:
    """Ask the pages that are due, many at once; say what each brought."""
    now = desk.clock()
    async with desk.store.reading() as tx:
        posted = await traces.to_ask(tx, since=now - FOLLOWED, now=now, limit=AT_ONCE)
    pages = Pages(desk)
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(_ask(desk, pages, each, now)) for each in posted]
    return tuple(each.result() for each in asked)


async def _ask(desk: Desk, pages: Pages, posted: Posted, now: datetime) -> News:
    address = posted.version.article.address or ""
    try:
        found = await pages.find(address, trace=posted.trace)
    except IngestError as error:
        return await _note(desk, posted, _after(posted, error, now))
    if isinstance(found, NotModified) or found.page.headline_only:
        return await _note(desk, posted, _later(posted, now))
    return await _keep(desk, posted, found, now)


async def _keep(desk: Desk, posted: Posted, found: Found, now: datetime) -> News:
    trace = replace(
        posted.trace,
        origin=Origin.PAGE,
        etag=found.etag,
        last_modified=found.last_modified,
        again=next_look(posted.first_read, now),
    )
    brought = Brought(wording.of_page(found.page, posted.version), trace)
    async with desk.store.writing() as tx:
        [news] = await sightings.add_all(tx, posted.source, [brought], now=now)
    if news is News.CHANGED:
        LOG.info("ingest.changed", source=posted.source, article=brought.version.id)
    return news


async def _note(desk: Desk, posted: Posted, trace: Trace) -> News:
    async with desk.store.writing() as tx:
        await sightings.trace(tx, posted.id, trace)
    return News.KNOWN


def _later(posted: Posted, now: datetime) -> Trace:
    if posted.trace.origin is Origin.HEADLINE:  # it was read, and there is no text
        return replace(posted.trace, again=None)
    return replace(posted.trace, again=next_look(posted.first_read, now))


def _after(posted: Posted, error: IngestError, now: datetime) -> Trace:
    unread = posted.trace.origin is Origin.HEADLINE
    given_up = unread and now - posted.first_read > TRIED
    if given_up or not may_be_read_later(error):
        return replace(posted.trace, again=None)
    return replace(posted.trace, again=next_look(posted.first_read, now))
