"""Articles and their versions: immutable texts, shared by all who read them.

Nothing here says who read what: that is `sightings`, and what a place may see comes
from there alone.
"""

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


async def keep(tx: Tx, version: Version, *, now: datetime) -> int:
    """Keep a text, once, and return its number in the database."""
    article = version.article
    values = {"id": article.id, "address": article.address}
    await insert_new(tx, articles, values, "id")
    row = {
        "version": version.id,
        "article": article.id,
        "text": version.text,
        "stored": now,
    }
    await insert_new(tx, versions, row, "version")
    query = select(versions.c.id).where(versions.c.version == version.id)
    return int((await tx.execute(query)).scalar_one())


async def text(tx: Tx, version: str) -> str | None:
    """Return the text of a version, or None where it is not kept (any more)."""
    query = select(versions.c.text).where(versions.c.version == version)
    return (await tx.execute(query)).scalar_one_or_none()


async def texts(tx: Tx, ids: tuple[str, ...]) -> dict[str, str]:
    """Return the texts of those versions that are kept."""
    query = select(versions.c.version, versions.c.text)
    rows = await tx.execute(query.where(versions.c.version.in_(ids)))
    return {row.version: row.text for row in rows}
