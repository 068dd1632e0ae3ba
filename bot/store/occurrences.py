"""Occurrences: one firing of a digest, unique by schedule and moment, with receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
    exists,
    func,
    select,
    update,
)

from bot import codec
from bot.store.places import places
from bot.store.schema import (
    Id,
    Record,
    Tx,
    Utc,
    insert_new,
    metadata,
    number,
    owned_by,
)

occurrences = Table(
    "occurrences",
    metadata,
    number(),
    Column("key", Text, nullable=False, unique=True),
    owned_by("places"),
    Column("schedule", Id, ForeignKey("schedules.id", ondelete="SET NULL")),
    Column("fire_at", Utc, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False, default="due", index=True),
    Column("not_before", Utc, nullable=False),
    Column("since", Utc),
    Column("until", Utc),
    Column("created", Utc, nullable=False),
    Column("composed", Utc),
    Column("done", Utc),
    Column("receipt", Text, nullable=False, default="{}"),
    UniqueConstraint("schedule", "fire_at"),
)


class Reason(StrEnum):
    """Why a digest is made."""

    SCHEDULED = "scheduled"
    LATE = "late"
    NOW = "now"
    WELCOME = "welcome"
    PREVIEW = "preview"
    NOTICE = "notice"
    """No digest: a word to the people who look after a place."""


class Stage(StrEnum):
    """How far an occurrence has come."""

    DUE = "due"
    HELD = "held"
    """It fell into quiet hours and waits for their end."""
    QUEUED = "queued"
    """Composed; its parts are in the ledger."""
    DONE = "done"
    """Every part was sent."""
    FAILED = "failed"
    """Every part is settled and at least one could not be sent."""
    EMPTY = "empty"
    """There was no news and nothing was to be said."""
    SUPERSEDED = "superseded"
    """A later one covered it."""
    SKIPPED = "skipped"
    """A person left it out."""


ENDED = (Stage.DONE, Stage.FAILED, Stage.EMPTY, Stage.SUPERSEDED, Stage.SKIPPED)
"""Stages nothing follows."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One firing. ``since`` and ``until`` bound what it covers, once composed."""

    id: int
    key: str
    place: int
    schedule: int | None
    fire_at: datetime
    reason: Reason
    state: Stage
    not_before: datetime
    since: datetime | None
    until: datetime | None
    created: datetime
    composed: datetime | None
    done: datetime | None
    receipt: Mapping[str, str]
    """What was counted while composing, by name in words."""


@dataclass(frozen=True, slots=True)
class Firing:
    """An occurrence to be recorded."""

    place: int
    schedule: int | None
    fire_at: datetime
    reason: Reason = Reason.SCHEDULED
    state: Stage = Stage.DUE
    not_before: datetime | None = None
    key: str = ""
    """Unique; by default schedule and moment."""


async def record(tx: Tx, firings: Sequence[Firing], *, now: datetime) -> None:
    """Record firings; one that is there already is left as it is."""
    if firings:
        await insert_new(tx, occurrences, [_values(firing, now) for firing in firings])


async def add(tx: Tx, firing: Firing, *, now: datetime) -> Occurrence | None:
    """Record one firing and return it; None where it was recorded before."""
    if not (await insert_new(tx, occurrences, _values(firing, now))).rowcount:
        return None
    query = select(occurrences).where(occurrences.c.key == _key(firing))
    return _occurrence((await tx.execute(query)).one())


async def get(tx: Tx, occurrence: int) -> Occurrence | None:
    """Return an occurrence, or None."""
    query = select(occurrences).where(occurrences.c.id == occurrence)
    row = (await tx.execute(query)).one_or_none()
    return _occurrence(row) if row else None


