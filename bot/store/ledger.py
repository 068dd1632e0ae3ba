"""The ledger: one row is one part of a message, to be posted exactly once.

A row is claimed (committed) before the platform is called and settled afterwards. It
does not call anybody and does not decide: see `bot.delivery`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Select,
    Table,
    Text,
    UniqueConstraint,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
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
    Index("ix_deliveries_state_not_before", "state", "not_before"),
    Index("ix_deliveries_place_message_id", "place", "message_id"),
)


class State(StrEnum):
    """Where a delivery stands; docs/delivery.md draws how it moves."""

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


OPEN = (State.DUE, State.SENDING, State.UNCERTAIN)
"""States in which something is still to be done."""


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
    """Enter all parts of a composed occurrence; a second time changes nothing."""
    query = select(places.c.platform).where(places.c.id == occurrence.place)
    platform = (await tx.execute(query)).scalar_one()
    rows = [
        {
            "key": key(occurrence.key, part.index),
            "occurrence": occurrence.id,
            "place": occurrence.place,
            "platform": platform,
            "part": part.index,
            "parent": part.parent,
            "body": codec.dumps(part),
            "not_before": now,
        }
        for part in parts
    ]
    if rows:
        await insert_new(tx, deliveries, rows, "key")


async def claim(
    tx: Tx,
    owner: str,
    platforms: Sequence[str],
    *,
    now: datetime,
    until: datetime,
    limit: int,
    only: Sequence[int] | None = None,
) -> tuple[Delivery, ...]:
    """Take what may be sent now, until the lease ends. Commit before you call.

    The parts of an occurrence go one after the other; a part that may have been posted
    already comes with ``unclear`` set. ``only`` are occurrences.
    """
    ready = _ready(platforms, now)
    if only is not None:
        ready = ready.where(deliveries.c.occurrence.in_(only))
    picked = ready.order_by(deliveries.c.not_before, deliveries.c.id).limit(limit)
    if tx.dialect.name == "postgresql":
        picked = picked.with_for_update(skip_locked=True)
    rows = await tx.execute(
        update(deliveries)
        .where(deliveries.c.id.in_(picked))
        .values(
            state=State.SENDING,
            owner=owner,
            attempt=deliveries.c.attempt + 1,
            unclear=or_(deliveries.c.unclear, deliveries.c.state == State.UNCERTAIN),
            lease=until,
            first_try=func.coalesce(deliveries.c.first_try, literal(now, Utc)),
        )
        .returning(deliveries.c.id)
    )
    return await _rows(tx, deliveries.c.id.in_([row.id for row in rows]))


async def expire(
    tx: Tx, *, now: datetime, look_at: datetime, busy: Collection[int] = ()
) -> int:
    """Take claims away whose lease is over; the platform is asked at ``look_at``.

    By then every call made under the old claim has ended. ``busy`` are deliveries the
    asker is sending itself, which a moved clock must not take from it.
    """
    over = [deliveries.c.state == State.SENDING, deliveries.c.lease <= now]
    if busy:
        over.append(deliveries.c.id.not_in(busy))
    return await _revoke(tx, over, look_at)


async def disown(tx: Tx, owners: Sequence[str], *, look_at: datetime) -> int:
    """Take away the claims of owners that are gone, before their leases end."""
    theirs = [deliveries.c.state == State.SENDING, deliveries.c.owner.in_(owners)]
    return await _revoke(tx, theirs, look_at)


async def owners(tx: Tx) -> frozenset[str]:
    """Return who holds a claim."""
    query = select(deliveries.c.owner).where(deliveries.c.state == State.SENDING)
    return frozenset(row.owner for row in await tx.execute(query.distinct()))


async def of_occurrence(tx: Tx, occurrence: int) -> tuple[Delivery, ...]:
    """Return an occurrence's deliveries in the order of their parts."""
    return await _rows(tx, deliveries.c.occurrence == occurrence)


async def of_ids(tx: Tx, ids: Sequence[int]) -> tuple[Delivery, ...]:
    """Return deliveries by their numbers."""
    return await _rows(tx, deliveries.c.id.in_(ids))


