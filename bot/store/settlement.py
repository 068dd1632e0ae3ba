"""Settle claims: what became of each post, and all that follows from it.

A settlement counts only while its claim stands: a worker that lost its lease changes
nothing (fencing by attempt).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    bindparam,
    case,
    delete,
    exists,
    literal,
    select,
    tuple_,
    update,
)

from bot.store import places, posts
from bot.store.ledger import OPEN, Delivery, State, are, deliveries
from bot.store.novelty import sent_sentences
from bot.store.occurrences import Stage, occurrences
from bot.store.schema import Tx, Utc


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
    """It never will be posted. ``problem`` is told to the place's people; "" is not."""

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
    held = await _held(tx, [item for item, _ in settlements])
    kept = [pair for pair in settlements if pair[0].id in held]
    if kept:
        await _note(tx, kept, now)
        await _follow(tx, kept, now + pace, now)
    return tuple(item for item, _ in settlements if item.id not in held)


async def _held(tx: Tx, items: Sequence[Delivery]) -> frozenset[int]:
    """End the claims that still stand, and return which did."""
    claimed = tuple_(deliveries.c.id, deliveries.c.attempt)
    ended = await tx.execute(
        update(deliveries)
        .where(
            claimed.in_([(item.id, item.attempt) for item in items]),
            are(State.SENDING),
        )
        .values(lease=None, owner=None)
        .returning(deliveries.c.id)
    )
    return frozenset(row.id for row in ended)


async def _note(tx: Tx, kept: Sequence[Settlement], now: datetime) -> None:
    """Write each outcome into its row; many of one kind go in one statement."""
    by_kind: dict[type[Outcome], list[dict[str, object]]] = defaultdict(list)
    for item, outcome in kept:
        values = _values(outcome, now)
        by_kind[type(outcome)].append({"of": item.id, **values})
    mine = deliveries.c.id == bindparam("of")
    for rows in by_kind.values():
        await tx.execute(update(deliveries).where(mine).values(_named(rows[0])), rows)


def _named(row: Mapping[str, object]) -> dict[str, BindParameter[object]]:
    return {name: bindparam(name) for name in row if name != "of"}


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


async def _follow(
    tx: Tx, kept: Sequence[Settlement], rest: datetime, now: datetime
) -> None:
    """Do what follows: index posts, let places rest, call the next parts, close."""
    posted = [(item, out.message_id) for item, out in kept if isinstance(out, Sent)]
    if posted:
        at = sorted({item.place for item, _ in posted})
        await posts.index(tx, posted, now=now)
        await places.untroubled(tx, at)
        if rest > now:
            await _rest(tx, at, rest)
    for item, outcome in kept:
        if isinstance(outcome, Again):
            await _rest(tx, [item.place], outcome.at)
        elif isinstance(outcome, Dead):
            await _bury(tx, item, outcome, now)
    ended = {item.occurrence for item, out in kept if isinstance(out, Sent | Dead)}
    if ended:
        await _call_next(tx, sorted(ended), rest)
        await _close(tx, sorted(ended), now)


async def _call_next(tx: Tx, of: Sequence[int], rest: datetime) -> None:
    """Let the next part of each occurrence be due, under the post it belongs to."""
    earlier, parent = deliveries.alias("earlier"), deliveries.alias("parent")
    blocked = exists().where(
        earlier.c.occurrence == deliveries.c.occurrence,
        earlier.c.part < deliveries.c.part,
        earlier.c.state.in_(OPEN),
    )
    thread = select(parent.c.message_id).where(
        parent.c.occurrence == deliveries.c.occurrence,
        parent.c.part == deliveries.c.parent,
    )
    resting = case(
        (deliveries.c.not_before < rest, literal(rest, Utc)),
        else_=deliveries.c.not_before,
    )
    await tx.execute(
        update(deliveries)
        .where(
            deliveries.c.occurrence.in_(of),
            deliveries.c.state == State.WAITING,
            ~blocked,
        )
        .values(state=State.DUE, not_before=resting, thread=thread.scalar_subquery())
    )


async def _rest(tx: Tx, at: Sequence[int], until: datetime) -> None:
    """Send nothing to these places before ``until``: the limit is the place's."""
    await tx.execute(
        update(deliveries)
        .where(
            deliveries.c.place.in_(at),
            deliveries.c.state.in_([State.DUE, State.WAITING]),
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
    if outcome.problem:
        await places.trouble(tx, item.place, outcome.problem, now=now)


async def _close(tx: Tx, of: Sequence[int], now: datetime) -> None:
    """Close occurrences of which every part is settled."""
    mine = deliveries.c.occurrence == occurrences.c.id
    still = exists().where(mine, deliveries.c.state.in_(OPEN))
    dead = exists().where(mine, deliveries.c.state == State.DEAD)
    await tx.execute(
        update(occurrences)
        .where(occurrences.c.id.in_(of), occurrences.c.state == Stage.QUEUED, ~still)
        .values(state=case((dead, Stage.FAILED), else_=Stage.DONE), done=now)
    )
