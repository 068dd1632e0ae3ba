"""Read a feed or page for a place: fetch, parse apart, keep what is new or edited.

A new source starts from a baseline: what its feed holds then is known and not news,
but for as many of the newest as people asked for. Nothing is lost when this ends
anywhere: what was kept is known the next time, and the rest is still in the feed.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from bot import log
from bot.errors import IngestError, Unreadable
from bot.ingest import entries, feeds, fulltext, poll, wording
from bot.ingest.desk import Desk
from bot.ingest.feeds import Document, Entry, Feed
from bot.ingest.fetch import Fetched, NotModified, Request
from bot.ingest.fulltext import HTML, PARSE, Pages
from bot.ingest.identity import canonical
from bot.ingest.pages.times import believed
from bot.ingest.poll import Outcome
from bot.store import sightings, sources, traces
from bot.store.sightings import Brought, Disposition, News, Origin, Trace
from bot.store.sources import Kind, Subscription
from summarizer import Article, Version, digest

LOG = log.get("ingest")

BATCH: Final = 25
"""Articles kept at once, their pages asked for together."""
FEEDS: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


async def read(desk: Desk, source: Subscription) -> int:
    """Read a source, note how it went, and return how many articles were new.

    No failure leaves here: it is noted with the source, and it is tried again.
    """
    try:
        outcome = await _outcome(desk, source, desk.clock())
    except IngestError as error:
        outcome = poll.Failed(error)
    await note(desk, source, outcome)
    return outcome.news if isinstance(outcome, poll.Read) else 0


async def note(desk: Desk, source: Subscription, outcome: Outcome) -> None:
    """Keep how a reading went, and when the next one is due."""
    after = poll.after(source, outcome, desk.bounds, desk.clock())
    async with desk.store.writing() as tx:
        moved = after.address != source.address
        if moved and await sources.reads(tx, source.place, after.address):
            # Two addresses of one feed: each keeps its own.
            after = replace(after, address=source.address)
        await sources.save(tx, after)
    LOG.info(
        "ingest.read",
        source=source.id,
        outcome=type(outcome).__name__.lower(),
        cause=str(outcome.error) if isinstance(outcome, poll.Failed) else "",
    )


async def _outcome(desk: Desk, source: Subscription, now: datetime) -> Outcome:
    wanted = HTML if source.kind is Kind.PAGE else FEEDS
    request = Request(source.address, source.etag, source.last_modified, wanted)
    async with desk.fetcher.asked(request, now) as answer:
        if isinstance(answer, NotModified):
            if not request.etag and not request.last_modified:
                raise Unreadable("it says “not modified” though nothing was known")
            return poll.Unchanged(answer.fresh_for)
        if source.kind is Kind.PAGE:
            return await _read_page(desk, source, answer)
        feed = await parse(desk, answer)
        about = replace(answer, body=b"")
    kept = await keep(desk, source, feed)
    return poll.Read(
        news=kept.news,
        fresh_for=max(about.fresh_for, feed.ttl),
        etag=about.etag,
        last_modified=about.last_modified,
        moved_to=about.moved_to,
        title=feed.title,
        gap=kept.gap,
    )


async def parse(desk: Desk, answer: Fetched) -> Feed:
    """Parse a feed in a worker that may be killed.

    Raises:
        Unreadable: it is no feed, or costs too much.
    """
    document = Document(answer.address, answer.body, answer.content_type)
    feed = await desk.parsing.run(feeds.parse, document, timeout=PARSE)
    now = desk.clock()
    dated = (
        replace(entry, published=believed(entry.published, now))
        for entry in feed.entries
    )
    return replace(feed, entries=tuple(dated))


# --- a feed -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one reading of a feed."""

    news: int
    """Articles that are new or edited."""
    gap: bool = False
    """Whether the feed moved on past what was last seen."""


async def keep(desk: Desk, source: Subscription, feed: Feed) -> Kept:
    """Keep what a feed brings that its source has not brought before."""
    outlet = source.title or feed.title
    found, before = await _sorted(desk, source, feed.entries)
    fresh = found.fresh
    if source.baseline is None:
        fresh = entries.newest(fresh, source.backfill)
        rest = [entry for entry in found.fresh if entry not in fresh]
        await _keep_old(desk, source, rest, outlet, "before the source was added")
    else:
        since = desk.kept_since
        rest = [entry for entry in fresh if entries.older(entry, since)]
        fresh = tuple(entry for entry in fresh if entry not in rest)
        await _keep_old(desk, source, rest, outlet, "before what is kept here")
    news = await _keep_new(desk, source, fresh, outlet)
    await _keep_edited(desk, source, found, outlet)
    await _list(desk, source, feed.entries)
    gap = before and len(feed.entries) > 1 and not found.overlap
    return Kept(news, gap)