async def supersede(
    tx: Tx, schedule: int, before: int, *, now: datetime
) -> datetime | None:
    """Withdraw a schedule's queued occurrences of which nothing may have been posted.

    Returns where the earliest window of them started, or None where none was withdrawn.
    """
    touched = exists().where(
        deliveries.c.occurrence == occurrences.c.id,
        or_(deliveries.c.state != State.DUE, deliveries.c.unclear),
    )
    unsent = (
        occurrences.c.schedule == schedule,
        occurrences.c.id < before,
        occurrences.c.state == Stage.QUEUED,
        ~touched,
    )
    rows = await tx.execute(
        update(occurrences)
        .where(*unsent)
        .values(state=Stage.SUPERSEDED, done=now)
        .returning(occurrences.c.id, occurrences.c.since)
    )
    withdrawn = rows.all()
    if not withdrawn:
        return None
    ids = [row.id for row in withdrawn]
    await tx.execute(delete(sent_sentences).where(sent_sentences.c.occurrence.in_(ids)))
    mine = deliveries.c.occurrence.in_(ids)
    values = {"state": State.SUPERSEDED, "settled": now}
    await tx.execute(update(deliveries).where(mine).values(values))
    return min((row.since for row in withdrawn if row.since), default=None)


async def overdue(
    tx: Tx,
    platforms: Sequence[str],
    *,
    now: datetime,
    since: datetime,
    limit: int = 1000,
) -> tuple[int, ...]:
    """Return occurrences of which a part could have been sent since a moment."""
    ready = _ready(platforms, now).where(deliveries.c.not_before <= since)
    query = ready.with_only_columns(deliveries.c.occurrence).distinct()
    rows = await tx.execute(query.order_by(deliveries.c.occurrence).limit(limit))
    return tuple(row.occurrence for row in rows)


async def next_due(tx: Tx, only: Sequence[int]) -> datetime | None:
    """Return when the next part of some occurrences may be sent; None if none may."""
    waiting = deliveries.c.state.in_([State.DUE, State.UNCERTAIN])
    query = select(func.min(deliveries.c.not_before)).where(
        deliveries.c.occurrence.in_(only), waiting
    )
    moment: datetime | None = (await tx.execute(query)).scalar()
    return moment


async def oldest_open(tx: Tx) -> datetime | None:
    """Return since when the longest waiting delivery has been due, or None."""
    query = select(func.min(occurrences.c.fire_at)).join(
        deliveries, deliveries.c.occurrence == occurrences.c.id
    )
    waiting = query.where(deliveries.c.state.in_(OPEN))
    oldest: datetime | None = (await tx.execute(waiting)).scalar()
    return oldest


async def count(tx: Tx) -> Mapping[State, int]:
    """Return how many deliveries stand in each state."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    found = {State(row[0]): row[1] for row in await tx.execute(query)}
    return {state: found.get(state, 0) for state in State}


def _ready(platforms: Sequence[str], now: datetime) -> Select[tuple[int]]:
    earlier = deliveries.alias("earlier")
    blocked = exists().where(
        earlier.c.occurrence == deliveries.c.occurrence,
        earlier.c.part < deliveries.c.part,
        earlier.c.state.in_(OPEN),
    )
    return select(deliveries.c.id).where(
        deliveries.c.state.in_([State.DUE, State.UNCERTAIN]),
        deliveries.c.not_before <= now,
        deliveries.c.platform.in_(platforms),
        ~blocked,
    )


async def _revoke(
    tx: Tx, where: Sequence[ColumnElement[bool]], look_at: datetime
) -> int:
    result = await tx.execute(
        update(deliveries)
        .where(*where)
        .values(
            state=State.UNCERTAIN,
            unclear=True,
            attempt=deliveries.c.attempt + 1,
            owner=None,
            lease=None,
            not_before=look_at,
            error="the claim was lost",
        )
    )
    return result.rowcount


async def _rows(tx: Tx, where: ColumnElement[bool]) -> tuple[Delivery, ...]:
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
