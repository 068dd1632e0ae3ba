"""The ledger: one row is one part of a message, to be posted exactly once.

A row is claimed (committed) before the platform is called and settled afterwards. It
does not call anybody and does not decide: see `bot.delivery`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from bot import codec
from bot.chat import Target
from bot.messages import Part
from bot.store.novelty import sent_sentences
from bot.store.occurrences import Occurrence, Stage, occurrences
from bot.store.places import places
from bot.store.schema import Record, Tx, Utc, insert_new, metadata, number, owned_by
from summarizer import digest


def _partial(name: str, states: Sequence[str], *columns: str) -> Index:
    """Return an index over a few states: what is settled never weighs on a claim."""
    listed = ", ".join(f"'{state}'" for state in states)
    where = text(f"state IN ({listed})")
    return Index(name, *columns, "id", sqlite_where=where, postgresql_where=where)


deliveries = Table(
    "deliveries",
    metadata,
    number(),
    Column("key", Text, nullable=False, unique=True),
    owned_by("occurrences"),
    owned_by("places"),
    Column("platform", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("parent", Integer),
    Column("thread", Text),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False, default="due"),
    Column("owner", Text),
    Column("attempt", Integer, nullable=False, default=0),
    Column("unclear", Boolean, nullable=False, default=False),
    Column("lease", Utc),
    Column("not_before", Utc, nullable=False),
    Column("first_try", Utc),
    Column("message_id", Text),
    Column("settled", Utc),
    Column("error", Text),
    UniqueConstraint("occurrence", "part"),
    Index("ix_deliveries_place_message_id", "place", "message_id"),
    _partial("ix_deliveries_ready", ("due", "uncertain"), "platform", "not_before"),
    _partial("ix_deliveries_claimed", ("sending",), "lease"),
)


class State(StrEnum):
    """Where a delivery stands; docs/delivery.md draws how it moves."""

    WAITING = "waiting"
    """An earlier part of its digest is not settled yet."""
    DUE = "due"
    SENDING = "sending"
    """Claimed: somebody may be calling the platform right now."""
    SENT = "sent"
    UNCERTAIN = "uncertain"
    """It may have been posted; the platform must be asked before anything else."""
    DEAD = "dead"
    """It never will be posted; ``error`` says why."""
    SUPERSEDED = "superseded"
    """A later digest covered it before anything of it was posted."""


OPEN = (State.WAITING, State.DUE, State.SENDING, State.UNCERTAIN)
"""States in which something is still to be done."""


def are(*states: State) -> ColumnElement[bool]:
    """Return the condition that a delivery stands in one of some states.

    The states are written into the statement: an index over some states serves no
    statement that binds them.
    """
    listed: BindParameter[State] = bindparam(
        None, states, expanding=True, literal_execute=True
    )
    return deliveries.c.state.in_(listed)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger."""

    id: int
    key: str
    """Deterministic, at most 25 characters of [a-z0-9]."""
    occurrence: int
    place: int
    target: Target
    """The place; with the parent's message as thread where there is a parent."""
    part: Part
    state: State
    attempt: int
    """Counts claims; a settlement by an earlier claim is refused (fencing)."""
    unclear: bool
    """This claim follows an attempt of unknown outcome: ask the platform first."""
    lease: datetime | None
    first_try: datetime | None
    message_id: str | None
    error: str | None


def key(occurrence: str, part: int) -> str:
    """Return the key of one part of an occurrence (Discord takes it as nonce)."""
    return f"{digest('delivery', occurrence, str(part))}p{part % 10**6}"


async def add(
    tx: Tx, occurrence: Occurrence, parts: Sequence[Part], *, now: datetime
) -> None:
    """Enter all parts of a composed occurrence; a second time changes nothing.

    The first is due, the others wait for the one before them.
    """
    query = select(places.c.platform).where(places.c.id == occurrence.place)
    platform = (await tx.execute(query)).scalar_one()
    first = min((part.index for part in parts), default=0)
    entries = [
        {
            "key": key(occurrence.key, part.index),
            "occurrence": occurrence.id,
            "place": occurrence.place,
            "platform": platform,
            "part": part.index,
            "parent": part.parent,
            "body": codec.dumps(part),
            "state": State.DUE if part.index == first else State.WAITING,
            "not_before": now,
        }
        for part in parts
    ]
    if entries:
        await insert_new(tx, deliveries, entries, "key")


async def of_occurrence(tx: Tx, occurrence: int) -> tuple[Delivery, ...]:
    """Return an occurrence's deliveries in the order of their parts."""
    return await rows(tx, deliveries.c.occurrence == occurrence)


async def of_ids(tx: Tx, ids: Sequence[int]) -> tuple[Delivery, ...]:
    """Return deliveries by their numbers."""
    return await rows(tx, deliveries.c.id.in_(ids))


async def supersede(
    tx: Tx, schedule: int, before: int, *, now: datetime
) -> datetime | None:
    """Withdraw a schedule's queued occurrences of which nothing may have been posted.

    Returns where the earliest window of them started, or None where none was withdrawn.
    """
    touched = exists().where(
        deliveries.c.occurrence == occurrences.c.id,
        or_(
            deliveries.c.state.not_in([State.DUE, State.WAITING]),
            deliveries.c.unclear,
        ),
    )
    unsent = (
        occurrences.c.schedule == schedule,
        occurrences.c.id < before,
        occurrences.c.state == Stage.QUEUED,
        ~touched,
    )
    found = await tx.execute(
        update(occurrences)
        .where(*unsent)
        .values(state=Stage.SUPERSEDED, done=now)
        .returning(occurrences.c.id, occurrences.c.since)
    )
    withdrawn = found.all()
    if not withdrawn:
        return None
    ids = [row.id for row in withdrawn]
    await tx.execute(delete(sent_sentences).where(sent_sentences.c.occurrence.in_(ids)))
    mine = deliveries.c.occurrence.in_(ids)
    values = {"state": State.SUPERSEDED, "settled": now}
    await tx.execute(update(deliveries).where(mine).values(values))
    return min((row.since for row in withdrawn if row.since), default=None)


async def oldest_open(tx: Tx) -> datetime | None:
    """Return since when the longest waiting delivery has been due, or None."""
    query = select(func.min(occurrences.c.fire_at))
    waiting = query.where(occurrences.c.state == Stage.QUEUED)
    oldest: datetime | None = (await tx.execute(waiting)).scalar()
    return oldest


async def count(tx: Tx) -> Mapping[State, int]:
    """Return how many deliveries stand in each state."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    found = {State(row[0]): row[1] for row in await tx.execute(query)}
    return {state: found.get(state, 0) for state in State}


async def rows(tx: Tx, where: ColumnElement[bool]) -> tuple[Delivery, ...]:
    """Return the deliveries a condition holds for, in the order they were entered."""
    query = (
        select(deliveries, places.c.workspace, places.c.channel)
        .join(places, places.c.id == deliveries.c.place)
        .where(where)
        .order_by(deliveries.c.id)
    )
    return tuple(_delivery(row) for row in await tx.execute(query))


def _delivery(row: Record) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        occurrence=row.occurrence,
        place=row.place,
        target=Target(row.platform, row.workspace, row.channel, row.thread),
        part=codec.loads(Part, row.body),
        state=State(row.state),
        attempt=row.attempt,
        unclear=row.unclear,
        lease=row.lease,
        first_try=row.first_try,
        message_id=row.message_id,
        error=row.error,
    )
