"""A channel's feeds from a list, and to one: OPML files on the command line."""

from datetime import datetime
from pathlib import Path

from bot.chat import Target
from bot.errors import Unreadable
from bot.ingest import opml
from bot.ingest.opml import Listed
from bot.store import Store, places, sources
from bot.store.sources import Kind


async def take(store: Store, target: Target, path: Path, now: datetime) -> str:
    """Subscribe a channel to all feeds of a list, and return how many there were.

    Raises:
        Unreadable: the file cannot be read or lists no feed.
    """
    feeds = opml.read(_text(path))
    async with store.writing() as tx:
        place = await places.join(tx, target, now=now)
        for feed in feeds:
            await sources.add(
                tx, place.id, Kind.FEED, feed.address, now=now, title=feed.title
            )
    return f"{len(feeds)} feeds are read from now on; `feed list` shows how they do."


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path}: cannot be read: {error}") from error


async def give(store: Store, target: Target) -> str:
    """Return a channel's feeds as OPML."""
    async with store.reading() as tx:
        place = await places.find(tx, target)
        held = await sources.of_place(tx, place.id) if place else ()
    return opml.write(
        [Listed(s.address, s.title, "") for s in held if s.kind is Kind.FEED]
    )
