"""Who read what, and when: the only way from a place to an article.

Another place's sources change nothing here: not a text, not a title, not a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    Column,
    ForeignKey,
    ScalarSelect,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from bot import codec
from bot.store.articles import articles, keep
from bot.store.schema import Record, Tx, Utc, insert_new, metadata, number, owned_by
from bot.store.sources import sources
from bot.store.wordings import Facts, facts, headline, wordings
from summarizer import Version

DAY = timedelta(days=1)

sightings = Table(
    "sightings",
    metadata,
    number(),
    owned_by("sources"),
    Column("article", Text, ForeignKey("articles.id"), nullable=False, index=True),
    Column("first_read", Utc, nullable=False),
    Column("disposition", Text, nullable=False, default="waiting"),
    Column("detail", Text, nullable=False, default=""),
    Column("origin", Text, nullable=False, default="", server_default=""),
    Column("printed", Text, nullable=False, default="", server_default=""),
    Column("etag", Text, nullable=False, default="", server_default=""),
    Column("last_modified", Text, nullable=False, default="", server_default=""),
    Column("again", Utc, index=True),
    Column("listed", Utc),
    UniqueConstraint("source", "article"),
)


class Disposition(StrEnum):
    """What became of an article a source brought: exactly one of these."""

    WAITING = "waiting"
    """Not decided yet."""
    SENT = "sent"
    FOLDED = "folded"
    """It repeats another's text."""
    FILTERED = "filtered"
    MUTED = "muted"
    HEADLINE = "headline-only"
    """The text could not be read, only what the feed says of it."""
    UNREADABLE = "unreadable"
    OLD = "old"
    """It was there before the source was added."""
    KNOWN = "known"
    """All it says was sent before."""
    LEFT_OUT = "left-out"
    """There was no room for it."""


class News(StrEnum):
    """What reading an article brought."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


class Origin(StrEnum):
    """Where the text of an article comes from."""

    FEED = "feed"
    """The feed carries it in full."""
    PAGE = "page"
    HEADLINE = "headline"
    """Only what the feed says of it could be read."""
    FILE = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """How a text was come by, so that an edit can be noticed."""

    origin: Origin = Origin.FILE
    printed: str = ""
    """A print of what the feed says of it; empty where no feed does."""
    etag: str = ""
    last_modified: str = ""
    """What the page's site said the last time."""
    again: datetime | None = None
    """When its page is to be asked again, or None where it is not."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A version as a source has just read it, and how."""

    version: Version
    trace: Trace = Trace()
    disposition: Disposition = Disposition.WAITING
    """What becomes of it, if the source has not brought it before."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article as one source brought it, and what became of it."""

    id: int
    source: int
    article: str
    address: str | None
    first_read: datetime
    disposition: Disposition
    detail: str
    title: str | None
    outlet: str


async def add(tx: Tx, source: int, version: Version, *, now: datetime) -> News:
    """Note that a source has read a version; the same again changes nothing."""
    [news] = await add_all(tx, source, [Brought(version)], now=now)
    return news


async def add_all(
    tx: Tx, source: int, read: Sequence[Brought], *, now: datetime
) -> tuple[News, ...]:
    """Note what a source has read; say of each what it brought, in order."""
    if not read:
        return ()
    numbers = await keep(tx, [each.version for each in read], now=now)
    ids = tuple({each.version.article.id for each in read})
    before = await _ids(tx, source, ids)
    became = await _became(tx, source, tuple(i for i in ids if i not in before))
    rows = [_row(each, source, became, now) for each in read]
    await insert_new(tx, sightings, rows, "source", "article")
    mine = await _ids(tx, source, ids)
    old = await _worded(tx, tuple(before.values()))
    pairs = [(mine[each.version.article.id], numbers[each.version.id]) for each in read]
    words = [
        {
            "sighting": sighting,
            "version": version,
            "read": now,
            "headline": headline(each.version.title),
            "facts": codec.dumps(facts(each.version)),
        }
        for each, (sighting, version) in zip(read, pairs, strict=True)
    ]
    returned = await _take_back(tx, dict(pairs), old)
    await insert_new(tx, wordings, words, "sighting", "version")
    for each in read:
        if sighting := before.get(each.version.article.id):
            await trace(tx, sighting, each.trace)
    return tuple(
        News.NEW
        if each.version.article.id not in before
        else News.KNOWN
        if pair in old and pair not in returned
        else News.CHANGED
        for each, pair in zip(read, pairs, strict=True)
    )


async def list_(
    tx: Tx, source: int, articles_: Sequence[str], *, now: datetime
) -> None:
    """Note that a feed still lists these: what it lists is never forgotten.

    It is noted once a day, to spare the database.
    """
    before = or_(sightings.c.listed.is_(None), sightings.c.listed < now - DAY)
    mine = (sightings.c.source == source, sightings.c.article.in_(articles_), before)
    await tx.execute(update(sightings).where(*mine).values(listed=now))


async def trace(tx: Tx, sighting: int, traced: Trace) -> None:
    """Note how an article's text was come by the last time."""
    mine = sightings.c.id == sighting
    await tx.execute(update(sightings).where(mine).values(**_traced(traced)))


def trace_of(row: Record) -> Trace:
    """Build the trace of a sighting's row."""
    values = {item.name: getattr(row, item.name) for item in fields(Trace)}
    return Trace(**{**values, "origin": Origin(row.origin)})


