"""What stands on the chat page: its posts, as Slack or Discord keep theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Table, Text, select, update

from bot import codec
from bot.messages import Part
from bot.store.schema import Id, Record, Tx, Utc, insert_new, metadata, number

page = Table(
    "page",
    metadata,
    number(),
    Column("channel", Text, nullable=False, index=True),
    Column("thread", Id),
    Column("key", Text, nullable=False, unique=True),
    Column("author", Text),
    Column("part", Text, nullable=False),
    Column("posted", Utc, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A post on the page; ``author`` is None where the bot wrote it."""

    id: str
    thread: str | None
    author: str | None
    part: Part
    at: datetime


async def add(
    tx: Tx,
    channel: str,
    part: Part,
    *,
    key: str,
    now: datetime,
    thread: str | None = None,
    author: str | None = None,
) -> Posted:
    """Post once; a key that stands there already gives the earlier post."""
    values = {
        "channel": channel,
        "thread": int(thread) if thread else None,
        "key": key,
        "author": author,
        "part": codec.dumps(part),
        "posted": now,
    }
    await insert_new(tx, page, values, "key")
    row = (await tx.execute(select(page).where(page.c.key == key))).one()
    return _posted(row)


async def find(tx: Tx, channel: str, key: str) -> str | None:
    """Return the id of the post with a key, or None."""
    query = select(page.c.id).where(page.c.channel == channel, page.c.key == key)
    found = (await tx.execute(query)).scalar_one_or_none()
    return None if found is None else str(found)


async def get(tx: Tx, channel: str, post: str) -> Posted | None:
    """Return one post, or None where there is none of this id."""
    if not post.isdecimal():
        return None
    query = select(page).where(page.c.channel == channel, page.c.id == int(post))
    row = (await tx.execute(query)).one_or_none()
    return _posted(row) if row else None


async def rewrite(tx: Tx, channel: str, post: str, part: Part) -> Posted | None:
    """Replace what a post says; None where there is none of this id."""
    if not post.isdecimal():
        return None
    mine = (page.c.channel == channel, page.c.id == int(post))
    await tx.execute(update(page).where(*mine).values(part=codec.dumps(part)))
    return await get(tx, channel, post)


async def latest(tx: Tx, channel: str, *, limit: int) -> tuple[Posted, ...]:
    """Return the newest posts of a channel, threads included, oldest first."""
    query = select(page).where(page.c.channel == channel)
    rows = await tx.execute(query.order_by(page.c.id.desc()).limit(limit))
    return tuple(_posted(row) for row in reversed(rows.all()))


def _posted(row: Record) -> Posted:
    return Posted(
        id=str(row.id),
        thread=None if row.thread is None else str(row.thread),
        author=row.author,
        part=codec.loads(Part, row.part),
        at=row.posted,
    )
