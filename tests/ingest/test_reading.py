"""A site that changes, read again and again: what is news, and what is not."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.ingest import again, reading
from bot.store import readings, retention, sightings, sources
from bot.store.sightings import Disposition, News
from bot.store.sources import State
from summarizer import Undated
from tests.ingest.site import Newsroom, newsroom, story

HOUR = timedelta(hours=1)


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite_url, "a", "b", "c") as opened:
        yield opened


@pytest.fixture
async def teasers(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite_url, "a", "b", full=False) as opened:
        yield opened


async def versions(room: Newsroom, article: str) -> int:
    async with room.store.reading() as tx:
        return len(
            [
                v
                for v in await readings.missing(tx, analyser="x", limit=999)
                if v.article.id == article
            ]
        )


async def post(room: Newsroom) -> str:
    """Say that the one article that is news was posted; return its id."""
    [article] = [
        each.article
        for each in await room.seen()
        if each.disposition is Disposition.WAITING
    ]
    async with room.store.writing() as tx:
        await sightings.dispose(tx, 1, article, Disposition.SENT)
    return article


async def test_a_new_feed_starts_from_a_baseline(room: Newsroom) -> None:
    await room.subscribe()

    await room.read()
    room.site.entries.insert(0, "d")
    await room.read()

    assert len(await room.seen()) == 4
    assert await room.news() == ["d"]


async def test_as_many_as_were_asked_for_are_news_at_once(room: Newsroom) -> None:
    await room.subscribe(backfill=2)

    await room.read()

    assert await room.news() == ["a", "b"]
    assert len(await room.seen()) == 3


@pytest.mark.parametrize("change", ["ids", "order", "tracking", "prefix"])
async def test_what_a_feed_renames_is_not_news_again(
    room: Newsroom, change: str
) -> None:
    await room.subscribe()
    await room.read()

    if change == "ids":
        room.site.ids = "renamed"
    elif change == "order":
        room.site.entries.reverse()
    elif change == "tracking":
        room.site.entries = [f"{name}?utm_source=rss" for name in room.site.entries]
    else:
        room.site.prefix = "/moved/"
    if change == "tracking":
        room.site.texts = {
            f"{name}?utm_source=rss": story(name) for name in ("a", "b", "c")
        }
    await room.read()

    assert await room.news() == []


async def test_an_edited_entry_is_a_new_version_of_the_same_article(
    room: Newsroom,
) -> None:
    await room.subscribe()
    await room.read()
    before = await room.seen()

    room.site.texts["a"] = story("a", "Six people were hurt.")
    await room.read()

    after = await room.seen()
    assert [s.article for s in after] == [s.article for s in before]
    assert await room.news() == []
    assert [await versions(room, s.article) for s in after] == [2, 1, 1]


async def test_pages_stand_in_for_teasers(teasers: Newsroom) -> None:
    await teasers.subscribe(backfill=2)

    await teasers.read()

    async with teasers.store.reading() as tx:
        texts = [v.text for v in await readings.missing(tx, analyser="x")]
    assert all("This is the report" in text for text in texts)
    assert not any("teaser" in text for text in texts)


async def test_what_has_no_page_is_headline_only_until_it_has(
    teasers: Newsroom,
) -> None:
    teasers.site.broken["/a/a"] = 500
    await teasers.subscribe(backfill=2)
    await teasers.read()
    async with teasers.store.reading() as tx:
        held = {v.title: v for v in await readings.missing(tx, analyser="x")}
    assert held["Report on a"].headline_only
    assert not held["Report on b"].headline_only

    teasers.site.broken.clear()
    teasers.clock[0] += HOUR
    assert await again.look(teasers.desk) == (News.CHANGED,)

    async with teasers.store.reading() as tx:
        newest, *_ = await readings.missing(tx, analyser="x")
    assert (newest.title, newest.headline_only) == ("Report on a", False)


async def test_a_site_that_is_away_is_asked_for_one_page_only(
    teasers: Newsroom,
) -> None:
    teasers.site.entries = [f"n{number}" for number in range(30)]
    teasers.site.broken |= {f"/a/n{number}": 503 for number in range(30)}
    await teasers.subscribe(backfill=30)

    await teasers.read()

    asked = sum(n for path, n in teasers.site.asked.items() if path.startswith("/a/"))
    assert asked < 30
    assert len(await teasers.seen()) == 30


async def test_the_page_of_a_posted_article_is_asked_again_and_less_and_less(
    teasers: Newsroom,
) -> None:
    await teasers.subscribe(backfill=1)
    await teasers.read()
    await post(teasers)

    looks = []
    for _ in range(8 * 24 * 2):
        teasers.clock[0] += timedelta(minutes=30)
        looks.append(len(await again.look(teasers.desk)))

    assert looks[0] == 1
    assert sum(looks[:48]) > sum(looks[48:96]) >= sum(looks[96:144])
    assert 5 < sum(looks) < 25
    assert sum(looks[-24:]) == 0


async def test_what_nobody_was_shown_is_not_asked_again(teasers: Newsroom) -> None:
    await teasers.subscribe(backfill=2)
    await teasers.read()
    teasers.clock[0] += HOUR

    assert await again.look(teasers.desk) == ()


async def test_a_page_that_is_away_keeps_its_text(teasers: Newsroom) -> None:
    await teasers.subscribe(backfill=1)
    await teasers.read()
    article = await post(teasers)

    teasers.site.broken["/a/a"] = 404
    teasers.clock[0] += HOUR
    await again.look(teasers.desk)

    assert await versions(teasers, article) == 1


async def test_a_feed_that_moved_on_too_fast_says_since_when(room: Newsroom) -> None:
    await room.subscribe()
    first = await room.read()
    room.site.entries = ["x", "y", "z"]

    second = await room.read(5 * HOUR)

    assert first.gap_from is first.gap_until is None
    assert (second.gap_from, second.gap_until) == (first.last_read, room.clock[0])
    assert second.interval < first.interval
    assert await room.news() == ["x", "y", "z"]


async def test_an_empty_feed_that_fills_is_no_gap(room: Newsroom) -> None:
    room.site.entries = []
    await room.subscribe()
    await room.read()
    room.site.entries = ["x", "y"]

    source = await room.read()

    assert source.gap_until is None
    assert await room.news() == ["x", "y"]


async def test_what_a_feed_still_lists_after_half_a_year_is_not_news(
    room: Newsroom,
) -> None:
    await room.subscribe()
    for _ in range(19):
        await room.read(timedelta(days=10))
        async with room.store.writing() as tx:
            await retention.purge(tx, before=room.clock[0] - timedelta(days=180))

    assert await room.news() == []
    assert len(await room.seen()) == 3


@pytest.mark.parametrize("date", ["1764000000", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_an_entry_of_an_impossible_day_is_news_of_no_day(
    room: Newsroom, date: str
) -> None:
    await room.subscribe()
    await room.read()

    room.site.date = date
    room.site.entries.insert(0, "d")
    await room.read()

    assert await room.news() == ["d"]
    async with room.store.reading() as tx:
        [read] = [
            each
            for each in await readings.missing(tx, analyser="x")
            if each.title == "Report on d"
        ]
    assert read.published == Undated()


async def test_not_modified_since_never_is_a_failure(room: Newsroom) -> None:
    await room.subscribe()
    room.site.broken["/feed"] = 304

    source = await room.read()

    assert source.state is State.FAILING
    assert "not modified" in source.cause


async def test_a_410_ends_the_feed(room: Newsroom) -> None:
    await room.subscribe()
    room.site.broken["/feed"] = 410

    source = await room.read()

    assert (source.state, source.next_try) == (State.GONE, None)


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(
    room: Newsroom,
) -> None:
    await room.subscribe("/old-feed")

    await room.read()
    await room.read()

    assert (await room.source()).address == f"{room.site.base}/feed"
    assert room.site.asked["/old-feed"] == 1


async def test_two_addresses_of_one_feed_are_both_read(room: Newsroom) -> None:
    await room.subscribe("/feed")
    await room.subscribe("/old-feed")
    async with room.store.reading() as tx:
        _, old = await sources.of_place(tx, 1)

    await reading.read(room.desk, old)

    async with room.store.reading() as tx:
        _, old = await sources.of_place(tx, 1)
    assert (old.state, old.address) == (State.ACTIVE, f"{room.site.base}/old-feed")


async def test_a_feed_that_asks_to_wait_is_not_asked_before(room: Newsroom) -> None:
    room.site.broken["/feed"] = 429
    room.site.retry_after = "7200"
    await room.subscribe()

    source = await room.read()

    assert source.state is State.FAILING
    assert source.next_try is not None
    assert source.next_try >= room.clock[0] + 2 * HOUR
