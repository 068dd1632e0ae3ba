"""Why something was shown, and what became of everything else."""

from collections.abc import Iterator
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.asking import members
from bot.commands.grammar import kinds
from bot.commands.here import DAYS, Here
from bot.digests import moments
from bot.digests.ordering import reason
from bot.digests.pieces import Frame, soft
from bot.ingest.identity import canonical
from bot.messages import (
    Block,
    Heading,
    Inline,
    Listing,
    Message,
    Quotation,
    Section,
)
from bot.store import sightings
from bot.store.sightings import Disposition, Sighting
from summarizer import Source, Verbatim, digest

REASONS: Final = 3
"""Reasons given for a sentence, and articles named for a disposition."""


async def why(here: Here, asked: kinds.Why) -> Answered:
    """Say why a story was shown and where, or what became of an article."""
    if asked.address:
        return Answered(await _became(here, asked.address))
    if asked.ref.story is None and len(await shown.numbered(here)) != 1:
        return Answered(await _left_out(here))
    section = await shown.section(here, asked.ref)
    held = await members.of(here, section)
    story = members.as_story(here, held)
    stands = reason(story, held, await here.topics(held), here.now)
    items = tuple(_reasons(here.frame(held), section))
    title = tuple(b for b in section.blocks[:1] if isinstance(b, Heading))
    place = texts.say("It stands where it does for ", f"{stands}.")
    lines = texts.say("Its sentences were chosen, of all that can stand alone, for:")
    blocks: tuple[Block, ...] = (lines, Listing(items)) if items else ()
    return Answered(texts.message(*title, place, *blocks))


def _reasons(frame: Frame, section: Section) -> Iterator[tuple[Inline, ...]]:
    for item in shown.items(section.blocks):
        if isinstance(item.block, Quotation):
            continue
        first = item.verbatim[0]
        found = [s for s in frame.sources if s.version.id == first.version]
        if found and (words := _why_sentence(found[0], first)):
            yield first, soft(f" · {words}")


def _why_sentence(source: Source, piece: Verbatim) -> str:
    for sentence, rank in zip(
        source.reading.sentences, source.reading.ranks, strict=True
    ):
        if sentence.span.overlaps(piece.span):
            best = [(name, value) for name, value in rank.reasons if value > 0][
                :REASONS
            ]
            return ", ".join(name for name, _ in best)
    return ""


_BECAME: Final = {
    Disposition.WAITING: "It is waiting for the next briefing.",
    Disposition.SENT: "It was in a briefing.",
    Disposition.FOLDED: "It was folded into the report whose text it repeats.",
    Disposition.FILTERED: "A filter of this channel left it out.",
    Disposition.MUTED: "Its story or topic is muted here.",
    Disposition.HEADLINE: "Only its headline could be read.",
    Disposition.UNREADABLE: "It could not be read.",
    Disposition.OLD: "It was there before its feed was added, so it is not news.",
    Disposition.KNOWN: "What it says was reported here before.",
    Disposition.LEFT_OUT: "Its story was smaller than those that were shown.",
}
"""What each disposition means for the person who asks."""


async def _became(here: Here, address: str) -> Message:
    async with here.means.store.reading() as tx:
        found = await sightings.of_address(tx, here.place.id, address)
        if not found:  # as somebody shared it: with a tracking parameter, mobile
            article = digest("address", canonical(address))
            found = await sightings.of_article(tx, here.place.id, article)
    if not found:
        return texts.message(
            texts.say("No source of this channel brought ", texts.code(address), ".")
        )
    return texts.message(*(_sighted(here, sighting) for sighting in found))


def _sighted(here: Here, sighting: Sighting) -> Block:
    detail = f" ({sighting.detail})" if sighting.detail else ""
    read = moments.both(sighting.first_read, here.zone, here.now)
    title = sighting.title or sighting.address or "This article"
    words = _BECAME[sighting.disposition].removesuffix(".") + f"{detail}."
    return texts.say(texts.strong(title), soft(" · first read "), read, f"\n{words}")


async def _left_out(here: Here) -> Message:
    """List what the last days' articles became, by disposition."""
    async with here.means.store.reading() as tx:
        seen = await sightings.of_place(
            tx, here.place.id, since=here.now - DAYS, until=here.now
        )
    if not seen:
        return texts.message(texts.say("Nothing was read here in the last days."))
    titles = {s.version.article.id: s.title or "" for s in await here.sources()}
    items = []
    for disposition in Disposition:
        mine = [s for s in seen if s.disposition is disposition]
        if mine:
            named = "; ".join(titles.get(s.article, s.article) for s in mine[:REASONS])
            more = " …" if len(mine) > REASONS else ""
            items.append(
                (texts.strong(f"{len(mine)} {disposition}"), soft(f" · {named}{more}"))
            )
    lead = texts.say("What became of the articles read here:")
    ask = texts.footer(
        texts.code("why 2"),
        " explains a story, ",
        texts.code("why ADDRESS"),
        " an article.",
    )
    return texts.message(lead, Listing(tuple(items)), ask)
