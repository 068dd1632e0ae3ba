"""Events of the platforms we have answered: each is answered once."""

from datetime import datetime

from sqlalchemy import Column, Table, Text, delete

from bot.store.schema import Tx, Utc, insert_new, metadata

events = Table(
    "events",
    metadata,
    Column("event", Text, primary_key=True),
    Column("seen", Utc, nullable=False, index=True),
)


async def first(tx: Tx, event: str, *, now: datetime) -> bool:
    """Tell whether this event is seen for the first time, and remember it."""
    values = {"event": event, "seen": now}
    return (await insert_new(tx, events, values, "event")).rowcount == 1


async def purge(tx: Tx, *, before: datetime) -> int:
    """Forget events no platform will repeat any more."""
    return (await tx.execute(delete(events).where(events.c.seen < before))).rowcount
