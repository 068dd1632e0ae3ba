"""Whose claims are still worth waiting for: free those of processes that are gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.store import claims, locks
from bot.store.database import Store


@asynccontextmanager
async def alive(store: Store, owner: str) -> AsyncIterator[None]:
    """Let others see that this owner lives, for the length of a block."""
    async with asyncio.TaskGroup() as group:
        taken = asyncio.Event()
        keeping = group.create_task(locks.kept(store, owner, taken))
        await taken.wait()
        try:
            yield
        finally:
            keeping.cancel()


async def reap(store: Store, owner: str, *, look_at: datetime) -> int:
    """Free the claims of owners that are gone; the platform is asked at ``look_at``.

    Their last calls may still be on their way to the platform. On PostgreSQL an owner
    may only have lost its session, and its calls go on.
    """
    async with store.reading() as tx:
        others = await claims.owners(tx) - {owner}
    gone = [other for other in others if await locks.abandoned(store, other)]
    if not gone:
        return 0
    async with store.writing() as tx:
        return await claims.disown(tx, gone, look_at=look_at)
