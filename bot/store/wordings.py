"""How a source words an article: its text, and what is known from outside the text.

An article has as many wordings as a source has read versions of it, the newest last.
"""

from dataclasses import dataclass

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot import codec
from bot.store.schema import Id, Record, Utc, metadata, number, owned_by
from summarizer import Article, Published, Version, digest

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article from outside its text, as one source told it."""

    outlet: str
    published: Published
    title: str | None
    author: str | None
    language: str
    headline_only: bool = False


def headline(title: str | None) -> str:
    """Return the key of a headline given from outside the text."""
    return "" if title is None else digest("headline", title)


def version_of(row: Record) -> Version:
    """Build the version of a row with article, address, text, facts and version."""
    told = codec.loads(Facts, row.facts)
    return Version(
        article=Article(row.article, told.outlet, row.address),
        text=row.text,
        published=told.published,
        title=told.title,
        author=told.author,
        language=told.language,
        headline_only=told.headline_only,
        id=row.version,
    )


def facts(version: Version) -> Facts:
    """Return what is known of a version from outside its text."""
    return Facts(
        outlet=version.article.outlet,
        published=version.published,
        title=version.title,
        author=version.author,
        language=version.language,
        headline_only=version.headline_only,
    )
