"""Articles and their versions: immutable texts, shared by all who read them.

Nothing here says who read what: that is `sightings`, and what a place may see comes
from there alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Table, Text, select

from bot.store.schema import Tx, Utc, insert_new, metadata, number
from summarizer import Version

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("address", Text, index=True),
)

versions = Table(
    "versions",
    metadata,
    number(),
    Column("version", Text, nullable=False, unique=True),
    Column(
        "article",
        Text,
        ForeignKey("articles.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("text", Text, nullable=False),
    Column("stored", Utc, nullable=False),
)


async def keep(tx: Tx, texts: Sequence[Version], *, now: datetime) -> Mapping[str, int]:
    """Keep texts, each once; return their numbers in the database by version id."""
    if not texts:
        return {}
    # In order: two writers that hold each other's rows would wait for ever.
    each = {version.id: version for version in sorted(texts, key=lambda v: v.id)}
    about = {v.article.id: v.article.address for v in each.values()}
    known = [{"id": id_, "address": at} for id_, at in sorted(about.items())]
    await insert_new(tx, articles, known, "id")
    rows = [
        {
            "version": version.id,
            "article": version.article.id,
            "text": version.text,
            "stored": now,
        }
        for version in each.values()
    ]
    await insert_new(tx, versions, rows, "version")
    query = select(versions.c.version, versions.c.id)
    found = await tx.execute(query.where(versions.c.version.in_(each)))
    return {row.version: row.id for row in found}


async def text(tx: Tx, version: str) -> str | None:
    """Return the text of a version, or None where it is not kept (any more)."""
    query = select(versions.c.text).where(versions.c.version == version)
    return (await tx.execute(query)).scalar_one_or_none()


async def texts(tx: Tx, ids: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of those versions that are kept."""
    query = select(versions.c.version, versions.c.text)
    rows = await tx.execute(query.where(versions.c.version.in_(ids)))
    return {row.version: row.text for row in rows}
