"""Let go of what is old: articles nobody needs any more, answers, events."""

from datetime import datetime

from sqlalchemy import delete, exists

from bot.store import turns
from bot.store.articles import articles, versions
from bot.store.events import events
from bot.store.memory import memory
from bot.store.occurrences import occurrences
from bot.store.schema import Tx
from bot.store.sightings import sightings
from bot.store.stories import story_members
from bot.store.wordings import wordings


async def purge(tx: Tx, *, before: datetime) -> int:
    """Forget what was read, posted and asked before a moment; count the articles.

    A text stays while anybody has read it later, or a feed still lists it: forgotten,
    it would be news again. What is open in the ledger stays.
    """
    listed = sightings.c.listed.is_not(None) & (sightings.c.listed >= before)
    await tx.execute(delete(sightings).where(sightings.c.first_read < before, ~listed))
    used = exists().where(wordings.c.version == versions.c.id)
    await tx.execute(delete(versions).where(versions.c.stored < before, ~used))
    seen = exists().where(sightings.c.article == articles.c.id)
    kept = exists().where(versions.c.article == articles.c.id)
    gone = await tx.execute(delete(articles).where(~seen, ~kept))
    await tx.execute(delete(occurrences).where(occurrences.c.done < before))
    await tx.execute(delete(events).where(events.c.seen < before))
    await tx.execute(delete(story_members).where(story_members.c.at < before))
    await turns.forget(tx, before=before)
    await tx.execute(delete(memory).where(memory.c.at < before))
    return gone.rowcount
