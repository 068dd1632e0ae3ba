"""Votes people give to stories: one per person and story, the last one counts."""

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
    up, down = (func.sum(case((votes.c.value == n, 1), else_=0)) for n in (1, -1))
    query = select(up, down).where(votes.c.place == place, votes.c.story == story)
    row = (await tx.execute(query)).one()
    return Tally(row[0] or 0, row[1] or 0)