def _row(
    read: Brought, source: int, became: Mapping[str, tuple[str, str]], now: datetime
) -> dict[str, object]:
    article = read.version.article.id
    disposition, detail = became.get(article, (read.disposition, read.detail))
    return {
        "source": source,
        "article": article,
        "first_read": now,
        "disposition": disposition,
        "detail": detail,
        **_traced(read.trace),
    }


def _traced(trace: Trace) -> dict[str, object]:
    return {item.name: getattr(trace, item.name) for item in fields(trace)}


async def _ids(tx: Tx, source: int, articles_: Sequence[str]) -> dict[str, int]:
    query = select(sightings.c.article, sightings.c.id).where(
        sightings.c.source == source, sightings.c.article.in_(articles_)
    )
    return {row.article: row.id for row in await tx.execute(query)}


async def _worded(tx: Tx, ids: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the texts of these sightings, the newest of each last."""
    query = select(wordings.c.sighting, wordings.c.version).order_by(wordings.c.id)
    rows = await tx.execute(query.where(wordings.c.sighting.in_(ids)))
    return tuple((row.sighting, row.version) for row in rows)


async def _take_back(
    tx: Tx, last: Mapping[int, int], old: Sequence[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """Forget that these are old texts, so that one an edit was undone to is the newest.

    Where a source lists an article twice, only what it lists last counts.
    """
    newest = dict(old)
    returned = frozenset(
        (sighting, version)
        for sighting, version in last.items()
        if (sighting, version) in old and newest[sighting] != version
    )
    for sighting, version in returned:
        mine = (wordings.c.sighting == sighting, wordings.c.version == version)
        await tx.execute(delete(wordings).where(*mine))
    return returned


async def _became(
    tx: Tx, source: int, articles_: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Return what became of articles that the same place has by other sources."""
    place = select(sources.c.place).where(sources.c.id == source).scalar_subquery()
    others = select(sources.c.id).where(sources.c.place == place)
    query = select(sightings.c.article, sightings.c.disposition, sightings.c.detail)
    rows = await tx.execute(
        query.where(
            sightings.c.article.in_(articles_),
            sightings.c.source.in_(others),
            sightings.c.disposition.not_in([Disposition.WAITING, Disposition.OLD]),
        )
    )
    return {row.article: (row.disposition, row.detail) for row in rows}


async def dispose(
    tx: Tx,
    place: int,
    article: str,
    disposition: Disposition,
    detail: str = "",
) -> None:
    """Say what became of an article in a place, whichever sources brought it."""
    await dispose_all(tx, place, [(article, disposition, detail)])


async def dispose_all(
    tx: Tx, place: int, became: Sequence[tuple[str, Disposition, str]]
) -> None:
    """Say what became of many articles, each with a detail, in one statement."""
    if not became:
        return
    mine = select(sources.c.id).where(sources.c.place == place)
    await tx.execute(
        update(sightings)
        .where(sightings.c.article == bindparam("of"), sightings.c.source.in_(mine))
        .values(disposition=bindparam("became"), detail=bindparam("why")),
        [{"of": of, "became": what, "why": why} for of, what, why in became],
    )


async def known(tx: Tx, source: int, ids: Sequence[str]) -> frozenset[str]:
    """Return those of the articles that this source has brought before."""
    query = select(sightings.c.article).where(
        sightings.c.source == source, sightings.c.article.in_(ids)
    )
    return frozenset((await tx.execute(query)).scalars())


async def of_article(tx: Tx, place: int, article: str) -> tuple[Sighting, ...]:
    """Return how an article came to a place: one sighting per source."""
    query = _described(place).where(sightings.c.article == article)
    return tuple(_sighting(row) for row in await tx.execute(query))


async def of_address(tx: Tx, place: int, address: str) -> tuple[Sighting, ...]:
    """Return how the article at an address came to a place."""
    query = _described(place).where(articles.c.address == address)
    return tuple(_sighting(row) for row in await tx.execute(query))


async def of_place(
    tx: Tx, place: int, *, since: datetime, until: datetime
) -> tuple[Sighting, ...]:
    """Return everything a place's sources brought first in ``(since, until]``."""
    window = and_(sightings.c.first_read > since, sightings.c.first_read <= until)
    query = _described(place).where(window)
    return tuple(_sighting(row) for row in await tx.execute(query))


def newest_wording() -> ScalarSelect[int | None]:
    """Return the number of a sighting's newest wording, to be joined by."""
    each = wordings.alias("each")
    mine = each.c.sighting == sightings.c.id
    newest = select(func.max(each.c.id)).where(mine).correlate(sightings)
    return newest.scalar_subquery()


def _described(place: int) -> Select[tuple[object, ...]]:
    return (
        select(sightings, articles.c.address, wordings.c.facts)
        .join(sources, sources.c.id == sightings.c.source)
        .join(articles, articles.c.id == sightings.c.article)
        .join(wordings, wordings.c.id == newest_wording())
        .where(sources.c.place == place)
        .order_by(sightings.c.first_read, sightings.c.id)
    )


def _sighting(row: Record) -> Sighting:
    told = codec.loads(Facts, row.facts)
    return Sighting(
        id=row.id,
        source=row.source,
        article=row.article,
        address=row.address,
        first_read=row.first_read,
        disposition=Disposition(row.disposition),
        detail=row.detail,
        title=told.title,
        outlet=told.outlet,
    )
