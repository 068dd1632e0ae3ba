"""A place sees what its own sources read, and nothing of anybody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import get_ident

import pytest

from bot import codec
from bot.chat import Target
from bot.store import Store, Tx, places, readings, search, sightings, sources, stories
from bot.store.sightings import Brought, Disposition, News
from bot.store.sources import Kind, State
from summarizer import Article, Layout, Reading, Span, Version, digest

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE, UNTIL = NOW - 7 * DAY, NOW + DAY
found_by = partial(search.versions_with, since=SINCE, until=UNTIL)
read = partial(readings.of_place, since=SINCE, until=UNTIL, analyser="1")
sighted = partial(sightings.of_place, since=SINCE, until=UNTIL)
EMPTY = Reading(Layout(None, None, None, None, (Span(0, 1),), ()), (), (), ())


def version(text: str = "The dam broke.", title: str = "Dam", at: str = "a") -> Version:
    address = f"https://lantern.example/{at}"
    article = Article(digest("address", address), "The Lantern", address)
    return Version(article, text, title=title)


async def source(tx: Tx, channel: str, address: str = "https://f.example/") -> int:
    place = await places.join(tx, Target("memory", "w", channel), now=NOW)
    added = await sources.add(tx, place.id, Kind.FEED, address, now=NOW)
    return added.id


async def place(tx: Tx, source: int) -> int:
    # On PostgreSQL a place that was there already costs a number all the same.
    found = await sources.get(tx, source)
    assert found is not None
    return found.place


async def analyse(tx: Tx) -> int:
    found = await readings.missing(tx, analyser="1", limit=100)
    for item in found:
        await readings.keep(tx, item, EMPTY, analyser="1")
    return len(found)


async def view(tx: Tx, place: int) -> str:
    """Return all a place can see, as text to be compared."""
    seen = await read(tx, place)
    told = await sighted(tx, place)
    found = await search.versions_with(
        tx, place, ["dam", "broke"], since=SINCE, until=UNTIL
    )
    bare = [replace(item, id=0, source=0) for item in told]
    return repr((seen, bare, found, await stories.reads(tx, place)))


async def test_another_channel_changes_nothing_in_this_one(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        await sightings.add(tx, mine, version(), now=NOW)
        await sightings.add(tx, mine, version("A vote.", "Vote", "b"), now=NOW)
        await analyse(tx)
        before = await view(tx, 1)

        theirs = await source(tx, "theirs")
        for at, text in enumerate(
            ["The dam broke.", "Changed.", "The dam broke twice."]
        ):
            changed = version(text, f"Their title {at}")
            await sightings.add(tx, theirs, changed, now=NOW - DAY)
        await analyse(tx)

        assert await view(tx, 1) == before


async def test_the_newest_version_and_the_first_reading_count(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        news = [
            await sightings.add(tx, mine, version(), now=NOW),
            await sightings.add(tx, mine, version(), now=NOW),
            await sightings.add(tx, mine, version("It held."), now=NOW + DAY),
        ]
        await analyse(tx)

        (seen,) = await read(tx, 1)

    assert news == [News.NEW, News.KNOWN, News.CHANGED]
    assert (seen.version.text, seen.first_read) == ("It held.", NOW)


async def test_an_edit_that_is_undone_counts_as_an_edit(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        news = [
            await sightings.add(tx, mine, version(text), now=NOW)
            for text in ("It held.", "It broke.", "It held.", "It held.")
        ]
        await analyse(tx)

        (seen,) = await read(tx, 1)

    assert news == [News.NEW, News.CHANGED, News.CHANGED, News.KNOWN]
    assert seen.version.text == "It held."


async def test_an_article_listed_twice_with_two_texts_settles(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        both = [Brought(version(text)) for text in ("It held.", "It broke.")]
        await sightings.add_all(tx, mine, both, now=NOW)

        again = await sightings.add_all(tx, mine, both, now=NOW + DAY)

    assert again == (News.KNOWN, News.KNOWN)


async def test_an_analysis_is_made_once_and_shared(db: Store) -> None:
    async with db.writing() as tx:
        for channel in ("one", "two"):
            await sightings.add(tx, await source(tx, channel), version(), now=NOW)

        made = [await analyse(tx), await analyse(tx)]

        assert made == [1, 0]
        assert len(await read(tx, 2)) == 1


async def test_every_article_has_one_disposition(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine", "https://f.example/")
        also_mine = await source(tx, "mine", "https://g.example/")
        for each in (mine, also_mine):
            await sightings.add(tx, each, version(), now=NOW)
        theirs = await source(tx, "theirs")
        await sightings.add(tx, theirs, version(), now=NOW)
        article = version().article.id

        here, there = await place(tx, mine), await place(tx, theirs)

        await sightings.dispose(tx, here, article, Disposition.FOLDED, "as in b")

        own = await sightings.of_article(tx, here, article)
        (other,) = await sightings.of_article(tx, there, article)
    assert {(item.disposition, item.detail) for item in own} == {
        (Disposition.FOLDED, "as in b")
    }
    assert other.disposition is Disposition.WAITING


async def test_words_are_found_as_prefixes_whatever_their_case(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        for at, text in enumerate(["Ferries stop.", "A ferry and a DAM.", "Nothing."]):
            await sightings.add(tx, mine, version(text, "t", str(at)), now=NOW)

        found = await found_by(tx, 1, ["ferr", "dam", "%'\""])

    assert found == (
        version("A ferry and a DAM.", at="1").id,
        version("Ferries stop.", at="0").id,
    )


async def test_a_removed_source_takes_only_its_own_with_it(db: Store) -> None:
    async with db.writing() as tx:
        one = await source(tx, "mine", "https://f.example/")
        two = await source(tx, "mine", "https://g.example/")
        for each in (one, two):
            await sightings.add(tx, each, version(), now=NOW)

        await sources.remove(tx, one)

        assert [item.source for item in await sighted(tx, 1)] == [two]


async def test_a_source_comes_back_as_it_was_saved(db: Store) -> None:
    async with db.writing() as tx:
        mine = await source(tx, "mine")
        found = await sources.get(tx, mine)
        assert found is not None
        changed = replace(
            found,
            state=State.FAILING,
            cause="403 Forbidden",
            failures=3,
            interval=timedelta(hours=2),
            next_try=NOW + DAY,
        )

        await sources.save(tx, changed)

        assert await sources.get(tx, mine) == changed
        assert await sources.due(tx, now=NOW) == ()
        assert await sources.due(tx, now=NOW + DAY) == (changed,)


async def test_readings_are_decoded_beside_the_event_loop(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a week held it for seconds, and Slack waits for three."""
    async with db.writing() as tx:
        mine = await source(tx, "c1")
        await sightings.add(tx, mine, version(), now=NOW)
        await analyse(tx)
    threads: set[int] = set()
    decode = codec.loads

    def noted(kind: type[object], text: str) -> object:
        threads.add(get_ident())
        return decode(kind, text)

    monkeypatch.setattr(codec, "loads", noted)
    async with db.reading() as tx:
        [found] = await read(tx, await place(tx, mine))

    assert found.reading == EMPTY
    assert get_ident() not in threads
