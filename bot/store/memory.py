"""What a thread was about last: the answer shown and the question asked.

Values are JSON of whoever remembers; nothing here looks inside.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, delete, select

from bot.store.schema import Tx, Utc, metadata, owned_by, upsert

memory = Table(
    "memory",
    metadata,
    owned_by("places"),
    Column("thread", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", Utc, nullable=False, index=True),
    PrimaryKeyConstraint("place", "thread"),
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The last answer and question of a thread, as JSON."""

    shown: str
    question: str
    at: datetime


async def remember(
    tx: Tx, place: int, thread: str, *, shown: str, question: str, now: datetime
) -> None:
    """Keep what a thread (or the channel itself, "") is about now."""
    key = {"place": place, "thread": thread}
    values = {**key, "shown": shown, "question": question, "at": now}
    await upsert(tx, memory, values, *key)


async def recall(tx: Tx, place: int, thread: str) -> Memory | None:
    """Return what a thread was about, or None."""
    query = select(memory.c.shown, memory.c.question, memory.c.at)
    mine = query.where(memory.c.place == place, memory.c.thread == thread)
    row = (await tx.execute(mine)).one_or_none()
    return Memory(row.shown, row.question, row.at) if row else None


async def purge(tx: Tx, *, before: datetime) -> None:
    """Forget threads nobody has asked in for long."""
    await tx.execute(delete(memory).where(memory.c.at < before))