async def _sorted(
    desk: Desk, source: Subscription, given: Sequence[Entry]
) -> tuple[entries.Sorted, bool]:
    """Tell entries apart; say also whether the source has brought any before."""
    ids = tuple({entries.identity(entry) for entry in given})
    prints = tuple({entries.printed(entry) for entry in given})
    async with desk.store.reading() as tx:
        known = await traces.known(tx, source.id, ids)
        moved = await traces.printed(tx, source.id, prints)
        before = bool(known) or await traces.any_of(tx, source.id)
    found = entries.sort(given, {i: trace for i, (_, trace) in known.items()}, moved)
    return found, before


async def _keep_old(
    desk: Desk, source: Subscription, old: Sequence[Entry], outlet: str, why: str
) -> None:
    brought = [
        Brought(
            wording.of_entry(entry, outlet),
            Trace(Origin.FEED, entries.printed(entry)),
            Disposition.OLD,
            f"it was there {why}",
        )
        for entry in old
    ]
    await _keep(desk, source, brought)


async def _keep_new(
    desk: Desk, source: Subscription, fresh: Sequence[Entry], outlet: str
) -> int:
    pages, count = Pages(desk), 0
    for batch in _batches(fresh):
        async with asyncio.TaskGroup() as tasks:
            made = [
                tasks.create_task(_brought(desk, pages, entry, outlet))
                for entry in batch
            ]
        news = await _keep(desk, source, [each.result() for each in made])
        count += sum(each is not News.KNOWN for each in news)
    return count


async def _brought(desk: Desk, pages: Pages, entry: Entry, outlet: str) -> Brought:
    """Return the fullest text of an entry: the feed's own, its page's, its headline."""
    own = wording.of_entry(entry, outlet)
    trace = Trace(Origin.FEED, entries.printed(entry))
    if wording.complete(entry):
        return Brought(own, trace)
    return await fulltext.complete(pages, own, trace, desk.clock())


async def _keep_edited(
    desk: Desk, source: Subscription, found: entries.Sorted, outlet: str
) -> None:
    """Keep what the feed says otherwise now, as new versions of the same articles."""
    pages = Pages(desk)
    noted = [(entry, _reprinted(entry, trace)) for entry, trace in found.unprinted]
    for batch in _batches(found.edited):
        async with asyncio.TaskGroup() as tasks:
            asked = [
                tasks.create_task(_edited(pages, entry, trace, outlet))
                for entry, trace in batch
            ]
        brought = [each.result() for each in asked]
        await _keep(desk, source, [each for each in brought if each is not None])
        noted += [
            (entry, _reprinted(entry, trace))
            for (entry, trace), each in zip(batch, brought, strict=True)
            if each is None
        ]
    if noted:
        async with desk.store.writing() as tx:
            for entry, trace in noted:
                await traces.note(tx, source.id, entries.identity(entry), trace)


async def _edited(
    pages: Pages, entry: Entry, trace: Trace, outlet: str
) -> Brought | None:
    """Return the article as it is now; None where its text is what it was."""
    own = wording.of_entry(entry, outlet)
    if trace.origin is not Origin.PAGE:
        whole = wording.complete(entry)
        return Brought(own, _reprinted(entry, trace)) if whole else None
    try:
        found = await pages.find(entry.address or "", trace=trace)
    except IngestError:  # it does not undo the text we have
        return None
    if isinstance(found, NotModified) or found.page.headline_only:
        return None
    now_is = replace(trace, etag=found.etag, last_modified=found.last_modified)
    return Brought(wording.of_page(found.page, own), _reprinted(entry, now_is))


def _reprinted(entry: Entry, trace: Trace) -> Trace:
    """Note what the feed says now; that it is not to be heeded, where it misled."""
    misled = trace.origin is Origin.PAGE and bool(trace.printed)
    return replace(
        trace, printed=entries.UNSTEADY if misled else entries.printed(entry)
    )


async def _list(desk: Desk, source: Subscription, given: Sequence[Entry]) -> None:
    ids = tuple({entries.identity(entry) for entry in given})
    async with desk.store.writing() as tx:
        await sightings.list_(tx, source.id, ids, now=desk.clock())


Item = TypeVar("Item")


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[at : at + BATCH] for at in range(0, len(items), BATCH))


async def _keep(
    desk: Desk, source: Subscription, brought: Sequence[Brought]
) -> tuple[News, ...]:
    if not brought:
        return ()
    async with desk.store.writing() as tx:
        return await sightings.add_all(tx, source.id, brought, now=desk.clock())


# --- a page ------------------------------------------------------------------------


async def _read_page(desk: Desk, source: Subscription, answer: Fetched) -> poll.Read:
    page = await fulltext.parse(desk, answer)
    if page.headline_only:
        raise Unreadable("there is no article text on that page")
    identity = digest("address", canonical(answer.address))
    known = Version(Article(identity, source.title, answer.address), "")
    brought = Brought(wording.of_page(page, known), Trace(Origin.PAGE))
    [news] = await _keep(desk, source, [brought])
    return poll.Read(
        news=int(news is not News.KNOWN),
        fresh_for=answer.fresh_for,
        etag=answer.etag,
        last_modified=answer.last_modified,
        moved_to=answer.moved_to,
    )
