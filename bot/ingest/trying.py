"""What stands at an address people typed: a feed, a page with feeds, an article.

It keeps nothing. The texts of its errors are shown to the person who typed.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.errors import Unreadable
from bot.ingest import feeds, paged
from bot.ingest.desk import Desk
from bot.ingest.feeds import Document, Feed, Offer
from bot.ingest.fetch import Fetched, NotModified, Request
from bot.ingest.fulltext import PARSE
from bot.ingest.pages import Page
from bot.ingest.reading import FEEDS, parse

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_FEED: Final = re.compile(r"^feed:(?://)?", re.IGNORECASE)
"""What browsers put before an address for a feed reader."""


@dataclass(frozen=True, slots=True)
class AFeed:
    """A feed stands there."""

    address: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class ASite:
    """A page stands there that names feeds of its own."""

    address: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class APage:
    """An article stands there, and no feed is named."""

    address: str
    page: Page


Found = AFeed | ASite | APage


async def look(desk: Desk, address: str) -> Found:
    """Find out what an address leads to.

    Raises:
        IngestError: it cannot be reached, may not be read, or is none of these.
    """
    answer = await desk.fetcher.get(
        Request(complete(address), accept=FEEDS), desk.clock()
    )
    if isinstance(answer, NotModified):
        raise Unreadable("the site answered “not modified” though nothing was known")
    try:
        feed = await parse(desk, answer)
    except Unreadable as error:
        return await _page(desk, answer, error)
    return AFeed(answer.moved_to or complete(address), feed)


async def _page(desk: Desk, answer: Fetched, error: Unreadable) -> Found:
    document = Document(answer.address, answer.body, answer.content_type)
    named = await desk.parsing.run(feeds.offers, document, timeout=PARSE)
    if named:
        return ASite(answer.address, named)
    if feeds.is_feed(document):  # a broken one: its markup is no article
        raise error
    page = await desk.parsing.run(paged.read, document, timeout=PARSE)
    if page.headline_only:
        raise error
    return APage(answer.address, page)


def complete(address: str) -> str:
    """Return an address as people and browsers give it in full.

    ``<https://a.com|a.com>``, ``a.com``, ``feed://a.com``, ``feed:https://a.com``.
    """
    typed = address.strip().strip("<>").partition("|")[0].strip()
    typed = _FEED.sub("", typed)
    return typed if _SCHEME.match(typed) else f"https://{typed}"
