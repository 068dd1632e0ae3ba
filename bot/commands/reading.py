"""Looking into a story: its quotations and its sources."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.commands import kinds, members, said, shown, texts
from bot.commands.answered import Answered
from bot.commands.here import Here
from bot.digests import pieces
from bot.digests.compose import lineage
from bot.digests.edition import freshness
from bot.digests.pieces import Frame, soft
from bot.messages import Inline, Listing, Message
from summarizer import Source, Story, answers

SOURCES: Final = 15
"""Articles listed of a topic."""


async def quotes(here: Here, asked: kinds.Quotes) -> Answered:
    """Return everything quoted in the articles of a story, by speaker."""
    held = await members.of(here, await shown.section(here, asked.ref))
    voices = answers.said(held).voices
    if not voices:
        nobody = texts.say("Nobody is quoted in the articles of this story.")
        return Answered(texts.message(nobody))
    return said.page(here.frame(held), voices, f"quotes {asked.ref.story or ''}")


async def sources(here: Here, asked: kinds.Sources) -> Answered:
    """List the articles of a story, or on a topic; copies under what they repeat."""
    if asked.topic:
        return Answered(await _on_topic(here, asked.topic))
    section = await shown.section(here, asked.ref)
    held = await members.of(here, section)
    story = members.as_story(here, held)
    items = tuple(_listed(here.frame(held), held, story))
    lead = texts.say(soft(lineage(story, held)))
    return Answered(texts.message(lead, Listing(items)))


async def _on_topic(here: Here, topic: str) -> Message:
    held = await here.sources()
    weighed = answers.Topic(topic, held)
    found = [s for s in held if weighed.about(s) >= answers.NEAR]
    if not found:
        where = await texts.searched(here, kinds.Scope(), held)
        about = texts.about(kinds.Scope(topic))
        return texts.message(texts.say("I found no article", *about, f" {where}."))
    found.sort(key=lambda s: (-round(weighed.about(s), 2), freshness(s)))
    frame = here.frame(found)
    return texts.message(
        Listing(tuple(pieces.entry(frame, s) for s in found[:SOURCES]))
    )


def _listed(
    frame: Frame, held: Sequence[Source], story: Story
) -> Iterator[tuple[Inline, ...]]:
    copies = dict(story.folded)
    for source in held:
        original = copies.get(source.version.id)
        if original is None:
            yield pieces.entry(frame, source)
        else:
            said_by = frame.of(original).outlet
            yield *pieces.entry(frame, source), soft(f" · repeats {said_by}")
