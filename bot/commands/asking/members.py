"""The articles of a story that was shown: those kept under its id, else its group."""

from collections.abc import Sequence

from bot.commands import shown
from bot.commands.here import DAYS, Here
from bot.digests.ordering import freshness
from bot.errors import CommandError
from bot.messages import Section
from bot.store import readings, stories
from summarizer import Source, Story


async def of(here: Here, section: Section) -> tuple[Source, ...]:
    """Return a story's articles: those kept under its id, and those shown of it.

    Raises:
        CommandError: they are not kept any more.
    """
    since = here.now - DAYS
    async with here.means.store.reading() as tx:
        reads = await stories.reads(tx, here.place.id)
        lasting = await stories.lasting(tx, reads, since=since)
        wanted = {v for v, story in lasting.items() if story == section.story}
        wanted |= shown.versions(section.blocks)
        found = await readings.of_versions(
            tx, here.place.id, tuple(sorted(wanted)), analyser=here.means.analyser
        )
    if not found:
        raise CommandError("The articles of this story are not kept any more.")
    kept = any(story == section.story for story in lasting.values())
    members = found if kept else await _grouped(here, found)
    return tuple(sorted(members, key=lambda s: (freshness(s), s.version.id)))


async def _grouped(here: Here, found: Sequence[Source]) -> tuple[Source, ...]:
    """Return the articles grouped with those shown, where no story is kept."""
    held = await here.sources()
    ids = {source.version.id for source in found}
    groups = here.means.craft.group(held)
    best = max(groups, key=lambda s: len(ids.intersection(s.members)), default=None)
    if best is None or not ids.intersection(best.members):
        return tuple(found)
    return tuple(source for source in held if source.version.id in best.members)


def as_story(here: Here, members: Sequence[Source]) -> Story:
    """Return the members as one story, with what of it repeats another's text."""
    return here.means.craft.trace(members)[0]
