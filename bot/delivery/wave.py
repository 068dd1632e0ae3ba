"""One wave: claim a handful of deliveries, send them at once, settle as they end."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import log, metrics
from bot.boottime import boottime
from bot.chat import Adapter
from bot.delivery.deliver import deliver
from bot.messages import verbatims
from bot.store import Store, articles, claims, ledger, owners
from bot.store.ledger import Delivery
from bot.store.settlement import Outcome, settle

LOG = log.get("delivery")

SIZE = 50
"""Deliveries claimed at once: each wave waits for the disk once. Twice as many are not
faster, and a crash leaves more to be looked up; benchmarks/delivery.py."""
PATIENCE = (0.2, 1.0, 5.0)
"""Seconds between tries to settle: a database restarts in that time."""
GATHER = 0.01
"""Seconds outcomes are collected into one settlement after the first."""
CALL = timedelta(seconds=20)
"""One delivery's calls begin within this after the claim, and then end within this."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: its name in the ledger, its platforms, its clock and its lease."""

    store: Store
    adapters: Mapping[str, Adapter]
    clock: Callable[[], datetime]
    owner: str
    lease: timedelta
    """How long a claim may stand before another looks after it."""
    call: timedelta = CALL
    paces: Mapping[str, timedelta] = field(default_factory=dict)
    """How long a place of a platform rests after a post; none where not given."""
    ticks: Callable[[], float] = boottime
    busy: set[int] = field(default_factory=set)
    """Deliveries this process is sending: an expired lease does not free them."""

    @property
    def rest(self) -> timedelta:
        """After so long no call of a claim is under way, whatever the clocks show."""
        return 2 * self.call


async def wave(
    sender: Sender, platforms: Sequence[str], only: Sequence[int] | None = None
) -> int:
    """Send what is due (of the occurrences ``only``), and return how many it was."""
    began = sender.ticks()
    claimed, texts = await _claim(sender, platforms, only)

    def left() -> float:
        return sender.call.total_seconds() - (sender.ticks() - began)

    try:
        await _send_all(sender, claimed, texts, left)
    finally:
        sender.busy.difference_update(item.id for item in claimed)
    return len(claimed)


async def expire(sender: Sender) -> int:
    """Take away claims whose lease is over, and those of processes that are gone."""
    now = sender.clock()
    look_at = now + sender.rest
    async with sender.store.writing() as tx:
        over = await claims.expire(tx, now=now, look_at=look_at, busy=sender.busy)
        oldest = await ledger.oldest_open(tx)
    metrics.OLDEST.set(0 if oldest is None else (now - oldest).total_seconds())
    return over + await owners.reap(sender.store, sender.owner, look_at=look_at)


async def _claim(
    sender: Sender, platforms: Sequence[str], only: Sequence[int] | None
) -> tuple[tuple[Delivery, ...], Mapping[str, str]]:
    async with sender.store.writing() as tx:
        now = sender.clock()
        claimed = await claims.take(
            tx,
            sender.owner,
            platforms,
            now=now,
            until=now + sender.lease,
            limit=SIZE,
            only=only,
        )
        pieces = (piece for item in claimed for piece in verbatims(item.part.blocks))
        ids = tuple({piece.version for piece in pieces})
        texts = await articles.texts(tx, ids) if ids else {}
    sender.busy.update(item.id for item in claimed)
    return claimed, texts


async def _send_all(
    sender: Sender,
    claimed: Sequence[Delivery],
    texts: Mapping[str, str],
    left: Callable[[], float],
) -> None:
    async with asyncio.TaskGroup() as group:
        running = {
            group.create_task(_send(sender, item, texts, left)) for item in claimed
        }
        while running:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            done, running = await asyncio.wait(running, timeout=GATHER)
            await _settle(sender, [task.result() for task in done])


async def _send(
    sender: Sender,
    item: Delivery,
    texts: Mapping[str, str],
    left: Callable[[], float],
) -> tuple[Delivery, Outcome]:
    platform = item.target.platform
    with metrics.CALL.labels(platform).time():
        return item, await deliver(
            item,
            sender.adapters[platform],
            texts,
            sender.clock,
            left=left,
            call=sender.call,
        )


async def _settle(
    sender: Sender, settlements: Sequence[tuple[Delivery, Outcome]]
) -> None:
    pace = max(
        (sender.paces.get(item.target.platform, timedelta()) for item, _ in settlements)
    )
    lost = await _written(sender, settlements, pace)
    metrics.LOST_CLAIMS.inc(len(lost))
    for item, outcome in settlements:
        kind = type(outcome).__name__.lower()
        metrics.DELIVERIES.labels(item.target.platform, kind).inc()
        LOG.info(
            "delivery.lost_claim" if item in lost else "delivery.settled",
            key=item.key,
            occurrence=item.occurrence,
            part=item.part.index,
            attempt=item.attempt,
            outcome=kind,
            error=getattr(outcome, "error", None),
        )


async def _written(
    sender: Sender, settlements: Sequence[tuple[Delivery, Outcome]], pace: timedelta
) -> tuple[Delivery, ...]:
    """Settle; hold the outcomes for a while when the database is away.

    A settlement lost with the power leaves a claim, and that is looked up.
    """
    for delay in PATIENCE:
        try:
            async with sender.store.noting() as tx:
                return await settle(tx, settlements, now=sender.clock(), pace=pace)
        except Exception:  # whatever a driver raises: the posts stand, we can wait
            LOG.exception("delivery.not_settled", deliveries=len(settlements))
            await asyncio.sleep(delay)
    async with sender.store.noting() as tx:
        return await settle(tx, settlements, now=sender.clock(), pace=pace)
