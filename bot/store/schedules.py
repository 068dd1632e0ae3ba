"""Schedules: which digest a place gets, at which local times, and how.

Words like “weekdays 08:00” are kept as people's canonical words; `bot.schedule` turns
them into moments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)

from bot import codec
from bot.store import places
from bot.store.schema import Record, Tx, Utc, metadata, number, owned_by

schedules = Table(
    "schedules",
    metadata,
    number(),
    owned_by("places"),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("quiet", Text, nullable=False, default=""),
    Column("empty", Text, nullable=False, default="say"),
    Column("options", Text, nullable=False, default="{}"),
    Column("skips", Integer, nullable=False, default=0),
    Column("paused", Utc),
    Column("cursor", Utc, nullable=False),
    Column("next_fire", Utc, index=True),
    Column("covered", Utc, nullable=False),
    Column("owner", Text, nullable=False, default=""),
    Column("created", Utc, nullable=False),
    UniqueConstraint("place", "name"),
)


class Empty(StrEnum):
    """What a digest without news does."""

    SAY = "say"
    """Post one line: nothing new since."""
    SKIP = "skip"
    """Post nothing; the receipt says so."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One digest of one place. Change it with `dataclasses.replace`, then `save`."""

    id: int
    place: int
    name: str
    words: str
    """Canonical words without the zone: ``weekdays 08:00``."""
    zone: str
    """IANA name."""
    quiet: str
    """Local hours in which nothing is posted, ``22:00-07:00``, or empty."""
    empty: Empty
    options: Mapping[str, str]
    """Whatever a digest can be told (stories, sentences, topics), by name."""
    skips: int
    """How many of the next firings are left out."""
    paused: datetime | None
    cursor: datetime
    """The last firing recorded (or the moment it was made): firings follow it."""
    next_fire: datetime | None
    """None while paused or when nothing comes any more."""
    covered: datetime
    """End of the window of the last digest: the next one starts here."""
    owner: str
    created: datetime


async def create(
    tx: Tx,
    place: int,
    name: str,
    words: str,
    zone: str,
    *,
    next_fire: datetime | None,
    now: datetime,
    covered: datetime | None = None,
    owner: str = "",
    options: Mapping[str, str] | None = None,
) -> Schedule:
    """Make a digest; ``covered`` (default now) is where its first window starts.

    Raises:
        ValueError: the place has a digest of that name already.
    """
    if await named(tx, place, name) is not None:
        raise ValueError(f"there is a digest “{name}” already")
    values = {
        "place": place,
        "name": name,
        "words": words,
        "zone": zone,
        "options": codec.dumps(dict(options or {})),
        "cursor": now,
        "next_fire": next_fire,
        "covered": covered or now,
        "owner": owner,
        "created": now,
    }
    made = schedules.insert().values(values).returning(schedules)
    return _schedule((await tx.execute(made)).one())


async def get(tx: Tx, schedule: int) -> Schedule | None:
    """Return a schedule, or None where it was deleted."""
    query = select(schedules).where(schedules.c.id == schedule)
    row = (await tx.execute(query)).one_or_none()
    return _schedule(row) if row else None


async def named(tx: Tx, place: int, name: str) -> Schedule | None:
    """Return a place's digest by its name, or None."""
    mine = (schedules.c.place == place, schedules.c.name == name)
    row = (await tx.execute(select(schedules).where(*mine))).one_or_none()
    return _schedule(row) if row else None


async def of_place(tx: Tx, place: int) -> tuple[Schedule, ...]:
    """Return a place's digests in the order they were made."""
    query = select(schedules).where(schedules.c.place == place)
    rows = await tx.execute(query.order_by(schedules.c.id))
    return tuple(_schedule(row) for row in rows)


async def owners(tx: Tx, place: int) -> tuple[str, ...]:
    """Return who made a place's digests, each once, by the platform's ids."""
    query = select(schedules.c.owner).where(
        schedules.c.place == place, schedules.c.owner != ""
    )
    found = await tx.execute(query.order_by(schedules.c.id))
    return tuple(dict.fromkeys(row.owner for row in found))


async def due(tx: Tx, *, now: datetime, limit: int = 1000) -> tuple[Schedule, ...]:
    """Return schedules whose next firing has come, the longest waiting first."""
    query = select(schedules).where(schedules.c.next_fire <= now, _here())
    rows = await tx.execute(
        query.order_by(schedules.c.next_fire, schedules.c.id).limit(limit)
    )
    return tuple(_schedule(row) for row in rows)


async def earliest(tx: Tx) -> datetime | None:
    """Return the next moment any schedule fires, or None."""
    query = select(func.min(schedules.c.next_fire)).where(_here())
    moment: datetime | None = (await tx.execute(query)).scalar()
    return moment


async def advance(tx: Tx, pairs: Sequence[tuple[Schedule, Schedule]]) -> None:
    """Move schedules on, many at once; one that was changed meanwhile stays."""
    if not pairs:
        return
    statement = (
        update(schedules)
        .where(
            schedules.c.id == bindparam("of"),
            schedules.c.cursor == bindparam("was", type_=Utc),
            schedules.c.words == bindparam("said"),
        )
        .values(
            cursor=bindparam("cursor"),
            skips=bindparam("skips"),
            next_fire=bindparam("next_fire"),
        )
    )
    values = [
        {
            "of": old.id,
            "was": old.cursor,
            "said": old.words,
            "cursor": new.cursor,
            "skips": new.skips,
            "next_fire": new.next_fire,
        }
        for old, new in pairs
    ]
    await tx.execute(statement, values)


async def cover(tx: Tx, schedule: int, until: datetime) -> None:
    """Note up to where a schedule's digests have told the news."""
    mine = schedules.c.id == schedule
    await tx.execute(update(schedules).where(mine).values(covered=until))


async def save(tx: Tx, schedule: Schedule) -> None:
    """Keep all of a changed schedule."""
    values = {item.name: getattr(schedule, item.name) for item in fields(schedule)}
    values["options"] = codec.dumps(dict(schedule.options))
    mine = schedules.c.id == schedule.id
    await tx.execute(update(schedules).where(mine).values(values))


async def remove(tx: Tx, schedule: int) -> None:
    """Delete a digest; what it posted stays known."""
    await tx.execute(delete(schedules).where(schedules.c.id == schedule))


def _here() -> ColumnElement[bool]:
    """Return the condition that we are still in the place: elsewhere nothing fires."""
    return ~places.left(schedules.c.place)


def _schedule(row: Record) -> Schedule:
    values = {item.name: getattr(row, item.name) for item in fields(Schedule)}
    options = row.options
    values["options"] = {} if options == "{}" else codec.loads(dict[str, str], options)
    values["empty"] = Empty(row.empty)
    return Schedule(**values)
