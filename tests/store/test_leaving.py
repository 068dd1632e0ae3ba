"""A server that removes the bot: nothing runs there, its data waits for 30 days."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app.keeping import GONE, purge
from bot.chat import Target
from bot.store import Store, places, schedules, sources
from bot.store.sources import Kind

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SERVER = Target("discord", "s1", "")
CHANNEL = Target("discord", "s1", "c1")
NEIGHBOUR = Target("discord", "s2", "c2")


@pytest.fixture
async def running(db: Store) -> Store:
    """A store with two servers, a source and a briefing in each."""
    async with db.writing() as tx:
        for target in (CHANNEL, NEIGHBOUR):
            place = await places.join(tx, target, now=NOW)
            await sources.add(tx, place.id, Kind.FEED, "https://f.example/", now=NOW)
            await schedules.create(
                tx, place.id, "Briefing", "daily 8:00", "UTC", next_fire=NOW, now=NOW
            )
    return db


async def at_work(db: Store, now: datetime) -> list[str]:
    """Return the channels in which something is due: a source or a briefing."""
    async with db.reading() as tx:
        read = [each.place for each in await sources.due(tx, now=now)]
        fired = [each.place for each in await schedules.due(tx, now=now)]
        assert read == fired
        return [(await places.get(tx, each)).target.channel for each in read]


async def leave(db: Store) -> None:
    async with db.writing() as tx:
        await places.leave(tx, SERVER, now=NOW)


async def test_nothing_is_read_or_posted_for_a_server_that_removed_us(
    running: Store,
) -> None:
    before = await at_work(running, NOW)

    await leave(running)

    assert before == ["c1", "c2"]
    assert await at_work(running, NOW + DAY) == ["c2"]


async def test_a_server_that_comes_back_within_30_days_finds_everything(
    running: Store,
) -> None:
    await leave(running)
    await purge(running, NOW + GONE - DAY, 180)

    async with running.writing() as tx:
        await places.back(tx, SERVER)

    assert await at_work(running, NOW + GONE) == ["c1", "c2"]


async def test_after_30_days_all_of_a_server_is_deleted_and_nothing_else(
    running: Store,
) -> None:
    await leave(running)

    await purge(running, NOW + GONE + DAY, 180)

    async with running.writing() as tx:
        await places.back(tx, SERVER)
        assert await places.find(tx, CHANNEL) is None
        assert await places.find(tx, NEIGHBOUR) is not None
        assert len(await sources.due(tx, now=NOW + GONE)) == 1
        assert len(await schedules.due(tx, now=NOW + GONE)) == 1
