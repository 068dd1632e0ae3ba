"""Lasting ids of stories, for each set of sources that is read together."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, select

from bot.store.schema import Tx, Utc, metadata, upsert
from bot.store.sources import sources
from summarizer import digest

story_members = Table(
    "story_members",
    metadata,
    Column("reads", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("at", Utc, nullable=False),
    PrimaryKeyConstraint("reads", "version"),
)


async def reads(tx: Tx, place: int) -> str:
    """Return the key of a place's set of sources; places with the same share it."""
    query = select(sources.c.kind, sources.c.address).where(sources.c.place == place)
    rows = sorted(f"{row.kind} {row.address}" for row in await tx.execute(query))
    return digest("reads", *rows)


async def lasting(tx: Tx, key: str, *, since: datetime) -> dict[str, str]:
    """Return the story id of each version grouped since a moment."""
    query = select(story_members.c.version, story_members.c.story).where(
        story_members.c.reads == key, story_members.c.at >= since
    )
    return {row.version: row.story for row in await tx.execute(query)}


async def keep(
    tx: Tx, key: str, members: Sequence[tuple[str, str]], *, now: datetime
) -> None:
    """Keep pairs of version and story id; a version has one story at a time."""
    rows = [
        {"reads": key, "version": version, "story": story, "at": now}
        for version, story in members
    ]
    await upsert(tx, story_members, rows, "reads", "version")
