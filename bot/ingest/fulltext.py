"""The page behind an entry: asked for, parsed apart, and what is to be done if not."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.errors import IngestError, Refused, Unreachable
from bot.ingest import paged, wording
from bot.ingest.desk import Desk
from bot.ingest.feeds import Document
from bot.ingest.fetch import Fetched, NotModified, Request
from bot.ingest.pages import Page
from bot.ingest.pages.times import believed
from bot.store.sightings import Brought, Disposition, Origin, Trace
from summarizer import Version

PARSE: Final = 10.0
"""Seconds one document may take to parse before its worker is killed."""
HTML: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
SOONEST, LATEST = timedelta(minutes=30), timedelta(days=1)
"""When a page is asked again: after half of the time since it was first read."""
FOLLOWED: Final = timedelta(days=7)
"""How long a page is followed for changes."""
TRIED: Final = timedelta(days=1)
"""How long a page that could not be read is tried."""
GONE: Final = frozenset({404, 410, 451})
BUSY: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Found:
    """A page with text, and what its site said of its age."""

    page: Page
    etag: str
    last_modified: str


class Pages:
    """Pages asked for in one reading; a host that is away is not asked twice."""

    def __init__(self, desk: Desk) -> None:
        """Nothing is asked as yet."""
        self._desk = desk
        self._away: dict[str, Unreachable] = {}

    async def find(
        self, address: str, *, trace: Trace | None = None
    ) -> Found | NotModified:
        """Return the page at an address.

        Raises:
            IngestError: it cannot be asked for, or be read.
        """
        host = urlsplit(address).netloc
        if error := self._away.get(host):
            raise error
        known = trace or Trace()
        request = Request(address, known.etag, known.last_modified, HTML)
        try:
            return await self._found(request)
        except Unreachable as error:
            if error.status is None or error.status in BUSY:
                self._away[host] = error
            raise

    async def _found(self, request: Request) -> Found | NotModified:
        async with self._desk.fetcher.asked(request, self._desk.clock()) as answer:
            if isinstance(answer, NotModified):
                return answer
            page = await parse(self._desk, answer)
            return Found(page, answer.etag, answer.last_modified)


async def parse(desk: Desk, answer: Fetched) -> Page:
    """Read a page in a worker that may be killed.

    Raises:
        Unreadable: it costs too much.
    """
    document = Document(answer.address, answer.body, answer.content_type)
    page = await desk.parsing.run(paged.read, document, timeout=PARSE)
    return replace(page, published=believed(page.published, desk.clock()))


async def complete(
    pages: Pages, version: Version, trace: Trace, now: datetime
) -> Brought:
    """Return an article with its page's text, or with what the feed has of it."""
    address = version.article.address or ""
    try:
        found = await pages.find(address)
    except IngestError as error:
        return _without(version, trace, error, now)
    if isinstance(found, NotModified) or found.page.headline_only:
        return _without(version, trace, None, now)
    return Brought(wording.of_page(found.page, version), _read(trace, found, now, now))


def _without(
    version: Version, trace: Trace, error: IngestError | None, now: datetime
) -> Brought:
    again = now + _wait(error) if may_be_read_later(error) else None
    disposition = Disposition.WAITING if version.text else Disposition.UNREADABLE
    return Brought(
        version,
        replace(trace, origin=Origin.HEADLINE, again=again),
        disposition,
        str(error) if error else "",
    )


def may_be_read_later(error: IngestError | None) -> bool:
    """Tell whether a page that could not be read is worth another try."""
    if error is None or isinstance(error, Refused):
        return False
    return not (isinstance(error, Unreachable) and error.status in GONE)


def _wait(error: IngestError | None) -> timedelta:
    asked = error.after if isinstance(error, Unreachable) else None
    return max(asked or SOONEST, SOONEST)


def _read(trace: Trace, found: Found, first_read: datetime, now: datetime) -> Trace:
    return replace(
        trace,
        origin=Origin.PAGE,
        etag=found.etag,
        last_modified=found.last_modified,
        again=next_look(first_read, now),
    )


def next_look(first_read: datetime, now: datetime) -> datetime | None:
    """Return when a page is asked again, or None where it is followed no longer."""
    age = now - first_read
    if age > FOLLOWED:
        return None
    return now + min(max(age / 2, SOONEST), LATEST)
