"""Read a feed or page for a place: fetch, parse apart, keep what is new.

A new source starts from a baseline: what its feed holds then is known and not news,
but for as many of the newest as people asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot import log
from bot.errors import IngestError, Unreadable
from bot.ingest import feeds, poll
from bot.ingest.feeds import Document, Entry, Feed
from bot.ingest.fetch import Fetched, Fetcher, NotModified, Request
from bot.ingest.identity import canonical
from bot.ingest.pages import Page, extract
from bot.ingest.poll import Bounds, Outcome
from bot.settings import Ingest
from bot.store import Store, sightings, sources
from bot.store.sightings import Disposition, News
from bot.store.sources import Kind, Subscription
from bot.workers.parsing import Parsing
from summarizer import Article, Undated, Version, digest

LOG = log.get("ingest")

PARSE: Final = 10.0
"""Seconds one document may take to parse before its worker is killed."""
FULL: Final = 150
"""Words a feed's own text needs to be taken for the whole article."""
PAGES: Final = 25
"""New articles whose pages are fetched at one reading; the rest come at the next."""
FEEDS: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
HTML: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading needs."""

    store: Store
    fetcher: Fetcher
    parsing: Parsing
    limits: Ingest
    clock: Callable[[], datetime]

    @property
    def bounds(self) -> Bounds:
        """The limits of a source's interval."""
        least, most = self.limits.min_interval, self.limits.max_interval
        return Bounds(timedelta(seconds=least), timedelta(seconds=most))


async def read(desk: Desk, source: Subscription) -> int:
    """Read a source, note how it went, and return how many articles were new.

    No failure leaves here: it is noted with the source, and it is tried again.
    """
    now = desk.clock()
    try:
        outcome = await _outcome(desk, source, now)
    except IngestError as error:
        outcome = poll.Failed(error)
    async with desk.store.writing() as tx:
        await sources.save(tx, poll.after(source, outcome, desk.bounds, now))
    LOG.info(
        "ingest.read",
        source=source.id,
        outcome=type(outcome).__name__.lower(),
        cause=str(outcome.error) if isinstance(outcome, poll.Failed) else "",
    )
    return outcome.news if isinstance(outcome, poll.Read) else 0


async def _outcome(desk: Desk, source: Subscription, now: datetime) -> Outcome:
    wanted = HTML if source.kind is Kind.PAGE else FEEDS
    request = Request(source.address, source.etag, source.last_modified, wanted)
    answer = await desk.fetcher.get(request, now)
    if isinstance(answer, NotModified):
        return poll.Unchanged(answer.fresh_for)
    if source.kind is Kind.PAGE:
        news, title, ttl = await _page(desk, source, answer), "", timedelta()
    else:
        feed = await parse(desk, answer)
        news, title, ttl = await _feed(desk, source, feed), feed.title, feed.ttl
    return poll.Read(
        news=news,
        fresh_for=max(answer.fresh_for, ttl),
        etag=answer.etag,
        last_modified=answer.last_modified,
        moved_to=answer.moved_to,
        title=title,
    )


async def parse(desk: Desk, answer: Fetched) -> Feed:
    """Parse a feed in a worker that may be killed.

    Raises:
        Unreadable: it is no feed, or costs too much.
    """
    document = Document(answer.address, answer.body, answer.content_type)
    return await desk.parsing.run(feeds.parse, document, timeout=PARSE)


# --- a feed -----------------------------------------------------------------------


async def _feed(desk: Desk, source: Subscription, feed: Feed) -> int:
    fresh = await _unknown(desk, source, feed.entries)
    if source.baseline is None:
        await _keep_baseline(desk, source, feed, fresh)
        return 0
    versions = [await _version(desk, source, feed, entry) for entry in fresh[:PAGES]]
    return await _keep(desk, source, versions)


async def _unknown(
    desk: Desk, source: Subscription, entries: Sequence[Entry]
) -> list[Entry]:
    """Return entries whose articles this source has not brought, each once."""
    named = {identity(entry): entry for entry in reversed(entries)}
    async with desk.store.reading() as tx:
        known = await sightings.known(tx, source.id, tuple(named))
    return [entry for key, entry in reversed(named.items()) if key not in known]


