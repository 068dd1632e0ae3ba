"""The sentences around those that were shown."""

from collections.abc import Sequence
from typing import Final

from bot.commands import shown, texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Ref
from bot.commands.here import Here
from bot.commands.shown import Item
from bot.digests import pieces
from bot.digests.pieces import Frame, soft
from bot.errors import CommandError
from bot.messages import Block, Heading, Inline, Quotation, Section, Text
from bot.store import readings
from summarizer import Source, Span

AROUND: Final = 1
"""Sentences shown before and after the one that was shown."""


async def context(here: Here, asked: kinds.Context) -> Answered:
    """Show the sentences around those that were shown."""
    section = await _looked_at(here, asked.ref)
    chosen = _chosen(shown.items(section.blocks), asked.ref.item)
    held = await _of(here, section)
    frame = here.frame(held)
    blocks = tuple(_around(frame, item) for item in chosen)
    title = tuple(b for b in section.blocks[:1] if isinstance(b, Heading))
    return Answered(texts.message(*title, *blocks))


async def _looked_at(here: Here, ref: Ref) -> Section:
    """Return what a line without a number looks at: the last answer, else a story."""
    if ref.story is None:
        message, _ = await shown.last(here)
        if message and not shown.stories(message):
            blocks = tuple(b for s in message.sections for b in s.blocks)
            if shown.items(blocks):
                return Section(blocks)
    message, _ = await shown.last(here)
    if ref.story and message and not shown.stories(message):
        items = shown.items([b for s in message.sections for b in s.blocks])
        if 1 <= ref.story <= len(items) and ref.item is None:
            return Section((items[ref.story - 1].block,))
    return await shown.section(here, ref)


def _chosen(items: Sequence[Item], number: int | None) -> Sequence[Item]:
    if not items:
        raise CommandError("Nothing was shown there that has a context.")
    if number is None:
        return items
    if not 1 <= number <= len(items):
        raise CommandError(f"There is no line {number}: it has {len(items)}.")
    return items[number - 1 : number]


async def _of(here: Here, section: Section) -> tuple[Source, ...]:
    ids = tuple(sorted(shown.versions(section.blocks)))
    async with here.means.store.reading() as tx:
        return await readings.of_versions(
            tx, here.place.id, ids, analyser=here.means.analyser
        )


def _around(frame: Frame, item: Item) -> Block:
    """Return the sentences around a shown line, and mark which it was."""
    source = frame.of(item.verbatim[0].version)
    sentences = source.reading.sentences
    ours = [
        n
        for n, sentence in enumerate(sentences)
        if any(sentence.span.overlaps(piece.span) for piece in item.verbatim)
    ]
    if not ours:
        return Quotation((), item.verbatim, pieces.mark(frame, source))
    before = sentences[max(0, ours[0] - AROUND) : ours[0]]
    after = sentences[ours[-1] + 1 : ours[-1] + 1 + AROUND]
    shown_ = Span(sentences[ours[0]].span.start, sentences[ours[-1]].span.end)
    spans: list[Inline] = []
    for sentence in before:
        spans += [pieces.cut(source, sentence.span), Text(" ")]
    spans += [soft("▸ "), pieces.cut(source, shown_), soft(" ◂")]
    for sentence in after:
        spans += [Text(" "), pieces.cut(source, sentence.span)]
    return Quotation((), tuple(spans), pieces.mark(frame, source))
