"""Places the bot is in: channels of any platform, with their zone and settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    Text,
    UniqueConstraint,
    delete,
    exists,
    select,
    update,
)

from bot import codec
from bot.chat import Target
from bot.store.schema import Record, Tx, Utc, insert_new, metadata, number

places = Table(
    "places",
    metadata,
    number(),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("title", Text, nullable=False, default=""),
    Column("zone", Text, nullable=False, default="UTC"),
    Column("language", Text, nullable=False, default="en"),
    Column("settings", Text, nullable=False, default="{}"),
    Column("joined_at", Utc, nullable=False),
    Column("greeted_at", Utc),
    Column("left_at", Utc),
    Column("problem", Text),
    Column("problem_since", Utc),
    Column("problem_told_at", Utc),
    UniqueConstraint("platform", "workspace", "channel"),
)


INVITER = "inviter"
"""The setting that holds who invited us, by the platform's id."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel we know. ``problem`` says why nothing can be posted, or None."""

    id: int
    target: Target
    title: str
    zone: str
    language: str
    settings: Mapping[str, str]
    """Whatever people set, by name; commands know what the names mean."""
    joined: datetime
    left: datetime | None = None
    problem: str | None = None
    problem_since: datetime | None = None


async def join(
    tx: Tx, target: Target, *, now: datetime, title: str = "", zone: str = "UTC"
) -> Place:
    """Return the place of ``target``, made if it is new; having left is undone.

    A ``title`` replaces the one held.
    """
    place = target.place
    key = {
        "platform": place.platform,
        "workspace": place.workspace,
        "channel": place.channel,
    }
    values = {**key, "title": title, "zone": zone, "joined_at": now}
    await insert_new(tx, places, values, *key)
    named = {"title": title} if title else {}
    await tx.execute(update(places).where(*_is(target)).values(left_at=None, **named))
    found = await find(tx, target)
    if found is None:
        raise LookupError(target)
    return found


async def find(tx: Tx, target: Target) -> Place | None:
    """Return the place of ``target``, whatever thread; None where we never were."""
    row = (await tx.execute(select(places).where(*_is(target)))).one_or_none()
    return _place(row) if row else None


async def get(tx: Tx, place: int) -> Place:
    """Return one place by its id."""
    return _place((await tx.execute(select(places).where(places.c.id == place))).one())


async def present(tx: Tx) -> tuple[Place, ...]:
    """Return the places we are in."""
    query = select(places).where(places.c.left_at.is_(None)).order_by(places.c.id)
    return tuple(_place(row) for row in await tx.execute(query))


async def save(tx: Tx, place: Place) -> None:
    """Keep title, zone, language and settings of a changed place."""
    await tx.execute(
        update(places)
        .where(places.c.id == place.id)
        .values(
            title=place.title,
            zone=place.zone,
            language=place.language,
            settings=codec.dumps(dict(place.settings)),
        )
    )


async def greet(tx: Tx, place: int, *, now: datetime) -> bool:
    """Tell whether the greeting is still owed; it is owed once in a place's life."""
    mine = places.c.id == place
    result = await tx.execute(
        update(places).where(mine, places.c.greeted_at.is_(None)).values(greeted_at=now)
    )
    return result.rowcount == 1


async def leave(tx: Tx, target: Target, *, now: datetime) -> None:
    """Note that we were removed; with channel "" from the whole workspace."""
    where = _is(target) if target.channel else _is(target)[:2]
    await tx.execute(
        update(places).where(*where, places.c.left_at.is_(None)).values(left_at=now)
    )


async def back(tx: Tx, target: Target) -> None:
    """Note that a whole workspace, which had removed us, invited us again."""
    await tx.execute(update(places).where(*_is(target)[:2]).values(left_at=None))


async def expire(tx: Tx, *, before: datetime) -> int:
    """Delete the places we were removed from before a moment, and all of theirs."""
    gone = delete(places).where(places.c.left_at < before)
    return (await tx.execute(gone)).rowcount


async def forget(tx: Tx, target: Target) -> int:
    """Delete a place, or with channel "" a workspace's, with all that hangs on it.

    Texts that other places have read stay; the rest goes with the next retention.
    """
    where = _is(target) if target.channel else _is(target)[:2]
    return (await tx.execute(delete(places).where(*where))).rowcount


async def trouble(tx: Tx, place: int, problem: str, *, now: datetime) -> None:
    """Mark a place with what keeps us from posting; the first cause stays."""
    await tx.execute(
        update(places)
        .where(places.c.id == place, places.c.problem.is_(None))
        .values(problem=problem, problem_since=now, problem_told_at=None)
    )


async def untroubled(tx: Tx, ids: Sequence[int]) -> None:
    """Take the mark off places: a post went out again."""
    await tx.execute(
        update(places)
        .where(places.c.id.in_(ids), places.c.problem.is_not(None))
        .values(problem=None, problem_since=None, problem_told_at=None)
    )


async def untold(tx: Tx) -> tuple[Place, ...]:
    """Return troubled places whose maintainers have not been told."""
    told = places.c.problem_told_at
    query = select(places).where(places.c.problem.is_not(None), told.is_(None))
    return tuple(_place(row) for row in await tx.execute(query.order_by(places.c.id)))


async def tell(tx: Tx, place: int, *, now: datetime) -> bool:
    """Claim the right to tell a place's maintainers, once per problem."""
    told = places.c.problem_told_at
    result = await tx.execute(
        update(places)
        .where(places.c.id == place, places.c.problem.is_not(None), told.is_(None))
        .values(problem_told_at=now)
    )
    return result.rowcount == 1


def left(place: Column[int]) -> ColumnElement[bool]:
    """Return the condition that we were removed from the place in a column."""
    return exists().where(places.c.id == place, places.c.left_at.is_not(None))


def _is(target: Target) -> tuple[ColumnElement[bool], ...]:
    return (
        places.c.platform == target.platform,
        places.c.workspace == target.workspace,
        places.c.channel == target.channel,
    )


def _place(row: Record) -> Place:
    return Place(
        id=row.id,
        target=Target(row.platform, row.workspace, row.channel),
        title=row.title,
        zone=row.zone,
        language=row.language,
        settings=codec.loads(dict[str, str], row.settings),
        joined=row.joined_at,
        left=row.left_at,
        problem=row.problem,
        problem_since=row.problem_since,
    )
