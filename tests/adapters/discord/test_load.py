"""Many at once: permitted rates are kept, and no post is lost or doubled."""

import asyncio
from pathlib import Path

import pytest

from benchmarks._newsroom import READERS
from benchmarks.discord import briefings, running
from bot import store
from bot.adapters.discord.guard import Pace
from bot.chat import Target
from bot.store import ledger, occurrences
from bot.store.occurrences import Firing, Reason
from tests import seedpack
from tests.adapters.discord.running import texts
from tests.factories import make_part
from tests.platforms.discord import CHANNEL, GUILD, Limits, Server
from tests.platforms.discord.world import ELSEWHERE
from tests.seedpack import EVENING

CHANNELS = 12
PARTS = (make_part("Morning"), *(make_part(f"S{n}", index=n, parent=0) for n in (1, 2)))


@pytest.mark.timeout(300)
async def test_a_killed_worker_loses_and_doubles_nothing_at_permitted_rates(
    tmp_path: Path,
) -> None:
    """The short form of benchmarks/discord.py."""
    made = await briefings(CHANNELS, "loop", tmp_path, PARTS, Limits(), call=5.0)

    assert (made.lost, made.doubled, made.dead) == (0, 0, 0)
    assert made.posted == CHANNELS * len(PARTS)


async def test_requests_are_spread_over_time() -> None:
    pace, loop = Pace(gap=0.01), asyncio.get_running_loop()
    began = loop.time()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(6):
            tasks.create_task(pace.turn())

    assert loop.time() - began >= 0.05


@pytest.mark.timeout(300)
async def test_two_processes_share_the_servers_and_post_a_briefing_once(
    server: Server, tmp_path: Path
) -> None:
    here = Target("discord", GUILD, CHANNEL)
    server.world.start = EVENING
    url = f"sqlite:///{tmp_path / 'dateline.db'}"
    async with store.opened(url) as db:
        place = await seedpack.read(db, here, analyser=READERS)
    ours = {"shards": "2"}

    async with (
        running(server, tmp_path, EVENING, shard_ids="0", **ours),
        running(server, tmp_path, EVENING, shard_ids="1", **ours),
    ):
        await server.ready(2)
        first = str((await server.say("help"))["id"])
        second = str((await server.say("help", channel=ELSEWHERE))["id"])
        async with store.opened(url) as db:
            firing = Firing(place.id, None, EVENING, Reason.NOW, key="once")
            async with db.writing() as tx:
                await occurrences.record(tx, [firing], now=EVENING)
            await _delivered(db)
        await server.until(lambda: server.posts(first) and server.posts(second))

    assert sorted(map(str, (each["shard"] for each in server.gateway.identified))) == [
        "[0, 2]",
        "[1, 2]",
    ]
    [head] = [text for text in texts(server, CHANNEL) if "Briefing" in text]
    assert "1. " in head
    assert len(texts(server, first)) == len(texts(server, second)) == 1


async def _delivered(db: store.Store) -> None:
    """Wait until a briefing is in the ledger and all of it was sent."""
    while True:
        async with db.reading() as tx:
            counts = await ledger.count(tx)
        if counts[ledger.State.SENT] and not any(counts[s] for s in ledger.OPEN):
            return
        await asyncio.sleep(0.1)
