"""Mutes, filters, watches and votes."""

from datetime import timedelta

from bot.store import places, wishes
from tests.commands.conftest import CHANNEL, Room


async def test_a_muted_story_stays_out_of_what_is_new(room: Room) -> None:
    await room.say("brief")
    await room.say("mute recount for 7d")

    assert "Commission orders recount" not in await room.say("new")
    room.clock[0] += timedelta(days=8)
    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
        assert place is not None
        assert await wishes.of_place(tx, place.id, now=room.clock[0]) == ()


async def test_a_filter_leaves_out_and_explains(room: Room) -> None:
    await room.say("filter add -ferry")

    tested = await room.say("filter test")
    assert "4 do not" in tested
    assert "filter: without “ferry”" in tested


async def test_a_watch_tells_when_somebody_speaks_not_when_they_are_named(
    room: Room,
) -> None:
    answer = await room.say("watch Odile Marchetane when says about the navy")
    assert "Odile Marchetane speaks about the navy" in answer

    told = await room.say("new")
    _, _, watched = told.partition("Watched: Odile Marchetane about the navy")
    assert "I never said the navy would run these boats" in watched
    await room.say("unwatch Odile Marchetane")
    assert "Watched:" not in await room.say("new")


async def test_a_vote_counts_once_per_person(room: Room) -> None:
    await room.say("brief")
    await room.say("vote up 2")

    assert "👍 0 · 👎 1" in await room.say("vote down 2")


async def test_a_filter_ends_by_its_number_or_its_words(room: Room) -> None:
    await room.say("filter add -crime")
    await room.say("filter add budget")

    assert "crime" not in await room.say("filter remove -Crime")
    assert "No filters here" in await room.say("filter remove 1")


async def test_what_is_watched_is_listed_with_a_button_to_end_it(room: Room) -> None:
    assert "Nothing is watched here" in await room.say("watch")
    await room.say("watch Odile Marchetane when says about the navy")
    await room.say("watch Hollen Dam")

    listed = await room.say("watch")

    assert "Odile Marchetane speaks about the navy" in listed
    assert "Hollen Dam is in the news" in listed
    assert [b.command for b in room.buttons][-1] == "unwatch Hollen Dam"


async def test_a_filter_may_be_said_in_words(room: Room) -> None:
    await room.say("filter add exclude ferry")
    await room.say("filter add only recount")

    assert "leave out ferry" in await room.say("filter list")
    assert "show only recount" in await room.say("filter list")
