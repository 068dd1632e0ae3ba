"""What people wish of a place's digests: mutes, filters, watches."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    delete,
    or_,
    select,
    update,
)

from bot.store.schema import Record, Tx, Utc, insert_new, metadata, number, owned_by

wishes = Table(
    "wishes",
    metadata,
    number(),
    owned_by("places"),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("about", Text, nullable=False, default=""),
    Column("by", Text, nullable=False, default=""),
    Column("created", Utc, nullable=False),
    Column("until", Utc),
    Column("last_hit", Utc),
    Column("hits", Integer, nullable=False, default=0),
    UniqueConstraint("place", "kind", "subject", "about", "by"),
)


class Kind(StrEnum):
    """What is wished."""

    MUTE = "mute"
    """Leave a topic or story out."""
    KEEP = "keep"
    """Filter: show only what has these words."""
    DROP = "drop"
    """Filter: leave out what has these words."""
    SPEAKER = "watch-speaker"
    """Tell when somebody speaks (about something)."""
    TOPIC = "watch-topic"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish. ``about`` narrows a watch; ``by`` is the person, "" for the place."""

    id: int
    place: int
    kind: Kind
    subject: str
    about: str
    by: str
    created: datetime
    until: datetime | None
    hits: int


async def add(
    tx: Tx,
    place: int,
    kind: Kind,
    subject: str,
    *,
    now: datetime,
    about: str = "",
    by: str = "",
    until: datetime | None = None,
) -> bool:
    """Add a wish; False where it was there, and its end is moved to ``until``."""
    key = {"place": place, "kind": kind, "subject": subject, "about": about, "by": by}
    values = {**key, "created": now, "until": until}
    if (await insert_new(tx, wishes, values, *key)).rowcount:
        return True
    same = [wishes.c[name] == value for name, value in key.items()]
    await tx.execute(update(wishes).where(*same).values(until=until))
    return False


async def of_place(tx: Tx, place: int, *kinds: Kind, now: datetime) -> tuple[Wish, ...]:
    """Return a place's wishes of some kinds (or all) that still hold."""
    holds = or_(wishes.c.until.is_(None), wishes.c.until > now)
    query = select(wishes).where(wishes.c.place == place, holds).order_by(wishes.c.id)
    if kinds:
        query = query.where(wishes.c.kind.in_(kinds))
    return tuple(_wish(row) for row in await tx.execute(query))


async def remove(tx: Tx, wish: int) -> None:
    """Take a wish back."""
    await tx.execute(delete(wishes).where(wishes.c.id == wish))


async def hit(tx: Tx, wish: int, *, now: datetime) -> None:
    """Count that a wish had an effect."""
    values = {"hits": wishes.c.hits + 1, "last_hit": now}
    await tx.execute(update(wishes).where(wishes.c.id == wish).values(values))


def _wish(row: Record) -> Wish:
    return Wish(
        id=row.id,
        place=row.place,
        kind=Kind(row.kind),
        subject=row.subject,
        about=row.about,
        by=row.by,
        created=row.created,
        until=row.until,
        hits=row.hits,
    )
