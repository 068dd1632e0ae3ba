"""Which digest is this message about: from a platform's message id to our posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    select,
)

from bot import codec
from bot.store.ledger import Delivery
from bot.store.schema import Id, Record, Tx, Utc, insert_new, metadata, owned_by

posts = Table(
    "posts",
    metadata,
    owned_by("places"),
    Column("message_id", Text, nullable=False),
    Column(
        "occurrence", Id, ForeignKey("occurrences.id", ondelete="CASCADE"), index=True
    ),
    Column("part", Integer, nullable=False),
    Column("stories", Text, nullable=False),
    Column("posted", Utc, nullable=False),
    PrimaryKeyConstraint("place", "message_id"),
)


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours. ``occurrence`` is None for a direct answer."""

    place: int
    message_id: str
    occurrence: int | None
    part: int
    stories: tuple[str, ...]
    """Lasting ids of the stories it is about, in the order they stand in."""
    posted: datetime


async def index(tx: Tx, sent: Sequence[tuple[Delivery, str]], *, now: datetime) -> None:
    """Remember posts of the ledger under the platform's ids."""
    rows = [
        {
            "place": delivery.place,
            "message_id": message_id,
            "occurrence": delivery.occurrence,
            "part": delivery.part.index,
            "stories": codec.dumps(
                [delivery.part.story] if delivery.part.story else []
            ),
            "posted": now,
        }
        for delivery, message_id in sent
    ]
    await insert_new(tx, posts, rows, "place", "message_id")


async def remember(
    tx: Tx, place: int, message_id: str, stories: Sequence[str], *, now: datetime
) -> None:
    """Remember a direct answer, so that a reply to it is understood."""
    values = {
        "place": place,
        "message_id": message_id,
        "part": 0,
        "stories": codec.dumps(list(stories)),
        "posted": now,
    }
    await insert_new(tx, posts, values, "place", "message_id")


async def find(tx: Tx, place: int, message_id: str) -> Post | None:
    """Return our post under a message id, or None where it is not ours."""
    mine = (posts.c.place == place, posts.c.message_id == message_id)
    row = (await tx.execute(select(posts).where(*mine))).one_or_none()
    return _post(row) if row else None


def _post(row: Record) -> Post:
    return Post(
        place=row.place,
        message_id=row.message_id,
        occurrence=row.occurrence,
        part=row.part,
        stories=codec.loads(tuple[str, ...], row.stories),
        posted=row.posted,
    )