def identity(entry: Entry) -> str:
    """Return an entry's article id: by address, else by title and words.

    A feed's own ids are not used: feeds rename them.
    """
    if entry.address:
        return digest("address", canonical(entry.address))
    return digest("entry", entry.title, *entry.paragraphs)


async def _keep_baseline(
    desk: Desk, source: Subscription, feed: Feed, fresh: Sequence[Entry]
) -> None:
    now = desk.clock()
    async with desk.store.writing() as tx:
        for entry in fresh:
            version = _headline(source, feed, entry)
            await sightings.add(tx, source.id, version, now=now)
            await sightings.dispose(
                tx, source.place, version.article.id, Disposition.OLD,
                "it was there before the source was added",
            )  # fmt: skip


async def _version(
    desk: Desk, source: Subscription, feed: Feed, entry: Entry
) -> Version:
    """Return the fullest text of an entry: the feed's own, its page's, its headline."""
    if entry.address is None or _words(entry.paragraphs) >= FULL:
        return _own(source, feed, entry)
    try:
        page = await _fetched_page(desk, entry.address)
    except IngestError as error:
        LOG.info("ingest.page_failed", source=source.id, cause=str(error))
        return _own(source, feed, entry)
    if page.headline_only:
        return _own(source, feed, entry)
    return _from_page(page, entry.address, source, entry)


def _own(source: Subscription, feed: Feed, entry: Entry) -> Version:
    paragraphs = entry.paragraphs
    return _made(source, feed, entry, "\n\n".join((entry.title, *paragraphs)))


def _headline(source: Subscription, feed: Feed, entry: Entry) -> Version:
    return _made(source, feed, entry, entry.title)


def _made(source: Subscription, feed: Feed, entry: Entry, text: str) -> Version:
    outlet = source.title or feed.title
    return Version(
        article=Article(identity(entry), outlet, entry.address),
        text=text,
        published=entry.published,
        title=entry.title or None,
        author=entry.author,
        language=feed.language or "en",
    )


def _words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


async def _keep(desk: Desk, source: Subscription, versions: Sequence[Version]) -> int:
    now = desk.clock()
    async with desk.store.writing() as tx:
        news = [await sightings.add(tx, source.id, each, now=now) for each in versions]
    return sum(each is not News.KNOWN for each in news)


# --- a page ------------------------------------------------------------------------


async def _page(desk: Desk, source: Subscription, answer: Fetched) -> int:
    page = await _parsed_page(desk, answer)
    if page.headline_only:
        raise Unreadable("there is no article text on that page")
    return await _keep(desk, source, [_from_page(page, answer.address, source, None)])


async def _fetched_page(desk: Desk, address: str) -> Page:
    answer = await desk.fetcher.get(Request(address, accept=HTML), desk.clock())
    if isinstance(answer, NotModified):
        raise Unreadable("the page says it did not change, and was not asked")
    return await _parsed_page(desk, answer)


async def _parsed_page(desk: Desk, answer: Fetched) -> Page:
    document = Document(answer.address, answer.body, answer.content_type)
    return await desk.parsing.run(read_page, document, timeout=PARSE)


def read_page(document: Document) -> Page:
    """Extract a page; a top-level function, so that a worker can run it."""
    return extract(document.body, document.address)


def _from_page(
    page: Page, address: str, source: Subscription, entry: Entry | None
) -> Version:
    title = page.title or (entry.title if entry else "")
    known = page.published
    if isinstance(known, Undated) and entry:
        known = entry.published
    return Version(
        article=Article(
            identity(entry) if entry else digest("address", canonical(address)),
            page.outlet or source.title,
            address,
        ),
        text="\n\n".join((title, *page.paragraphs)),
        published=known,
        title=title or None,
        author=", ".join(page.authors) or None,
        language=page.language or "en",
    )
