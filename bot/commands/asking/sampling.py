"""A sample briefing for a place that has no sources yet, made of the seed articles."""

import asyncio
from dataclasses import replace
from typing import Final

from bot.commands import texts
from bot.commands.here import Here
from bot.digests.compose import compose
from bot.digests.edition import Cover, edit
from bot.ingest import files
from bot.messages import Action, Message, Section
from bot.settings import folder
from summarizer import Source

NOTE: Final = (
    "A sample, to show what a briefing looks like: its people and places are made up. "
    "This channel has no sources yet."
)
ADD: Final = Action("Add a source", "feed add")


async def sample(here: Here) -> Message | None:
    """Return a briefing of the seeds; None where nobody can read them."""
    if here.means.read is None:
        return None
    versions = await asyncio.to_thread(files.folder, folder("seeds"))
    readings = await here.means.read(versions)
    held = [
        Source(version, reading, here.now)
        for version, reading in zip(versions, readings, strict=True)
        if version.article.address  # the given article is real, and old
    ]
    chosen = here.means.settings.briefing
    cover = Cover(
        title="Sample briefing",
        zone=here.zone,
        until=here.now,
        most=chosen.stories,
        sentences=chosen.sentences,
        quotes=chosen.quotes,
        note=NOTE,
        command=here.root,
    )
    # Nothing is kept of it that “why” could tell about.
    edition = replace(edit(held, here.means.craft, cover), left_out=())
    head, *stories = compose(edition).sections
    add = texts.say("Add one: ", texts.code("feed add https://…"))
    *blocks, small_print = head.blocks
    told = Section((*blocks, add, small_print), (ADD,))
    return Message((told, *map(_unpressed, stories)), threaded=True)


def _unpressed(section: Section) -> Section:
    """Return a story without buttons: nothing of it is kept to look into."""
    return replace(section, actions=(), story=None)
