"""Who read what, and when: the only way from a place to an article.

Another place's sources change nothing here: not a text, not a title, not a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    and_,
    func,
    select,
    update,
)

from bot import codec
from bot.store.articles import articles, keep
from bot.store.schema import Id, Record, Tx, Utc, insert_new, metadata, number, owned_by
from bot.store.sources import sources
from summarizer import Article, Published, Version, digest

sightings = Table(
    "sightings",
    metadata,
    number(),
    owned_by("sources"),
    Column("article", Text, ForeignKey("articles.id"), nullable=False, index=True),
    Column("first_read", Utc, nullable=False),
    Column("disposition", Text, nullable=False, default="waiting"),
    Column("detail", Text, nullable=False, default=""),
    UniqueConstraint("source", "article"),
)

wordings = Table(
    "wordings",
    metadata,
    number(),
    owned_by("sightings"),
    Column("version", Id, ForeignKey("versions.id"), nullable=False, index=True),
    Column("read", Utc, nullable=False),
    Column("headline", Text, nullable=False),
    Column("facts", Text, nullable=False),
    UniqueConstraint("sighting", "version"),
    Index("ix_wordings_sighting_read", "sighting", "read"),
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article from outside its text, as one source told it."""

    outlet: str
    published: Published
    title: str | None
    author: str | None
    language: str


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
    number_ = await keep(tx, version, now=now)
    values = {"source": source, "article": version.article.id, "first_read": now}
    first = await insert_new(tx, sightings, values, "source", "article")
    query = select(sightings.c.id).where(
        sightings.c.source == source, sightings.c.article == version.article.id
    )
    sighting = (await tx.execute(query)).scalar_one()
    wording = {
        "sighting": sighting,
        "version": number_,
        "read": now,
        "headline": headline(version.title),
        "facts": codec.dumps(_facts(version)),
    }
    change = await insert_new(tx, wordings, wording, "sighting", "version")
    if first.rowcount:
        return News.NEW
    return News.CHANGED if change.rowcount else News.KNOWN


async def dispose(
    tx: Tx,
    place: int,
    article: str,
    disposition: Disposition,
    detail: str = "",
) -> None:
    """Say what became of an article in a place, whichever sources brought it."""
    mine = select(sources.c.id).where(sources.c.place == place)
    await tx.execute(
        update(sightings)
        .where(sightings.c.article == article, sightings.c.source.in_(mine))
        .values(disposition=disposition, detail=detail)
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


def headline(title: str | None) -> str:
    """Return the key of a headline given from outside the text."""
    return "" if title is None else digest("headline", title)


def version_of(row: Record) -> Version:
    """Build the version of a row with article, address, text, facts and version."""
    facts = codec.loads(Facts, row.facts)
    return Version(
        article=Article(row.article, facts.outlet, row.address),
        text=row.text,
        published=facts.published,
        title=facts.title,
        author=facts.author,
        language=facts.language,
        id=row.version,
    )


def _facts(version: Version) -> Facts:
    return Facts(
        outlet=version.article.outlet,
        published=version.published,
        title=version.title,
        author=version.author,
        language=version.language,
    )


def _described(place: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    newest = (
        select(wordings.c.sighting, func.max(wordings.c.id).label("id"))
        .group_by(wordings.c.sighting)
        .subquery()
    )
    return (
        select(sightings, articles.c.address, wordings.c.facts)
        .join(sources, sources.c.id == sightings.c.source)
        .join(articles, articles.c.id == sightings.c.article)
        .join(newest, newest.c.sighting == sightings.c.id)
        .join(wordings, wordings.c.id == newest.c.id)
        .where(sources.c.place == place)
        .order_by(sightings.c.first_read, sightings.c.id)
    )


def _sighting(row: Record) -> Sighting:
    facts = codec.loads(Facts, row.facts)
    return Sighting(
        id=row.id,
        source=row.source,
        article=row.article,
        address=row.address,
        first_read=row.first_read,
        disposition=Disposition(row.disposition),
        detail=row.detail,
        title=facts.title,
        outlet=facts.outlet,
    )
