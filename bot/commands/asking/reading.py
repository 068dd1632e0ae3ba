"""Looking into a story: its quotations and its sources."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.asking import members, said
from bot.commands.grammar import kinds
from bot.commands.here import Here
from bot.digests import moments, pieces
from bot.digests.compose import lineage
from bot.digests.ordering import freshness
from bot.digests.pieces import Frame, soft
from bot.messages import Block, Inline, Listing, Message, Section
from bot.store import readings, turns
from summarizer import Lineage, Source, Story, answers

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
    story, traced = here.means.craft.trace(held)
    frame = here.frame(held)
    lead = texts.say(soft(lineage(story, held)))
    items = tuple(_listed(frame, held, story))
    blocks = (*_first(frame, traced), Listing(items), *await _turns(here, section))
    return Answered(texts.message(lead, *blocks))


def _first(frame: Frame, traced: Lineage) -> Iterator[Block]:
    """Yield who had a story first, as far as times are known."""
    if traced.appeared is not None:
        source = frame.of(traced.first)
        lead = soft("First, as far as times are known: ")
        yield texts.say(lead, *pieces.mark(frame, source))


async def _turns(here: Here, section: Section) -> tuple[Block, ...]:
    """Return when a story and others became one, or it became several."""
    async with here.means.store.reading() as tx:
        past = await turns.of_story(tx, here.place.id, section.story or "")
        others = await readings.of_versions(
            tx,
            here.place.id,
            tuple(dict.fromkeys(turn.version for _, turn in past)),
            analyser=here.means.analyser,
        )
    titles = {source.version.id: pieces.linked(source) for source in others}
    items = tuple(
        (
            moments.both(at, here.zone, here.now),
            soft(f": {_TURNED[turn.kind]} "),
            *titles.get(turn.version, (soft("another story"),)),
        )
        for at, turn in past
    )
    return (texts.say("What became of it:"), Listing(items)) if items else ()


_TURNED: Final = {
    turns.Kind.JOINED: "one with",
    turns.Kind.PARTED: "no longer part of",
    turns.Kind.LEFT: "no longer a part of it is",
}
"""What is said of a story, before the headline of the other one."""


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
