"""Let go of what is old: once an hour, by the settings' days."""

import asyncio
from datetime import timedelta

from bot import log
from bot.app.parts import Parts
from bot.store import events, memory, retention

LOG = log.get("app")

EVERY = timedelta(hours=1)
REPEATED = timedelta(days=3)
"""How long a platform may repeat an event."""
ASKED = timedelta(days=30)
"""How long a thread's last question is kept."""


async def keep(parts: Parts) -> None:
    """Delete what is past its time, until cancelled."""
    while True:
        try:
            await _purge(parts)
        except Exception:  # the outermost edge: the next hour may do
            LOG.exception("app.purge_failed")
        await asyncio.sleep(EVERY.total_seconds())


async def _purge(parts: Parts) -> None:
    now = parts.clock()
    old = now - timedelta(days=parts.settings.ingest.retention)
    async with parts.store.writing() as tx:
        articles = await retention.purge(tx, before=old)
        await events.purge(tx, before=now - REPEATED)
        await memory.purge(tx, before=now - ASKED)
    if articles:
        LOG.info("app.purged", articles=articles)
