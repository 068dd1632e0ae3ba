"""Votes people give to stories: one per person and story, the last one counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    case,
    func,
    select,
)

from bot.store.schema import Tx, Utc, metadata, owned_by, upsert

votes = Table(
    "votes",
    metadata,
    owned_by("places"),
    Column("story", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("value", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    PrimaryKeyConstraint("place", "story", "person"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people of a place found a story useful, and how many did not."""

    up: int
    down: int


async def cast(
    tx: Tx, place: int, story: str, person: str, value: int, *, now: datetime
) -> None:
    """Note a person's vote: +1, -1, or 0 to take it back."""
    key = {"place": place, "story": story, "person": person}
    await upsert(tx, votes, {**key, "value": value, "at": now}, *key)


async def tally(tx: Tx, place: int, story: str) -> Tally:
    """Count a story's votes in a place."""
    return (await tallies(tx, place, [story])).get(story, Tally(0, 0))


async def tallies(tx: Tx, place: int, stories: Collection[str]) -> Mapping[str, Tally]:
    """Count the votes of stories in a place; one without votes is left out."""
    up, down = (func.sum(case((votes.c.value == n, 1), else_=0)) for n in (1, -1))
    query = (
        select(votes.c.story, up, down)
        .where(votes.c.place == place, votes.c.story.in_(stories), votes.c.value != 0)
        .group_by(votes.c.story)
    )
    return {row[0]: Tally(row[1], row[2]) for row in await tx.execute(query)}
