"""A place's feeds from a list, and to one: OPML, pasted in chat or in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.errors import Refused
from bot.ingest import guard, opml
from bot.ingest.opml import Listed
from bot.ingest.trying import complete
from bot.store import Store, sources
from bot.store.sources import Kind, Subscription
from bot.workers.parsing import Parsing

PARSE: Final = 10.0
"""Seconds of CPU a list may take."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the feeds of a list."""

    added: int
    known: int
    refused: tuple[str, ...]
    """Why an address is not read, one reason each."""


async def read(text: str, *, parsing: Parsing | None = None) -> tuple[Listed, ...]:
    """Return a list's feeds; read apart where there are workers for it.

    Raises:
        Unreadable: it lists no feed, or costs too much.
    """
    if parsing is None:
        return opml.read(text)
    return await parsing.run(opml.read, text, timeout=PARSE)


async def take(
    store: Store,
    place: int,
    feeds: Sequence[Listed],
    *,
    now: datetime,
    owner: str = "",
) -> Taken:
    """Subscribe a place to all feeds of a list that may be read, each once."""
    refused = []
    async with store.writing() as tx:
        held = {each.address for each in await sources.of_place(tx, place)}
        before = len(held)
        for feed in feeds:
            address = complete(feed.address)
            try:
                guard.check(address)
            except Refused as error:
                refused.append(str(error))
                continue
            held.add(address)
            await sources.add(
                tx,
                place,
                Kind.FEED,
                address,
                now=now,
                title=feed.title,
                owner=owner,
            )
    added = len(held) - before
    return Taken(added, len(feeds) - len(refused) - added, tuple(refused))


def give(held: Sequence[Subscription]) -> str:
    """Return a place's feeds as OPML; empty where it has none."""
    feeds = [each for each in held if each.kind is Kind.FEED]
    listed = [Listed(each.address, each.title, "") for each in feeds]
    return opml.write(listed) if listed else ""


def told(taken: Taken) -> str:
    """Say what became of a list's feeds."""
    said = f"{_feeds(taken.added)} from now on"
    if taken.known:
        said += f"; {taken.known} of the list {_were(taken.known)} read already"
    if taken.refused:
        said += f"; {len(taken.refused)} cannot be read: {taken.refused[0]}"
    return f"{said}. `feed list` shows how they do."


def _feeds(number: int) -> str:
    return f"{number} feed{'' if number == 1 else 's'} more {_are(number)} read"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
