"""When we were away: a pulse that is kept, and the gaps found in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table, Text, insert, select

from bot.store.schema import Tx, Utc, metadata, number, upsert

pulses = Table(
    "pulses",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Utc, nullable=False),
)
outages = Table(
    "outages",
    metadata,
    number(),
    Column("began", Utc, nullable=False),
    Column("ended", Utc, nullable=False, index=True),
)
BELL = "bell"
"""The pulse of whoever rings the schedules; there is one for all machines."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which nobody rang."""

    began: datetime
    ended: datetime


async def beat(tx: Tx, now: datetime) -> datetime | None:
    """Note that we are there, and return when we last were; None before the first."""
    query = select(pulses.c.at).where(pulses.c.name == BELL)
    last: datetime | None = (await tx.execute(query)).scalar()
    await upsert(tx, pulses, {"name": BELL, "at": now}, "name")
    return last


async def add(tx: Tx, outage: Outage) -> None:
    """Remember a time we were away."""
    values = {"began": outage.began, "ended": outage.ended}
    await tx.execute(insert(outages).values(values))


async def around(tx: Tx, moment: datetime) -> Outage | None:
    """Return the outage a moment fell into, or None."""
    query = select(outages.c.began, outages.c.ended).where(
        outages.c.began <= moment, outages.c.ended >= moment
    )
    latest = query.order_by(outages.c.ended.desc()).limit(1)
    row = (await tx.execute(latest)).one_or_none()
    return Outage(row.began, row.ended) if row else None
