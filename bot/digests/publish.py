"""Queue a digest once: an occurrence that is due becomes rows of the ledger.

What it says is composed by whoever is handed in; nothing here reads an article.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import log, metrics
from bot.delivery.dispatcher import Dispatcher
from bot.digests.material import Composed, Material, gather, waits, withdraw
from bot.messages import Part
from bot.messages.split import Room, split
from bot.store import (
    Store,
    Tx,
    ledger,
    novelty,
    occurrences,
    places,
    schedules,
    sightings,
    stories,
    turns,
)
from bot.store.novelty import Told
from bot.store.occurrences import Occurrence, Reason, Stage

LOG = log.get("digests")

PATIENCE = timedelta(minutes=10)
"""How long a digest waits for its articles to be analysed."""
AGAIN = timedelta(minutes=1)
"""After composing failed."""
GIVE_UP = timedelta(hours=1)
"""After this long a digest that cannot be composed has failed."""
TICK = 2.0
"""Seconds between two looks for occurrences that are due."""


Compose = Callable[[Material], Awaitable[Composed]]


@dataclass(frozen=True, slots=True)
class Publisher:
    """What publishing needs: where to, how it is composed, who sends it."""

    store: Store
    compose: Compose
    rooms: Mapping[str, Room]
    """The limits of each platform that is running."""
    dispatcher: Dispatcher
    clock: Callable[[], datetime]
    analyser: str


async def run(publisher: Publisher, rang: asyncio.Event) -> None:
    """Publish what is due until cancelled; look at once when ``rang`` is set."""
    while True:
        try:
            await publish_due(publisher)
        except Exception:  # the outermost edge: the next look may do
            LOG.exception("digests.publish_failed")
        rang.clear()
        try:
            async with asyncio.timeout(TICK):
                await rang.wait()
        except TimeoutError:
            continue


async def publish_due(publisher: Publisher) -> int:
    """Publish every occurrence that is due, and return how many were queued."""
    async with publisher.store.reading() as tx:
        waiting = await occurrences.due(
            tx, tuple(publisher.rooms), now=publisher.clock()
        )
    queued = 0
    for occurrence in waiting:
        try:
            queued += await publish(publisher, occurrence)
        except Exception as error:  # the edge of one digest: the others go on
            LOG.exception("digests.compose_failed", occurrence=occurrence.id)
            await _put_off(publisher, occurrence, error)
    return queued


async def publish(publisher: Publisher, occurrence: Occurrence) -> bool:
    """Compose an occurrence and queue its parts, once; tell whether we did."""
    now = publisher.clock()
    if await _waits(publisher, occurrence, now):
        return False
    material = await _gather(publisher, occurrence, now)
    room = publisher.rooms[material.place.target.platform]
    composed = await publisher.compose(material)
    parts = split(composed.message, room) if composed.message else ()
    async with publisher.store.writing() as tx:
        queued = await _queue(tx, material, composed, parts)
        if queued and parts:
            await publisher.dispatcher.enqueue(tx, [occurrence.id])
    if queued:
        metrics.DIGESTS.labels(occurrence.reason).inc()
        metrics.LAG.observe((now - occurrence.not_before).total_seconds())
        LOG.info(
            "digests.published",
            occurrence=occurrence.id,
            place=occurrence.place,
            reason=occurrence.reason,
            parts=len(parts),
        )
    return queued


async def _waits(publisher: Publisher, occurrence: Occurrence, now: datetime) -> bool:
    """Tell whether a digest should wait a little for its articles to be read."""
    if now - occurrence.not_before >= PATIENCE:
        return False
    async with publisher.store.reading() as tx:
        return await waits(tx, occurrence, analyser=publisher.analyser, now=now)


async def _gather(
    publisher: Publisher, occurrence: Occurrence, now: datetime
) -> Material:
    async with publisher.store.writing() as tx:
        schedule = await withdraw(tx, occurrence, now)
    async with publisher.store.reading() as tx:
        return await gather(
            tx, occurrence, schedule, analyser=publisher.analyser, now=now
        )


async def _queue(
    tx: Tx, material: Material, composed: Composed, parts: Sequence[Part]
) -> bool:
    """Write everything a digest leads to, unless it was written before."""
    occurrence, now = material.occurrence, material.now
    stage = Stage.QUEUED if parts else Stage.EMPTY
    if not await occurrences.advance(
        tx,
        occurrence.id,
        stage,
        now=now,
        since=material.since,
        until=material.until,
        receipt=_receipt(material, composed, parts),
    ):
        return False
    await occurrences.supersede_waiting(tx, occurrence, now=now)
    await ledger.add(tx, occurrence, parts, now=now)
    if occurrence.reason is not Reason.PREVIEW:
        await _remember(tx, material, composed, parts)
    return True


async def _remember(
    tx: Tx, material: Material, composed: Composed, parts: Sequence[Part]
) -> None:
    """Note what the place is told, so that no later digest tells it again."""
    place, now = material.place.id, material.now
    told = [_placed(item, parts) for item in composed.told]
    await novelty.tell(tx, place, material.occurrence.id, told, now=now)
    await sightings.dispose_all(tx, place, composed.dispositions)
    reads = await stories.reads(tx, place)
    await stories.keep(tx, reads, composed.members, now=now)
    await turns.note(tx, place, composed.turns, now=now)
    if material.schedule is not None:
        await schedules.cover(tx, material.schedule.id, material.until)


def _placed(told: Told, parts: Sequence[Part]) -> Told:
    """Say in which part a sentence stands: the first about its story."""
    about = (part.index for part in parts if part.story == told.story)
    return replace(told, part=next(about, 0))


def _receipt(
    material: Material, composed: Composed, parts: Sequence[Part]
) -> Mapping[str, str]:
    late = {"unread": str(material.unread)} if material.unread else {}
    return {
        **composed.receipt,
        **late,
        "articles": str(len(material.sources)),
        "parts": str(len(parts)),
    }


async def _put_off(
    publisher: Publisher, occurrence: Occurrence, error: Exception
) -> None:
    """Try a digest that could not be composed again, and for an hour at most."""
    now = publisher.clock()
    async with publisher.store.writing() as tx:
        if now - occurrence.created < GIVE_UP:
            await occurrences.put_off(tx, occurrence.id, now + AGAIN)
            return
        receipt = {"error": repr(error)}
        await occurrences.advance(
            tx, occurrence.id, Stage.FAILED, now=now, receipt=receipt
        )
        problem = f"A digest could not be made: {error!r}"
        await places.trouble(tx, occurrence.place, problem, now=now)
