"""What became of a place's stories: which became one, and which became several.

They are a place's own, unlike lasting ids: when its stories turned is when it was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Table, Text, delete, insert, select

from bot.store.schema import Tx, Utc, metadata, number, owned_by

story_turns = Table(
    "story_turns",
    metadata,
    number(),
    owned_by("places"),
    Column("story", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Index("ix_story_turns_place", "place", "story"),
)


class Kind(StrEnum):
    """What happened to a story."""

    JOINED = "joined"
    """The other one turned out to be the same; it lives on in this one."""
    PARTED = "parted"
    """It turned out to be one by itself, and left the other."""
    LEFT = "left"
    """The other one turned out to be one by itself, and left this one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened to a story, and an article of the other one."""

    story: str
    kind: Kind
    other: str
    version: str


async def note(tx: Tx, place: int, turns: Sequence[Turn], *, now: datetime) -> None:
    """Keep what happened to a place's stories."""
    for turn in turns:
        values = {
            "place": place,
            "story": turn.story,
            "kind": turn.kind,
            "other": turn.other,
            "version": turn.version,
            "at": now,
        }
        await tx.execute(insert(story_turns).values(values))


async def of_story(tx: Tx, place: int, story: str) -> tuple[tuple[datetime, Turn], ...]:
    """Return what happened to a story of a place, and when, oldest first."""
    query = (
        select(story_turns)
        .where(story_turns.c.place == place, story_turns.c.story == story)
        .order_by(story_turns.c.at, story_turns.c.id)
    )
    return tuple(
        (row.at, Turn(row.story, Kind(row.kind), row.other, row.version))
        for row in await tx.execute(query)
    )


async def forget(tx: Tx, *, before: datetime) -> None:
    """Forget what happened before a moment."""
    await tx.execute(delete(story_turns).where(story_turns.c.at < before))
