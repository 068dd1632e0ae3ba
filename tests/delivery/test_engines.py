"""Both engines deliver everything, and take up what another process left."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import Target
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.durable import Durable
from bot.delivery.loop import Loop
from bot.delivery.wave import Sender
from bot.messages import Paragraph, Part, Text
from bot.store import Store, claims, ledger, occurrences, places
from bot.store.occurrences import Firing, Reason, Stage
from tests.platforms.generic import PLATFORM, Platform, Weather, connected, serving

LONG_AGO = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
ENGINES = [pytest.param(Loop, id="loop"), pytest.param(Durable, id="dbos")]


def clock() -> datetime:
    """Run on from an hour after everything was due."""
    return LONG_AGO + timedelta(hours=1, seconds=time.monotonic() % 3600)


async def queue(db: Store, digests: int, parts: int) -> None:
    async with db.writing() as tx:
        for number in range(digests):
            target = Target(PLATFORM, "w", f"c{number}")
            place = await places.join(tx, target, now=LONG_AGO)
            firing = Firing(place.id, None, LONG_AGO, Reason.NOW, key=f"d{number}")
            one = await occurrences.add(tx, firing, now=LONG_AGO)
            assert one is not None
            await occurrences.advance(tx, one.id, Stage.QUEUED, now=LONG_AGO)
            blocks = (Paragraph((Text("news"),)),)
            made = [Part(n, blocks, parent=0 if n else None) for n in range(parts)]
            await ledger.add(tx, one, made, now=LONG_AGO)


async def settled(db: Store) -> None:
    """Return when nothing is left to be done."""
    async with asyncio.timeout(240):
        while True:
            async with db.reading() as tx:
                counts = await ledger.count(tx)
            if not any(counts[state] for state in ledger.OPEN):
                return
            await asyncio.sleep(0.1)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("engine", ENGINES)
async def test_an_engine_sends_what_a_dead_process_left(
    db: Store, engine: Callable[[Sender], Dispatcher]
) -> None:
    platform = Platform(Weather())
    await queue(db, digests=3, parts=3)
    async with serving(platform) as address, connected(address) as adapter:
        lease, call = timedelta(minutes=2), timedelta(seconds=5)
        sender = Sender(db, {PLATFORM: adapter}, clock, "me", lease, call)
        async with db.writing() as tx:
            lost = await claims.take(
                tx, "dead", [PLATFORM], now=LONG_AGO, until=LONG_AGO, limit=1
            )
        async with asyncio.TaskGroup() as group:
            running = group.create_task(engine(sender).run())
            await settled(db)
            running.cancel()

    assert len(lost) == 1
    assert len(platform.counts) == 9
    assert platform.doubled == 0
