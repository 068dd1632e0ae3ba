"""Settle claims: what became of each post, and all that follows from it.

A settlement counts only while its claim stands: a worker that lost its lease changes
nothing (fencing by attempt).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update

from bot.store import places, posts
from bot.store.ledger import OPEN, Delivery, State, deliveries
from bot.store.novelty import sent_sentences
from bot.store.occurrences import Stage, occurrences
from bot.store.schema import Tx


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands on the platform under this id."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Again:
    """Nothing was posted; try again at ``at``, and nothing in this place before."""

    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have been posted; ask the platform at ``at``."""

    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Dead:
    """It never will be posted. ``problem`` is what the place's people are told."""

    error: str
    problem: str


Outcome = Sent | Again | Unclear | Dead
Settlement = tuple[Delivery, Outcome]


async def settle(
    tx: Tx,
    settlements: Sequence[Settlement],
    *,
    now: datetime,
    pace: timedelta = timedelta(),
) -> tuple[Delivery, ...]:
    """Write down outcomes; return the deliveries whose claim was lost meanwhile.

    ``pace`` is how long a place rests after a post.
    """
    lost = [
        item for item, outcome in settlements if not await _note(tx, item, outcome, now)
    ]
    kept = [pair for pair in settlements if pair[0] not in lost]
    posted = [
        (item, outcome.message_id)
        for item, outcome in kept
        if isinstance(outcome, Sent)
    ]
    if posted:
        await _after_sent(tx, posted, now + pace, now)
    for item, outcome in kept:
        if isinstance(outcome, Again):
            await _rest(tx, [item.place], outcome.at)
        elif isinstance(outcome, Dead):
            await _bury(tx, item, outcome, now)
    await _finish(tx, [item.occurrence for item, _ in kept], now)
    return tuple(lost)


async def _note(tx: Tx, item: Delivery, outcome: Outcome, now: datetime) -> bool:
    """Write one outcome, unless somebody else holds the claim."""
    result = await tx.execute(
        update(deliveries)
        .where(
            deliveries.c.id == item.id,
            deliveries.c.attempt == item.attempt,
            deliveries.c.state == State.SENDING,
        )
        .values(**_values(outcome, now), lease=None, owner=None)
    )
    return result.rowcount == 1


def _values(outcome: Outcome, now: datetime) -> dict[str, object]:
    match outcome:
        case Sent(message_id):
            return {"state": State.SENT, "message_id": message_id, "settled": now}
        case Again(at, error):
            return {"state": State.DUE, "not_before": at, "error": error}
        case Unclear(at, error):
            values = {"state": State.UNCERTAIN, "not_before": at, "error": error}
            return {**values, "unclear": True}
        case Dead(error):
            return {"state": State.DEAD, "settled": now, "error": error}


async def _after_sent(
    tx: Tx, posted: Sequence[tuple[Delivery, str]], rest: datetime, now: datetime
) -> None:
    """Index the posts, open their threads, let their places rest."""
    await posts.index(tx, posted, now=now)
    await _open_threads(tx, {item.occurrence for item, _ in posted})
    at = sorted({item.place for item, _ in posted})
    await places.untroubled(tx, at)
    if rest > now:
        await _rest(tx, at, rest)


async def _open_threads(tx: Tx, of: Collection[int]) -> None:
    """Tell parts that hang under a post which message that is."""
    parent = deliveries.alias("parent")
    thread = (
        select(parent.c.message_id)
        .where(
            parent.c.occurrence == deliveries.c.occurrence,
            parent.c.part == deliveries.c.parent,
        )
        .scalar_subquery()
    )
    hanging = (
        deliveries.c.occurrence.in_(of),
        deliveries.c.parent.is_not(None),
        deliveries.c.thread.is_(None),
    )
    await tx.execute(update(deliveries).where(*hanging).values(thread=thread))


async def _rest(tx: Tx, at: Sequence[int], until: datetime) -> None:
    """Send nothing to these places before ``until``: the limit is the place's."""
    await tx.execute(
        update(deliveries)
        .where(
            deliveries.c.place.in_(at),
            deliveries.c.state == State.DUE,
            deliveries.c.not_before < until,
        )
        .values(not_before=until)
    )


async def _bury(tx: Tx, item: Delivery, outcome: Dead, now: datetime) -> None:
    """End what hangs under a dead post, forget it was sent, mark the place."""
    hanging = (
        deliveries.c.occurrence == item.occurrence,
        deliveries.c.parent == item.part.index,
        deliveries.c.state.in_(OPEN),
    )
    error = "the post it hangs under could not be sent"
    values = {"state": State.DEAD, "settled": now, "error": error}
    await tx.execute(update(deliveries).where(*hanging).values(values))
    dead = select(deliveries.c.part).where(
        deliveries.c.occurrence == item.occurrence, deliveries.c.state == State.DEAD
    )
    unsent = sent_sentences.c.occurrence == item.occurrence
    await tx.execute(
        delete(sent_sentences).where(unsent, sent_sentences.c.part.in_(dead))
    )
    await places.trouble(tx, item.place, outcome.problem, now=now)


async def _finish(tx: Tx, of: Sequence[int], now: datetime) -> None:
    """Close occurrences of which every part is settled."""
    mine = deliveries.c.occurrence == occurrences.c.id
    still = exists().where(mine, deliveries.c.state.in_(OPEN))
    dead = exists().where(mine, deliveries.c.state == State.DEAD)
    closed = (
        occurrences.c.id.in_(set(of)),
        occurrences.c.state == Stage.QUEUED,
        ~still,
    )
    await tx.execute(
        update(occurrences).where(*closed, ~dead).values(state=Stage.DONE, done=now)
    )
    await tx.execute(
        update(occurrences).where(*closed, dead).values(state=Stage.FAILED, done=now)
    )
