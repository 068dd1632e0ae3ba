"""What was shown here last: stories by their numbers, lines, the question asked.

It is read from what was posted: the ledger's parts, or the last answer of the thread.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from bot import codec
from bot.commands.answered import Question
from bot.commands.grammar.kinds import Ref
from bot.commands.here import Here
from bot.digests.pieces import count
from bot.errors import CommandError
from bot.messages import (
    Block,
    Heading,
    Message,
    Paragraph,
    Part,
    Quotation,
    Section,
)
from bot.store import ledger, memory, occurrences, posts
from bot.store.occurrences import Reason
from summarizer import Verbatim

_Told = tuple[datetime, tuple[Section, ...]]

STORIES: Final = "/stories"
"""Behind a thread's id: the last numbered stories shown there."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line or quotation that was shown."""

    block: Paragraph | Quotation
    verbatim: tuple[Verbatim, ...]


# --- remembering ------------------------------------------------------------------


async def remember(here: Here, message: Message, question: Question) -> None:
    """Keep an answer, so that the next line may lean on it."""
    shown, asked = codec.dumps(message), codec.dumps(question)
    threads = {here.thread}
    if stories(message):
        threads |= {here.thread + STORIES, STORIES}
    async with here.means.store.writing() as tx:
        for thread in sorted(threads):
            await memory.remember(
                tx, here.place.id, thread, shown=shown, question=asked, now=here.now
            )


async def last(here: Here) -> tuple[Message | None, Question | None]:
    """Return the last answer in this thread, and its question."""
    async with here.means.store.reading() as tx:
        found = await memory.recall(tx, here.place.id, here.thread)
    if found is None:
        return None, None
    return codec.loads(Message, found.shown), codec.loads(Question, found.question)


# --- numbered stories ---------------------------------------------------------------


def stories(message: Message) -> tuple[Section, ...]:
    """Return the sections about one story each, in the order of their numbers."""
    return tuple(section for section in message.sections if section.story)


async def section(here: Here, ref: Ref) -> Section:
    """Return the story a number means here; without one, the thread's only story.

    Raises:
        CommandError: no such story was shown; the text says how many were.
    """
    own = await _own(here)
    if ref.story is None and own is not None:
        return own
    told = await numbered(here)
    if not told:
        raise CommandError(
            "No briefing was shown here yet, so there is no story to look into. "
            "Type `brief` for one."
        )
    if ref.story is None and len(told) > 1:
        raise CommandError(f"Which one? Say a number from 1 to {len(told)}.")
    number = ref.story or 1
    if not 1 <= number <= len(told):
        raise CommandError(
            f"There is no story {number}: the briefing has "
            f"{count(len(told), 'story')}, numbered from 1."
        )
    return told[number - 1]


def title(section: Section) -> tuple[Verbatim, ...]:
    """Return a story's headline, verbatim."""
    heading = section.blocks[0]
    spans = heading.spans if isinstance(heading, Heading) else ()
    return tuple(span for span in spans if isinstance(span, Verbatim))


async def numbered(here: Here) -> tuple[Section, ...]:
    """Return the stories numbers mean: of this thread's briefing, else the latest."""
    for key in (here.thread, here.incoming.message_id):
        if key and (told := await _of_digest(here, key)):
            return told
    if here.thread and (answered := await _answered(here, here.thread + STORIES)):
        return answered[1]
    found = [await _answered(here, STORIES), await _newest(here)]
    latest = max((each for each in found if each), key=lambda e: e[0], default=None)
    return latest[1] if latest else ()


async def _answered(here: Here, thread: str) -> _Told | None:
    """Return the numbered stories of an answer, and when it was given."""
    async with here.means.store.reading() as tx:
        found = await memory.recall(tx, here.place.id, thread)
    return (found.at, stories(codec.loads(Message, found.shown))) if found else None


async def _own(here: Here) -> Section | None:
    """Return the story of the very message a button hangs on or a reply answers."""
    message_id = here.incoming.message_id
    if message_id is None:
        return None
    async with here.means.store.reading() as tx:
        post = await posts.find(tx, here.place.id, message_id)
    if post is None or not post.stories or post.occurrence is None:
        return None
    told = await stories_of(here, post.occurrence)
    return next((s for s in told if s.story == post.stories[0]), None)


async def _of_digest(here: Here, message_id: str) -> tuple[Section, ...]:
    async with here.means.store.reading() as tx:
        post = await posts.find(tx, here.place.id, message_id)
    if post is None or post.occurrence is None:
        return ()
    return await stories_of(here, post.occurrence)


async def _newest(here: Here) -> _Told | None:
    """Return the stories of this place's latest digest, and when it was composed."""
    async with here.means.store.reading() as tx:
        latest = await occurrences.of_place(tx, here.place.id)
    for occurrence in latest:
        if occurrence.composed and occurrence.reason is not Reason.PREVIEW:
            return occurrence.composed, await stories_of(here, occurrence.id)
    return None


async def stories_of(here: Here, occurrence: int) -> tuple[Section, ...]:
    """Return the stories of a digest, as they were told."""
    async with here.means.store.reading() as tx:
        rows = await ledger.of_occurrence(tx, occurrence)
    return tuple(_merged(row.part for row in rows))


def _merged(parts: Iterable[Part]) -> Iterator[Section]:
    """Yield one section per story, whatever number of posts it took."""
    for story, group in groupby(parts, key=lambda part: part.story):
        if story:
            pieces = tuple(group)
            blocks = tuple(block for part in pieces for block in part.blocks)
            yield Section(blocks, pieces[-1].actions, story)


# --- lines ------------------------------------------------------------------------


def items(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """Return the sentences and quotations shown, in order."""
    found = (
        Item(block, _verbatim(block))
        for block in blocks
        if isinstance(block, Paragraph | Quotation)
    )
    return tuple(item for item in found if item.verbatim)


def versions(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the versions that anything shown stands in."""
    return frozenset(
        piece.version
        for block in blocks
        if isinstance(block, Paragraph | Quotation)
        for piece in _verbatim(block)
    )


def _verbatim(block: Paragraph | Quotation) -> tuple[Verbatim, ...]:
    spans = block.words if isinstance(block, Quotation) else block.spans
    return tuple(span for span in spans if isinstance(span, Verbatim))
