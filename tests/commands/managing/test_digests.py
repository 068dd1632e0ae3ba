"""Briefings made, shown and ended in words of local time."""

from datetime import timedelta

import pytest

from bot.store import occurrences, places, schedules
from bot.store.occurrences import Firing, Reason, Stage
from tests.commands.conftest import CHANNEL, NOW, OTHER, Room


async def test_a_digest_is_made_in_words_and_shows_its_next_three_times(
    room: Room,
) -> None:
    answer = await room.say("digest create every weekday at 8 Europe/Berlin")

    assert "weekdays 08:00 (Europe/Berlin)" in answer
    assert "Thu 26 Nov, 08:00 · Fri 27 Nov, 08:00 · Mon 30 Nov, 08:00" in answer
    assert room.rung == ["set weekdays 08:00"]


async def test_the_zone_comes_from_the_persons_profile(room: Room) -> None:
    assert "(Europe/Berlin)" in await room.say("digest create daily 7am", channel=OTHER)


async def test_a_digest_is_paused_and_goes_on(room: Room) -> None:
    await room.say("digest create daily 08:00")

    assert "paused since" in await room.say("digest pause")
    assert "paused since" in await room.say("digest list")
    assert "next Thu 26 Nov, 08:00" in await room.say("digest resume 1")
    assert "the next one left out" in await room.say("digest skip 1")
    assert "daily 09:00" in await room.say("digest edit 1 daily 9:00")
    assert "is deleted" in await room.say("digest delete 1")
    assert "No briefings here yet" in await room.say("digest list")


async def test_digest_now_is_due_once_and_rings(room: Room) -> None:
    await room.say("digest now")

    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
        assert place is not None
        due = await occurrences.of_place(tx, place.id)
    assert [each.reason for each in due] == [Reason.NOW]
    assert room.rung == ["ring"]


async def test_an_hour_that_does_not_exist_is_said_beforehand(room: Room) -> None:
    room.clock[0] = NOW.replace(year=2026, month=3, day=20)

    answer = await room.say("digest create daily 02:30 Europe/Berlin")
    assert "02:30 doesn’t exist on Sun 29 Mar in Europe/Berlin" in answer
    assert "I’ll use 03:00 that day." in answer


async def test_a_list_of_briefings_offers_what_can_be_done(room: Room) -> None:
    await room.say("digest create weekdays 08:00")
    await room.say("digest list")
    alone = [each.label for each in room.buttons]
    await room.say("digest create daily 17:00")
    await room.say("digest pause 2")
    await room.say("digest list")

    assert alone == ["Post now", "Change", "Pause", "Delete"]
    assert [(each.label, each.command) for each in room.buttons[4:]] == [
        ("Post now 2", "digest now 2"),
        ("Change 2", "digest edit 2"),
        ("Resume 2", "digest resume 2"),
        ("Delete 2", "digest delete 2"),
    ]


async def test_where_no_profile_says_a_zone_the_channels_own_counts(room: Room) -> None:
    await room.say("settings zone Europe/Madrid")

    answer = await room.say("digest create daily 7am", zone=None)

    assert "(Europe/Madrid)" in answer


@pytest.mark.parametrize(
    ("ago", "covered"),
    [(None, 24), (timedelta(hours=3), 3), (timedelta(days=3), 24)],
    ids=["the first", "after another", "after a long time"],
)
async def test_a_digest_covers_a_day_at_most_and_nothing_told(
    room: Room, ago: timedelta | None, covered: int
) -> None:
    async with room.store.writing() as tx:
        place = await places.find(tx, CHANNEL)
        assert place is not None
        if ago:
            then = NOW - ago
            firing = Firing(place.id, None, then, Reason.WELCOME, key="w")
            told = await occurrences.add(tx, firing, now=then)
            assert told is not None
            await occurrences.advance(
                tx, told.id, Stage.QUEUED, now=then, since=then, until=then
            )

    await room.say("digest create daily 08:00")

    async with room.store.reading() as tx:
        [made] = await schedules.of_place(tx, place.id)
    assert made.covered == NOW - timedelta(hours=covered)


async def test_of_several_digests_one_is_asked_for_with_the_whole_line(
    room: Room,
) -> None:
    await room.say("digest create daily 08:00")
    await room.say("digest create daily 18:00")

    answer = await room.say("quiet hours 22:00-07:00")

    assert "as in digest edit 1 quiet 22:00-07:00." in answer
