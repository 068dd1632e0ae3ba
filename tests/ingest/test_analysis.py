"""Every text is read once, and what was read is not gone over for ever."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.chat import Target
from bot.ingest import analysis
from bot.ingest.analysis import Desk
from bot.store import Store, places, readings, sightings, sources
from bot.store.sources import Kind
from summarizer import Layout, Reading, Version
from tests.factories import NOW, make_version

NOTHING = Reading(Layout(None, None, None, None, (), ()), (), (), ())


class Readers:
    """Notes what it is given to read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.more = asyncio.Event()

    async def __call__(self, versions: Sequence[Version]) -> Sequence[Reading]:
        self.read += [version.text for version in versions]
        self.more.set()
        return [NOTHING for _ in versions]


async def bring(db: Store, text: str) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=NOW)
        feed = await sources.add(tx, place.id, Kind.FEED, "https://f/", now=NOW)
        await sightings.add(tx, feed.id, make_version(text, address=None), now=NOW)


async def test_texts_are_read_as_they_come(
    lite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "LOOKED_AT_AGAIN", 0)
    readers, arrived = Readers(), asyncio.Event()
    desk = Desk(lite, readers, "x")
    await bring(lite, "one")

    running = asyncio.get_running_loop().create_task(
        analysis.run(desk, arrived, asyncio.Event())
    )
    await readers.more.wait()
    for text in ("two", "three"):
        readers.more.clear()
        await bring(lite, text)
        arrived.set()
        await readers.more.wait()
    running.cancel()
    await asyncio.wait([running])

    assert readers.read == ["one", "two", "three"]


async def test_what_is_old_is_not_looked_at_again(lite: Store) -> None:
    readers = Readers()
    desk = Desk(lite, readers, "x")
    await bring(lite, "one")
    async with lite.reading() as tx:
        newest = await readings.newest(tx)
    await bring(lite, "two")

    looked = await analysis.read_some(desk, after=newest)

    assert readers.read == ["two"]
    assert (looked.texts, looked.newest) == (1, newest + 1)
