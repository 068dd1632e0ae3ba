"""Claims on the ledger: who may send what, and until when.

A claim is committed before the platform is called. One that is lost is not sent again
but looked up, and only after every call made under it has ended.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, update

from bot.store.ledger import Delivery, State, are, deliveries, rows
from bot.store.schema import Tx, Utc


async def take(
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

    A part that may have been posted already comes with ``unclear`` set. ``only`` are
    occurrences.
    """
    ready = _ready(platforms, now)
    if only is not None:
        ready = ready.where(deliveries.c.occurrence.in_(only))
    picked = ready.order_by(deliveries.c.not_before, deliveries.c.id).limit(limit)
    if tx.dialect.name == "postgresql":
        picked = picked.with_for_update(skip_locked=True)
    claimed = await tx.execute(
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
    return await rows(tx, deliveries.c.id.in_([row.id for row in claimed]))


async def expire(
    tx: Tx, *, now: datetime, look_at: datetime, busy: Collection[int] = ()
) -> int:
    """Take claims away whose lease is over; the platform is asked at ``look_at``.

    By then every call made under the old claim has ended. ``busy`` are deliveries the
    asker is sending itself, which a moved clock must not take from it.
    """
    over = [are(State.SENDING), deliveries.c.lease <= now]
    if busy:
        over.append(deliveries.c.id.not_in(busy))
    return await _revoke(tx, over, look_at)


async def disown(tx: Tx, owners: Sequence[str], *, look_at: datetime) -> int:
    """Take away the claims of owners that are gone, before their leases end."""
    theirs = [are(State.SENDING), deliveries.c.owner.in_(owners)]
    return await _revoke(tx, theirs, look_at)


async def owners(tx: Tx) -> frozenset[str]:
    """Return who holds a claim."""
    query = select(deliveries.c.owner).where(are(State.SENDING))
    return frozenset(row.owner for row in await tx.execute(query.distinct()))


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
    found = await tx.execute(query.order_by(deliveries.c.occurrence).limit(limit))
    return tuple(row.occurrence for row in found)


async def next_due(tx: Tx, only: Sequence[int]) -> datetime | None:
    """Return when the next part of some occurrences may be sent; None if none may."""
    query = select(func.min(deliveries.c.not_before)).where(
        deliveries.c.occurrence.in_(only), are(State.DUE, State.UNCERTAIN)
    )
    moment: datetime | None = (await tx.execute(query)).scalar()
    return moment


def _ready(platforms: Sequence[str], now: datetime) -> Select[tuple[int]]:
    platform = deliveries.c.platform
    # An equality lets the index give the order; a list of one does not.
    here = platform == platforms[0] if len(platforms) == 1 else platform.in_(platforms)
    return select(deliveries.c.id).where(
        are(State.DUE, State.UNCERTAIN), here, deliveries.c.not_before <= now
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
