"""How texts were come by: what a feed said of them, and when a page is asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select

from bot.store.articles import articles, versions
from bot.store.schema import Record, Tx
from bot.store.sightings import (
    Disposition,
    Origin,
    Trace,
    newest_wording,
    sightings,
    trace,
    trace_of,
)
from bot.store.wordings import version_of, wordings
from summarizer import Version


@dataclass(frozen=True, slots=True)
class Posted:
    """An article whose page is to be asked again."""

    id: int
    source: int
    trace: Trace
    first_read: datetime
    version: Version
    """Its newest text, as this source has read it."""


async def to_ask(
    tx: Tx, *, since: datetime, now: datetime, limit: int = 50
) -> tuple[Posted, ...]:
    """Return articles first read after ``since`` whose pages are to be asked again.

    Those that were posted are followed for changes; those of which only the headline
    could be read, for their text.
    """
    wanted = or_(
        sightings.c.disposition == Disposition.SENT,
        sightings.c.origin == Origin.HEADLINE,
    )
    query = (
        _newest_worded()
        .where(sightings.c.again <= now, sightings.c.first_read > since, wanted)
        .order_by(sightings.c.again, sightings.c.id)
        .limit(limit)
    )
    return tuple(_posted(row) for row in await tx.execute(query))


def _posted(row: Record) -> Posted:
    return Posted(
        id=row.id,
        source=row.source,
        trace=trace_of(row),
        first_read=row.first_read,
        version=version_of(row),
    )


async def known(
    tx: Tx, source: int, ids: Sequence[str]
) -> Mapping[str, tuple[int, Trace]]:
    """Return which of the articles this source has brought, and how they were read."""
    query = select(sightings).where(
        sightings.c.source == source, sightings.c.article.in_(ids)
    )
    return {r.article: (r.id, trace_of(r)) for r in await tx.execute(query)}


async def printed(tx: Tx, source: int, prints: Sequence[str]) -> frozenset[str]:
    """Return those prints of entries that this source has brought before."""
    query = select(sightings.c.printed).where(
        sightings.c.source == source, sightings.c.printed.in_(prints)
    )
    return frozenset((await tx.execute(query)).scalars())


async def any_of(tx: Tx, source: int) -> bool:
    """Tell whether a source has brought anything."""
    query = select(sightings.c.id).where(sightings.c.source == source).limit(1)
    return (await tx.execute(query)).first() is not None


async def note(tx: Tx, source: int, article: str, traced: Trace) -> None:
    """Note how an article of a source was come by the last time."""
    query = select(sightings.c.id).where(
        sightings.c.source == source, sightings.c.article == article
    )
    if (sighting := (await tx.execute(query)).scalar_one_or_none()) is not None:
        await trace(tx, sighting, traced)


def _newest_worded() -> Select[tuple[object, ...]]:
    columns = (
        articles.c.address,
        wordings.c.facts,
        versions.c.version,
        versions.c.text,
    )
    return (
        select(sightings, *columns)
        .join(articles, articles.c.id == sightings.c.article)
        .join(wordings, wordings.c.id == newest_wording())
        .join(versions, versions.c.id == wordings.c.version)
    )
