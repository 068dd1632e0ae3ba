"""What a place reads: its feeds, pages, folders and sites, each with its state."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    Column,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    delete,
    select,
    update,
)

from bot.store import places
from bot.store.schema import Record, Tx, Utc, insert_new, metadata, number, owned_by

sources = Table(
    "sources",
    metadata,
    number(),
    owned_by("places"),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("canonical", Text, nullable=False, default=""),
    Column("title", Text, nullable=False, default=""),
    Column("state", Text, nullable=False, default="active"),
    Column("cause", Text, nullable=False, default=""),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("interval", Integer, nullable=False, default=1800),
    Column("failures", Integer, nullable=False, default=0),
    Column("failing_since", Utc),
    Column("next_try", Utc, index=True),
    Column("last_read", Utc),
    Column("baseline", Utc),
    Column("owner", Text, nullable=False, default=""),
    Column("added", Utc, nullable=False),
    Column("backfill", Integer, nullable=False, default=0, server_default="0"),
    Column("gap_from", Utc),
    Column("gap_until", Utc),
    UniqueConstraint("place", "address"),
)


class Kind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    PAGE = "page"
    FOLDER = "folder"


class State(StrEnum):
    """Whether a source is read at all."""

    ACTIVE = "active"
    PAUSED = "paused"
    FAILING = "failing"
    """It is still tried, at longer and longer intervals."""
    GONE = "gone"
    """The site says it is no more (410); a person may try it again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One source of one place. Change it with `dataclasses.replace`, then `save`."""

    id: int
    place: int
    kind: Kind
    address: str
    """As people gave it, or where a permanent redirect led."""
    title: str
    state: State
    cause: str
    """Why it fails or is gone, in words; empty otherwise."""
    etag: str
    last_modified: str
    interval: timedelta
    failures: int
    failing_since: datetime | None
    next_try: datetime | None
    last_read: datetime | None
    baseline: datetime | None
    """When its backlog was first read: what was there then is not news."""
    canonical: str
    owner: str
    """Who added it, shown only; the source belongs to the place."""
    added: datetime
    backfill: int = 0
    """How many of the newest that were there already are news all the same."""
    gap_from: datetime | None = None
    gap_until: datetime | None = None
    """Between these it may have brought what we did not see: it moved on too fast."""


async def add(
    tx: Tx,
    place: int,
    kind: Kind,
    address: str,
    *,
    now: datetime,
    title: str = "",
    owner: str = "",
    backfill: int = 0,
) -> Subscription:
    """Subscribe a place; the same address twice is one source."""
    values = {
        "place": place,
        "kind": kind,
        "address": address,
        "title": title,
        "owner": owner,
        "added": now,
        "next_try": now,
        "backfill": backfill,
    }
    await insert_new(tx, sources, values, "place", "address")
    mine = (sources.c.place == place, sources.c.address == address)
    return _subscription((await tx.execute(select(sources).where(*mine))).one())


async def owners(tx: Tx, place: int) -> tuple[str, ...]:
    """Return who added a place's sources, each once, by the platform's ids."""
    query = select(sources.c.owner).where(
        sources.c.place == place, sources.c.owner != ""
    )
    found = await tx.execute(query.order_by(sources.c.id))
    return tuple(dict.fromkeys(row.owner for row in found))


async def get(tx: Tx, source: int) -> Subscription | None:
    """Return a source, or None where it was removed."""
    query = select(sources).where(sources.c.id == source)
    row = (await tx.execute(query)).one_or_none()
    return _subscription(row) if row else None


async def of_place(tx: Tx, place: int) -> tuple[Subscription, ...]:
    """Return a place's sources in the order they were added."""
    query = select(sources).where(sources.c.place == place).order_by(sources.c.id)
    return tuple(_subscription(row) for row in await tx.execute(query))


async def due(tx: Tx, *, now: datetime, limit: int = 100) -> tuple[Subscription, ...]:
    """Return sources to be read now, the longest waiting first.

    Those of a place we were removed from rest.
    """
    read = sources.c.state.in_([State.ACTIVE, State.FAILING])
    here = ~places.left(sources.c.place)
    query = select(sources).where(read, here, sources.c.next_try <= now)
    ordered = query.order_by(sources.c.next_try, sources.c.id).limit(limit)
    return tuple(_subscription(row) for row in await tx.execute(ordered))


async def save(tx: Tx, source: Subscription) -> None:
    """Keep all of a changed source."""
    values = {item.name: getattr(source, item.name) for item in fields(source)}
    values["interval"] = round(source.interval.total_seconds())
    await tx.execute(update(sources).where(sources.c.id == source.id).values(values))


async def reads(tx: Tx, place: int, address: str) -> bool:
    """Tell whether a place has a source of an address."""
    mine = (sources.c.place == place, sources.c.address == address)
    return (await tx.execute(select(sources.c.id).where(*mine))).first() is not None


async def remove(tx: Tx, source: int) -> None:
    """Forget a source and what it alone brought to its place."""
    await tx.execute(delete(sources).where(sources.c.id == source))


def _subscription(row: Record) -> Subscription:
    values = {item.name: getattr(row, item.name) for item in fields(Subscription)}
    values["kind"] = Kind(row.kind)
    values["state"] = State(row.state)
    values["interval"] = timedelta(seconds=row.interval)
    return Subscription(**values)
