"""Sources added, shown, tried, ended and taken along."""

from dataclasses import replace
from datetime import timedelta

from bot.messages import Action
from bot.store import sources
from bot.store.sources import Subscription
from tests.commands.conftest import Room


async def test_a_feed_is_added_listed_and_ended(room: Room) -> None:
    assert "Reading Example News from now on" in await room.say(
        "feed add https://news.example/feed"
    )
    assert "2. Example News · not read yet" in await room.say("feed list")
    assert "Example News is read here already" in await room.say(
        "feed add https://news.example/feed"
    )
    assert "No longer read here: Example News" in await room.say("feed remove 2")


async def test_a_page_with_feeds_offers_them(room: Room) -> None:
    answer = await room.say("sub https://site.example")

    assert "a web page, not a feed. I found 2 feeds on it" in answer
    assert Action("World", "feed add https://site.example/World/feed") in room.buttons


async def test_a_feed_that_cannot_be_read_says_why(room: Room) -> None:
    answer = await room.say("feed add https://closed.example")

    assert answer == (
        "I couldn’t read https://closed.example: the site answered 403 Forbidden."
    )


async def test_feeds_can_be_taken_along(room: Room) -> None:
    await room.say("feed add https://news.example/feed")

    listed = await room.say("feed export")
    assert 'xmlUrl="https://news.example/feed"' in listed
    again = await room.say(f"feed import {listed}")
    assert "0 feeds more are read from now on; 1 of the list was read already" in again


async def sources_of(room: Room) -> tuple[Subscription, ...]:
    async with room.store.reading() as tx:
        return await sources.of_place(tx, 1)


async def test_a_list_says_what_of_it_is_not_read(room: Room) -> None:
    outlines = "".join(
        f'<outline text="x" xmlUrl="{address}"/>'
        for address in ("https://a.example/feed", "ftp://b.example/feed")
    )

    answer = await room.say(f"feed import <opml><body>{outlines}</body></opml>")

    assert "1 feed more is read from now on; 1 cannot be read" in answer
    assert "only http and https" in answer
    assert "2. x · not read yet" in await room.say("feed list")


async def test_a_list_that_is_none_says_so(room: Room) -> None:
    assert "no feed in that list" in await room.say("feed import nothing")


async def test_as_many_of_a_new_feed_as_are_asked_for_count_as_news(
    room: Room,
) -> None:
    first = await room.say("feed add https://news.example/feed backfill 5")
    again = await room.say("feed add https://news.example/feed")
    other = await room.say("feed add https://other.example/feed")

    held = (await sources_of(room))[1]
    assert "Of what is there already, the newest 1 counts as news" in first
    assert held.backfill == 5
    assert "read here already" in again
    assert "1 entry there already can be asked about, and will not be posted" in other


async def test_a_feed_that_moved_on_too_fast_says_so(room: Room) -> None:
    await room.say("feed add https://news.example/feed")
    held = (await sources_of(room))[1]
    gap = replace(
        held,
        gap_from=room.clock[0] - timedelta(hours=5),
        gap_until=room.clock[0],
        last_read=room.clock[0],
    )
    async with room.store.writing() as tx:
        await sources.save(tx, gap)

    listed = await room.say("feed list")

    assert "moved on faster than it was read: articles may be missing" in listed
