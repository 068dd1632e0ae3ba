"""Whatever happens to it, and however often and in whatever order, once is once."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import psutil
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat import Target
from bot.ingest import reading
from bot.ingest.feeds import Entry, Feed
from bot.store import places, readings, sightings, sources
from bot.store.sightings import Disposition
from bot.store.sources import Kind
from summarizer import Undated
from tests.factories import NOW
from tests.ingest.site import Newsroom, newsroom, story

ARTICLES = 60
PATIENCE = 120
"""Seconds a busy machine may take."""
_rooms = count(1)


@asynccontextmanager
async def reader(url: str) -> AsyncIterator[int]:
    """Run a process that reads; at the end of the block it is killed, whole family."""
    call = f"from tests.ingest import reader; reader.run({url!r})"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", call)
    try:
        yield process.pid
    finally:
        family = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()


async def until(room: Newsroom, asked: int) -> None:
    """Wait until the site was asked so often since the block began."""
    async with asyncio.timeout(PATIENCE):
        while sum(room.site.asked.values()) < asked:
            await room.site.news.wait()
            room.site.news.clear()


async def until_read(room: Newsroom) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await room.source()).last_read is None:  # noqa: ASYNC110  # it is another process
            await asyncio.sleep(0.05)


async def make_due(room: Newsroom) -> None:
    source = await room.source()
    now = datetime.now(UTC)  # noqa: TID251  # as the reading process sees it
    async with room.store.writing() as tx:
        due = replace(source, next_try=now - timedelta(1), last_read=None, etag="")
        await sources.save(tx, due)


async def test_killed_anywhere_each_article_is_stored_once(database_url: str) -> None:
    """Kill it after so many requests, three times; then let it end, twice."""
    chance = random.Random()  # noqa: S311  # another place each time, on purpose
    names = [f"n{number}" for number in range(ARTICLES)]
    async with newsroom(database_url, *names, full=False) as room:
        await room.subscribe(backfill=ARTICLES // 2)
        for _ in range(3):
            await make_due(room)
            room.site.asked.clear()
            async with reader(database_url):
                await until(room, chance.randrange(1, ARTICLES // 4))
        for _ in range(2):
            await make_due(room)
            async with reader(database_url):
                await until_read(room)
        seen = await room.seen()
        async with room.store.reading() as tx:
            texts = await readings.missing(tx, analyser="x", limit=9_999)

    became = Counter(each.disposition for each in seen)
    assert Counter(each.article for each in seen).most_common(1)[0][1] == 1
    assert len(seen) == ARTICLES
    assert became == {
        Disposition.WAITING: ARTICLES // 2,
        Disposition.OLD: ARTICLES // 2,
    }
    assert Counter(text.article.id for text in texts).most_common(1)[0][1] == 1


def entry(number: int) -> Entry:
    address = f"https://lantern.example/{number}"
    words = tuple(story(str(number)).split(". "))
    return Entry(address, f"Report {number}", words, Undated(), None, str(number))


numbers = st.lists(st.integers(0, 9), unique=True)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(feeds=st.lists(numbers, min_size=1, max_size=5), backfill=st.integers(0, 3))
def test_read_in_any_order_and_twice_each_article_is_stored_once(
    sqlite_url: str, feeds: Sequence[Sequence[int]], backfill: int
) -> None:
    asyncio.run(_read_in_order(sqlite_url, feeds, backfill))


async def _read_in_order(
    url: str, feeds: Sequence[Sequence[int]], backfill: int
) -> None:
    async with newsroom(url) as room:
        async with room.store.writing() as tx:
            here = Target("memory", "w", str(next(_rooms)))
            place = await places.join(tx, here, now=NOW)
            source = await sources.add(
                tx, place.id, Kind.FEED, "https://f/", now=NOW, backfill=backfill
            )
        for listed in feeds:
            for _ in range(2):
                feed = Feed("f", "en", timedelta(), tuple(map(entry, listed)))
                await reading.keep(room.desk, source, feed)
                source = replace(source, baseline=NOW)
        async with room.store.reading() as tx:
            since = NOW - timedelta(days=1)
            seen = await sightings.of_place(tx, place.id, since=since, until=NOW)

    became = {each.title: each.disposition for each in seen}
    assert len(became) == len(seen)
    assert set(became) == {f"Report {n}" for listed in feeds for n in listed}
    old = {title for title, what in became.items() if what is Disposition.OLD}
    assert old == {f"Report {n}" for n in feeds[0][backfill:]}
