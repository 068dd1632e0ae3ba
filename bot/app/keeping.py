"""Let go of what is old: once an hour, by the settings' days."""

from datetime import datetime, timedelta

from bot import log, rounds
from bot.app.parts import Parts
from bot.store import Store, events, memory, places, retention

LOG = log.get("app")

EVERY = timedelta(hours=1)
REPEATED = timedelta(days=3)
"""How long a platform may repeat an event."""
ASKED = timedelta(days=30)
"""How long a thread's last question is kept."""
GONE = timedelta(days=30)
"""How long the data of a channel or server is kept that removed the bot."""


async def keep(parts: Parts) -> None:
    """Delete what is past its time, until cancelled."""
    retained = parts.settings.ingest.retention
    await rounds.walk(
        lambda: purge(parts.store, parts.clock(), retained),
        every=EVERY.total_seconds(),
        failed="app.purge_failed",
    )


async def purge(store: Store, now: datetime, retained: int) -> None:
    """Delete articles after ``retained`` days, and all else after its own time."""
    old = now - timedelta(days=retained)
    async with store.writing() as tx:
        left = await places.expire(tx, before=now - GONE)
        articles = await retention.purge(tx, before=old)
        await events.purge(tx, before=now - REPEATED)
        await memory.purge(tx, before=now - ASKED)
    if articles or left:
        LOG.info("app.purged", articles=articles, places=left)
