"""Find a place's articles by words: FTS5 on SQLite, tsvector on PostgreSQL.

The index only says where a word stands. Ranking counts a place's own articles, so
that what other places read changes no order here.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from math import log

from sqlalchemy import bindparam, select, text

from bot.store.articles import versions
from bot.store.schema import Tx
from bot.store.sightings import sightings
from bot.store.sources import sources
from bot.store.wordings import wordings

TERMS = 12
"""Words of a question that are looked up, at most."""


async def versions_with(
    tx: Tx,
    place: int,
    terms: Sequence[str],
    *,
    since: datetime,
    until: datetime,
    limit: int = 10,
) -> tuple[str, ...]:
    """Return ids of a place's versions that hold words, the best first.

    Terms are prefixes (a stem finds its forms), case and accents do not count.
    Rank: sum of log(1 + N / n) over the terms held, then the later first read.
    """
    own = await _own(tx, place, since, until)
    scores: Counter[str] = Counter()
    for term in list(dict.fromkeys(terms))[:TERMS]:
        held = [version for version in await _with(tx, term) if version in own]
        for version in held:
            scores[version] += round(log(1 + len(own) / len(held)) * 1000)
    ranked = sorted(scores, key=lambda item: (-scores[item], -own[item], item))
    return tuple(ranked[:limit])


async def _own(
    tx: Tx, place: int, since: datetime, until: datetime
) -> dict[str, float]:
    query = (
        select(versions.c.version, sightings.c.first_read)
        .join(wordings, wordings.c.version == versions.c.id)
        .join(sightings, sightings.c.id == wordings.c.sighting)
        .join(sources, sources.c.id == sightings.c.source)
        .where(
            sources.c.place == place,
            sightings.c.first_read > since,
            sightings.c.first_read <= until,
        )
        .order_by(sightings.c.first_read.desc())
    )
    rows = await tx.execute(query)
    return {row.version: row.first_read.timestamp() for row in rows}


_MATCH = {
    "sqlite": "SELECT v.version FROM texts JOIN versions v ON v.id = texts.rowid "
    "WHERE texts MATCH :term",
    "postgresql": "SELECT v.version FROM versions v "
    "WHERE to_tsvector('simple', left(v.text, 200000)) @@ to_tsquery('simple', :term)",
}


async def _with(tx: Tx, term: str) -> list[str]:
    word = "".join(c if c.isalnum() else " " for c in term).strip()
    if not word:
        return []
    lite = tx.dialect.name == "sqlite"
    quoted = f'"{word}"*' if lite else f"'{word}':*"
    query = text(_MATCH[tx.dialect.name]).bindparams(bindparam("term", quoted))
    return [row.version for row in await tx.execute(query)]
