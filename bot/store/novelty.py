"""What a place was already told: every sentence and story that was queued for it.

Sentences are known by a hash of their words, so that the same words in another outlet
or version are not news again. What could not be posted is forgotten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    select,
)

from bot.store.schema import Id, Tx, Utc, insert_new, metadata, owned_by
from summarizer import digest

sent_sentences = Table(
    "sent_sentences",
    metadata,
    owned_by("places"),
    Column("sentence", Text, nullable=False),
    Column("version", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("story", Text, nullable=False, default=""),
    Column(
        "occurrence", Id, ForeignKey("occurrences.id", ondelete="CASCADE"), index=True
    ),
    Column("part", Integer, nullable=False),
    Column("queued", Utc, nullable=False),
    PrimaryKeyConstraint("place", "sentence"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence a place is told: where it stands, in which story and part."""

    text: str
    version: str
    start: int
    end: int
    story: str
    part: int


@dataclass(frozen=True, slots=True)
class Known:
    """A story a place was told of: since when, and when last."""

    story: str
    since: datetime
    last: datetime


def fingerprint(sentence: str) -> str:
    """Return a hash of a sentence's letters and digits, case and marks ignored."""
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    return digest("sentence", *words)


async def tell(
    tx: Tx, place: int, occurrence: int, told: Sequence[Told], *, now: datetime
) -> None:
    """Remember what is queued for a place; the first time counts."""
    for item in told:
        values = {
            "place": place,
            "sentence": fingerprint(item.text),
            "version": item.version,
            "start": item.start,
            "end": item.end,
            "story": item.story,
            "occurrence": occurrence,
            "part": item.part,
            "queued": now,
        }
        await insert_new(tx, sent_sentences, values, "place", "sentence")


async def known(tx: Tx, place: int, sentences: Iterable[str]) -> frozenset[str]:
    """Return those of the sentences the place was told before."""
    prints = {fingerprint(text): text for text in sentences}
    query = select(sent_sentences.c.sentence).where(
        sent_sentences.c.place == place, sent_sentences.c.sentence.in_(list(prints))
    )
    found = {row.sentence for row in await tx.execute(query)}
    return frozenset(text for text in sentences if fingerprint(text) in found)


async def prints(tx: Tx, place: int, *, since: datetime) -> frozenset[str]:
    """Return the fingerprints of all a place was told since a moment."""
    query = select(sent_sentences.c.sentence).where(
        sent_sentences.c.place == place, sent_sentences.c.queued >= since
    )
    return frozenset(row.sentence for row in await tx.execute(query))


async def stories(tx: Tx, place: int) -> tuple[Known, ...]:
    """Return the stories a place was told of, the latest first."""
    last = func.max(sent_sentences.c.queued).label("last")
    query = (
        select(
            sent_sentences.c.story,
            func.min(sent_sentences.c.queued).label("since"),
            last,
        )
        .where(sent_sentences.c.place == place, sent_sentences.c.story != "")
        .group_by(sent_sentences.c.story)
        .order_by(last.desc(), sent_sentences.c.story)
    )
    return tuple(
        Known(row.story, row.since, row.last) for row in await tx.execute(query)
    )


async def forget(tx: Tx, occurrence: int) -> None:
    """Forget what a withdrawn occurrence would have told."""
    await tx.execute(
        sent_sentences.delete().where(sent_sentences.c.occurrence == occurrence)
    )
