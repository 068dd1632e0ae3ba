"""Whose claims are still worth waiting for: free those of processes that are gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.store import locks
from bot.store.database import Store
from bot.store.ledger import State, deliveries

GRACE = timedelta(seconds=3)
"""A dead process's last call may still be on its way to the platform."""
GRACE_SERVER = timedelta(seconds=35)
"""On PostgreSQL a process may only have lost its session: its calls may go on."""


@asynccontextmanager
async def alive(store: Store, owner: str) -> AsyncIterator[None]:
    """Let others see that this owner lives, for the length of a block."""
    async with locks.held(store, owner):
        yield


async def reap(store: Store, owner: str, *, now: datetime) -> int:
    """Shorten the leases of owners that are gone; return how many owners those were."""
    async with store.reading() as tx:
        query = select(deliveries.c.owner).where(
            deliveries.c.state == State.SENDING, deliveries.c.owner != owner
        )
        others = {row.owner for row in await tx.execute(query.distinct())}
    gone = [other for other in others if await locks.abandoned(store, other)]
    if gone:
        grace = GRACE if store.embedded else GRACE_SERVER
        await _shorten(store, gone, now + grace)
    return len(gone)


async def _shorten(store: Store, owners: list[str], until: datetime) -> None:
    async with store.writing() as tx:
        await tx.execute(
            update(deliveries)
            .where(
                deliveries.c.owner.in_(owners),
                deliveries.c.state == State.SENDING,
                deliveries.c.lease > until,
            )
            .values(lease=until)
        )
