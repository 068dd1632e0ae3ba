"""A process that reads sources until it is killed; started by `test_killed`."""

import asyncio
from datetime import UTC, datetime

from bot import store
from bot.ingest import fetch, watching
from bot.ingest.desk import Desk
from bot.workers import parsing
from tests.ingest.site import LIMITS


def run(url: str) -> None:
    """Read what is due in a database, as the bot's leader does."""
    asyncio.run(_run(url))


async def _run(url: str) -> None:
    async with (
        store.opened(url) as db,
        parsing.opened(1) as workers,
        fetch.opened(LIMITS, workers) as fetcher,
    ):
        clock = lambda: datetime.now(UTC)  # noqa: E731, TID251  # a process of its own
        desk = Desk(db, fetcher, workers, LIMITS, clock)
        await watching.watch(desk, asyncio.Event())