async def due(
    tx: Tx, platforms: Sequence[str], *, now: datetime, limit: int = 1_000
) -> tuple[Occurrence, ...]:
    """Return occurrences to be composed now; held ones whose hour has come too.

    Of one schedule only the newest: it covers the others. Those of other platforms
    wait until theirs runs again.
    """
    newer = occurrences.alias("newer")
    covered = exists().where(
        newer.c.schedule == occurrences.c.schedule,
        newer.c.fire_at > occurrences.c.fire_at,
        newer.c.state.in_([Stage.DUE, Stage.HELD]),
        newer.c.not_before <= now,
    )
    waiting = occurrences.c.state.in_([Stage.DUE, Stage.HELD])
    here = select(places.c.id).where(places.c.platform.in_(platforms))
    query = select(occurrences).where(
        waiting,
        occurrences.c.not_before <= now,
        occurrences.c.place.in_(here),
        ~covered,
    )
    ordered = query.order_by(occurrences.c.not_before, occurrences.c.id).limit(limit)
    return tuple(_occurrence(row) for row in await tx.execute(ordered))


async def advance(
    tx: Tx,
    occurrence: int,
    stage: Stage,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    receipt: Mapping[str, str] | None = None,
) -> bool:
    """Take a waiting occurrence to its next stage; False where another has done so."""
    waiting = occurrences.c.state.in_([Stage.DUE, Stage.HELD])
    result = await tx.execute(
        update(occurrences)
        .where(occurrences.c.id == occurrence, waiting)
        .values(
            state=stage,
            composed=now,
            done=None if stage is Stage.QUEUED else now,
            since=since,
            until=until,
            receipt=codec.dumps(dict(receipt or {})),
        )
    )
    return result.rowcount == 1


async def put_off(tx: Tx, occurrence: int, until: datetime) -> None:
    """Let a waiting occurrence wait longer."""
    mine = occurrences.c.id == occurrence
    await tx.execute(update(occurrences).where(mine).values(not_before=until))


async def supersede_waiting(tx: Tx, newest: Occurrence, *, now: datetime) -> int:
    """Record that a schedule's earlier waiting occurrences are covered by this one."""
    older = (
        occurrences.c.schedule == newest.schedule,
        occurrences.c.fire_at < newest.fire_at,
        occurrences.c.state.in_([Stage.DUE, Stage.HELD]),
    )
    values = {"state": Stage.SUPERSEDED, "done": now}
    result = await tx.execute(update(occurrences).where(*older).values(values))
    return result.rowcount


async def missed(tx: Tx, newest: Occurrence, *, since: datetime) -> int:
    """Return how many moments of the same schedule one stands for besides its own."""
    query = select(func.count()).where(
        occurrences.c.schedule == newest.schedule,
        occurrences.c.fire_at < newest.fire_at,
        occurrences.c.fire_at > since,
        occurrences.c.state.in_([Stage.SUPERSEDED, Stage.DUE, Stage.HELD]),
    )
    return int((await tx.execute(query)).scalar_one())


async def of_place(tx: Tx, place: int, *, limit: int = 10) -> tuple[Occurrence, ...]:
    """Return a place's latest occurrences, newest first."""
    query = select(occurrences).where(occurrences.c.place == place)
    ordered = query.order_by(occurrences.c.fire_at.desc(), occurrences.c.id.desc())
    return tuple(_occurrence(row) for row in await tx.execute(ordered.limit(limit)))


def _key(firing: Firing) -> str:
    moment = f"{firing.fire_at.timestamp():.0f}"
    return firing.key or f"schedule:{firing.schedule}:{moment}"


def _values(firing: Firing, now: datetime) -> dict[str, object]:
    return {
        "key": _key(firing),
        "place": firing.place,
        "schedule": firing.schedule,
        "fire_at": firing.fire_at,
        "reason": firing.reason,
        "state": firing.state,
        "not_before": firing.not_before or firing.fire_at,
        "created": now,
        "done": now if firing.state in ENDED else None,
    }


def _occurrence(row: Record) -> Occurrence:
    values = {item.name: getattr(row, item.name) for item in fields(Occurrence)}
    values["reason"] = Reason(row.reason)
    values["state"] = Stage(row.state)
    values["receipt"] = codec.loads(dict[str, str], row.receipt)
    return Occurrence(**values)
