"""What was understood of the texts, and what a place may see of it.

A reading is a pure function of text, headline and analyser, so all places share it.
"""

import asyncio
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    PrimaryKeyConstraint,
    Select,
    Subquery,
    Table,
    Text,
    and_,
    func,
    select,
)

from bot import codec
from bot.store.articles import articles, versions
from bot.store.schema import Record, Tx, insert_new, metadata
from bot.store.sightings import Disposition, newest_wording, sightings
from bot.store.sources import sources
from bot.store.wordings import headline, version_of, wordings
from summarizer import Reading, Source, Version

readings = Table(
    "readings",
    metadata,
    Column(
        "version",
        Text,
        ForeignKey("versions.version", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("headline", Text, nullable=False),
    Column("analyser", Text, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("version", "headline", "analyser"),
)

_worded = (
    select(
        wordings.c.facts,
        versions.c.version,
        versions.c.text,
        versions.c.article,
        articles.c.address,
    )
    .join(versions, versions.c.id == wordings.c.version)
    .join(articles, articles.c.id == versions.c.article)
)


async def keep(tx: Tx, version: Version, reading: Reading, *, analyser: str) -> None:
    """Keep what an analyser understood; the first of two equal readings stays."""
    values = {
        "version": version.id,
        "headline": headline(version.title),
        "analyser": analyser,
        "body": codec.dumps(reading),
    }
    await insert_new(tx, readings, values, "version", "headline", "analyser")


async def newest(tx: Tx) -> int:
    """Return the number of the wording kept last."""
    number: int | None = (await tx.execute(select(func.max(wordings.c.id)))).scalar()
    return number or 0


async def missing(
    tx: Tx, *, analyser: str, limit: int = 16, after: int = 0
) -> tuple[Version, ...]:
    """Return versions this analyser has not read, the newest first.

    Only wordings with numbers after ``after`` are looked at.
    """
    query = (
        _worded.outerjoin(readings, _read_by(analyser))
        .where(readings.c.version.is_(None), wordings.c.id > after)
        .order_by(wordings.c.id.desc())
        .limit(limit)
    )
    found = [version_of(row) for row in await tx.execute(query)]
    return tuple({(item.id, item.title): item for item in found}.values())


async def unread(
    tx: Tx, place: int, *, since: datetime, until: datetime, analyser: str
) -> bool:
    """Tell whether something a place read first in ``(since, until]`` waits for this.

    What is decided already waits for nobody.
    """
    query = (
        select(sightings.c.id)
        .join(sources, sources.c.id == sightings.c.source)
        .join(wordings, wordings.c.id == newest_wording())
        .join(versions, versions.c.id == wordings.c.version)
        .outerjoin(readings, _read_by(analyser))
        .where(
            sources.c.place == place,
            sightings.c.disposition == Disposition.WAITING,
            sightings.c.first_read > since,
            sightings.c.first_read <= until,
            readings.c.version.is_(None),
        )
    )
    return (await tx.execute(query.limit(1))).first() is not None


async def of_place(
    tx: Tx, place: int, *, since: datetime, until: datetime, analyser: str
) -> tuple[Source, ...]:
    """Return a place's articles first read in ``(since, until]``, oldest first.

    Each is the newest version that place's own sources have read, with its reading;
    an article not analysed yet is left out.
    """
    newest = _newest(place, since, until)
    query = (
        _worded.add_columns(readings.c.body, newest.c.first_read)
        .join(newest, newest.c.wording == wordings.c.id)
        .join(readings, _read_by(analyser))
        .order_by(newest.c.first_read, newest.c.wording)
    )
    return await _sources(tx, query)


async def of_versions(
    tx: Tx, place: int, ids: tuple[str, ...], *, analyser: str
) -> tuple[Source, ...]:
    """Return those versions as a place has read them, for instance a digest's."""
    query = (
        _worded.add_columns(readings.c.body, sightings.c.first_read)
        .join(readings, _read_by(analyser))
        .join(sightings, sightings.c.id == wordings.c.sighting)
        .join(sources, sources.c.id == sightings.c.source)
        .where(sources.c.place == place, versions.c.version.in_(ids))
        .order_by(sightings.c.first_read.desc(), wordings.c.id.desc())
    )
    found = await _sources(tx, query)
    return tuple(reversed({item.version.id: item for item in found}.values()))


def _newest(place: int, since: datetime, until: datetime) -> Subquery:
    first_read = func.min(sightings.c.first_read)
    return (
        select(func.max(wordings.c.id).label("wording"), first_read.label("first_read"))
        .join(sightings, sightings.c.id == wordings.c.sighting)
        .join(sources, sources.c.id == sightings.c.source)
        .where(sources.c.place == place)
        .group_by(sightings.c.article)
        .having(and_(first_read > since, first_read <= until))
        .subquery()
    )


def _read_by(analyser: str) -> ColumnElement[bool]:
    return and_(
        readings.c.version == versions.c.version,
        readings.c.headline == wordings.c.headline,
        readings.c.analyser == analyser,
    )


async def _sources(tx: Tx, query: Select[tuple[object, ...]]) -> tuple[Source, ...]:
    """Return the articles of a query, their readings decoded beside the event loop.

    Two thousand readings take seconds, in which nobody would be answered.
    """
    rows = (await tx.execute(query)).all()
    return await asyncio.to_thread(lambda: tuple(map(_source, rows)))


def _source(row: Record) -> Source:
    reading = codec.loads(Reading, row.body)
    return Source(version_of(row), reading, row.first_read)
