"""Posts that show a sentence of an article which has changed since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    Subquery,
    Table,
    Text,
    and_,
    exists,
    func,
    select,
    update,
)

from bot import codec
from bot.messages import Part
from bot.store import ledger
from bot.store.articles import versions
from bot.store.ledger import Delivery, State, deliveries
from bot.store.novelty import sent_sentences
from bot.store.schema import Tx, Utc, insert_new, metadata, owned_by
from bot.store.sightings import sightings
from bot.store.sources import sources
from bot.store.wordings import Facts, wordings
from summarizer import Span

corrections = Table(
    "corrections",
    metadata,
    owned_by("deliveries", name="delivery"),
    Column("version", Text, nullable=False),
    Column("checked", Utc, nullable=False),
    PrimaryKeyConstraint("delivery", "version"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that was posted, and the version it stands in."""

    version: str
    span: Span
    text: str
    """The whole text of that version."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A post, what it shows of an article, and what the article says now."""

    delivery: Delivery
    shown: tuple[Shown, ...]
    outlet: str
    version: str
    """The newer version's id."""
    text: str
    """The newer version's text."""


async def pending(
    tx: Tx, platforms: Sequence[str], *, since: datetime, limit: int = 50
) -> tuple[Changed, ...]:
    """Return posts made after ``since`` whose articles changed, unchecked as yet."""
    newest = _newest(since)
    new = versions.alias("new")
    query = (
        select(
            deliveries.c.id.label("delivery"),
            versions.c.version.label("old"),
            versions.c.text.label("old_text"),
            sent_sentences.c.start,
            sent_sentences.c.end,
            new.c.version,
            new.c.text,
            wordings.c.facts,
        )
        .select_from(sent_sentences)
        .join(versions, versions.c.version == sent_sentences.c.version)
        .join(deliveries, _shows())
        .join(newest, _same_article(newest))
        .join(wordings, wordings.c.id == newest.c.wording)
        .join(new, new.c.id == wordings.c.version)
        .where(
            sent_sentences.c.queued >= since,
            deliveries.c.platform.in_(platforms),
            new.c.id > versions.c.id,
            ~exists().where(
                corrections.c.delivery == deliveries.c.id,
                corrections.c.version == new.c.version,
            ),
        )
        .order_by(deliveries.c.id, sent_sentences.c.start)
        .limit(limit)
    )
    rows = (await tx.execute(query)).all()
    found = defaultdict(list)
    for row in rows:
        found[row.delivery, row.version].append(row)
    if len(rows) == limit and len(found) > 1:
        found.popitem()  # it may have more sentences than were asked for
    posts = await ledger.of_ids(tx, [delivery for delivery, _ in found])
    by_id = {post.id: post for post in posts}
    return tuple(
        Changed(
            delivery=by_id[delivery],
            shown=tuple(
                Shown(row.old, Span(row.start, row.end), row.old_text) for row in rows
            ),
            outlet=codec.loads(Facts, rows[0].facts).outlet,
            version=version,
            text=rows[0].text,
        )
        for (delivery, version), rows in found.items()
    )


async def keep(tx: Tx, changed: Changed, part: Part | None, *, now: datetime) -> None:
    """Note that a post was checked, and what it says now where it was edited."""
    values = {
        "delivery": changed.delivery.id,
        "version": changed.version,
        "checked": now,
    }
    await insert_new(tx, corrections, values, "delivery", "version")
    if part is not None:
        mine = deliveries.c.id == changed.delivery.id
        await tx.execute(update(deliveries).where(mine).values(body=codec.dumps(part)))


def _newest(since: datetime) -> Subquery:
    """Return the latest wording of each posted article in each place."""
    posted = (
        select(versions.c.article)
        .join(sent_sentences, sent_sentences.c.version == versions.c.version)
        .where(sent_sentences.c.queued >= since)
    )
    return (
        select(
            sources.c.place,
            sightings.c.article,
            func.max(wordings.c.id).label("wording"),
        )
        .join(sightings, sightings.c.id == wordings.c.sighting)
        .join(sources, sources.c.id == sightings.c.source)
        .where(sightings.c.article.in_(posted))
        .group_by(sources.c.place, sightings.c.article)
        .subquery()
    )


def _shows() -> ColumnElement[bool]:
    return and_(
        deliveries.c.occurrence == sent_sentences.c.occurrence,
        deliveries.c.part == sent_sentences.c.part,
        deliveries.c.state == State.SENT,
    )


def _same_article(newest: Subquery) -> ColumnElement[bool]:
    return and_(
        newest.c.place == sent_sentences.c.place,
        newest.c.article == versions.c.article,
    )
