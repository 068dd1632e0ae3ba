"""Who looks after a place is told, once, that nothing can be posted there any more."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import plain
from bot.adapters.memory import Memory
from bot.chat import Target
from bot.delivery.telling import tell
from bot.delivery.wave import Sender, wave
from bot.errors import Forbidden, Gone
from bot.messages import Paragraph, Part, Text
from bot.store import (
    Store,
    ledger,
    occurrences,
    places,
    schedules,
    sources,
)
from bot.store.ledger import State
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.sources import Kind
from tests.adapters import stages
from tests.factories import HERE
from tests.platforms import discord
from tests.platforms.slack import server as slack

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DOORS = {
    "slack": (slack.ANA, Target("slack", slack.TEAM, slack.DIRECT)),
    "discord": (discord.ANA, Target("discord", "@me", discord.DIRECT)),
    "memory": ("ana", Target("memory", HERE.workspace, "direct-ana")),
}
"""Somebody on each platform, and where that person is written to alone."""


@pytest.fixture(params=DOORS)
async def stage(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[stages.Stage]:
    async with stages.STAGES[request.param](tmp_path) as ready:
        yield ready


def sender(db: Store, stage: stages.Stage) -> Sender:
    adapters = {stage.place.platform: stage.adapter}
    return Sender(db, adapters, lambda: NOW, "me", timedelta(minutes=2))


async def schedule(db: Store, at: Target, owner: str) -> int:
    async with db.writing() as tx:
        place = await places.join(tx, at, now=NOW, title="#news")
        await schedules.create(
            tx,
            place.id,
            "Briefing",
            "daily 08:00",
            "UTC",
            next_fire=None,
            now=NOW,
            owner=owner,
        )
    return place.id


async def queue(db: Store, place: int, key: str = "k") -> None:
    async with db.writing() as tx:
        one = await occurrences.add(
            tx, Firing(place, None, NOW, Reason.NOW, key=key), now=NOW
        )
        assert one is not None
        await occurrences.advance(tx, one.id, Stage.QUEUED, now=NOW)
        await ledger.add(tx, one, [Part(0, (Paragraph((Text("news"),)),))], now=NOW)


async def test_who_made_the_digest_is_told_once_by_direct_message(
    lite: Store, stage: stages.Stage
) -> None:
    person, door = DOORS[stage.place.platform]
    place = await schedule(lite, stage.place, person)
    await queue(lite, place)
    stage.fail(Forbidden)
    working = sender(lite, stage)

    await wave(working, [stage.place.platform])
    told = [await tell(working) for _ in range(2)]
    await wave(working, [stage.place.platform])

    async with lite.reading() as tx:
        at = await places.find(tx, door)
        assert at is not None
        (notice,) = await occurrences.of_place(tx, at.id)
        (post,) = await ledger.of_occurrence(tx, notice.id)
        kept = await schedules.of_place(tx, place)
    assert told == [1, 0]
    assert post.state is State.SENT
    assert "I can’t post in #news" in plain.part(post.part)
    assert "A permission is missing" in plain.part(post.part)
    assert len(kept) == 1


async def test_without_digests_who_added_the_sources_is_told_else_who_invited_us(
    lite: Store,
) -> None:
    memory = Memory()
    working = Sender(lite, {"memory": memory}, lambda: NOW, "me", timedelta(minutes=2))
    async with lite.writing() as tx:
        fed = await places.join(tx, Target("memory", "w", "fed"), now=NOW)
        await sources.add(
            tx, fed.id, Kind.FEED, "https://f.example/", now=NOW, owner="bo"
        )
        bare = await places.join(tx, Target("memory", "w", "bare"), now=NOW)
        await places.save(tx, replace(bare, settings={places.INVITER: "cy"}))
        for place in (fed, bare):
            await places.trouble(tx, place.id, "The channel is gone", now=NOW)

    await tell(working)
    await wave(working, ["memory"])

    assert [post.target.channel for post in memory.posts] == ["direct-bo", "direct-cy"]


async def test_one_who_cannot_be_written_to_is_not_written_to_for_ever(
    lite: Store,
) -> None:
    memory = Memory()
    working = Sender(lite, {"memory": memory}, lambda: NOW, "me", timedelta(minutes=2))
    place = await schedule(lite, Target("memory", "w", "c"), "ana")
    await queue(lite, place)
    memory.failures += [Gone("is_archived"), Forbidden("cannot_dm")]

    told = []
    for _ in range(3):
        await wave(working, ["memory"])
        told.append(await tell(working))

    assert told == [1, 0, 0]
    assert memory.posts == []
