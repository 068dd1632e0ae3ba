"""Divide a message into parts that fit a platform. It never renders and never drops.

It cuts between sections, else between blocks, else between items, and inside an item
only between its inline spans. A single span over the limit is cut at white space, and
the cut is marked `CONTINUED`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, assert_never

from bot.messages.model import (
    Action,
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Message,
    Paragraph,
    Part,
    Quotation,
    Section,
    Style,
    Text,
    Time,
)
from summarizer import Span, Verbatim

CONTINUED = Text("(continued)", Style.SOFT)
"""Stands where a piece goes on that one post could not hold."""

Atom = tuple[int, Inline]
"""A span and the slot it stands in: the number of its item, or by, words, source."""


class Room(Protocol):
    """What one post may hold; `bot.chat.Limits` is one."""

    @property
    def size(self) -> int: ...
    @property
    def blocks(self) -> int: ...
    @property
    def actions(self) -> int: ...
    @property
    def measure(self) -> Callable[[Block], int]: ...


def split(message: Message, room: Room) -> tuple[Part, ...]:
    """Return the posts a message becomes, in order, each within ``room``.

    In a threaded message everything but the first post goes into its thread; that one
    alone may ping. A span
    without white space is cut anywhere; a `Time`, and one character, are never cut.
    """
    posts = [
        post for sections in _together(message, room) for post in _posts(sections, room)
    ]
    return tuple(
        replace(
            post,
            index=index,
            parent=0 if message.threaded and index else None,
            ping="" if index else message.ping,
        )
        for index, post in enumerate(posts)
    )


# --- sections -----------------------------------------------------------------


def _together(message: Message, room: Room) -> Iterator[tuple[Section, ...]]:
    """Yield the runs of sections that share a post."""
    if message.threaded:
        yield from ((section,) for section in message.sections)
        return
    run: list[Section] = []
    for section in message.sections:
        if run and not _joins(run, section, room):
            yield tuple(run)
            run = []
        run.append(section)
    yield tuple(run)


def _joins(run: Sequence[Section], section: Section, room: Room) -> bool:
    """Tell whether a section may stand in the post of those before it.

    Buttons stand at a post's end, so a section that has some closes its post.
    """
    blocks = [block for each in (*run, section) for block in each.blocks]
    return (
        not run[-1].actions
        and run[-1].story == section.story
        and len(blocks) <= room.blocks
        and sum(map(room.measure, blocks)) <= room.size
    )


def _posts(sections: Sequence[Section], room: Room) -> Iterator[Part]:
    last = sections[-1]
    piles = list(_piles([b for s in sections for b in s.blocks], room)) or [()]
    rows = _rows(last.actions, room.actions)
    for pile in piles[:-1]:
        yield Part(0, pile, story=last.story)
    yield Part(0, piles[-1], rows[0], last.story)
    for row in rows[1:]:
        yield Part(0, (Footer((CONTINUED,)),), row, last.story)


def _rows(actions: tuple[Action, ...], most: int) -> list[tuple[Action, ...]]:
    step = max(1, most)
    cuts = range(0, len(actions), step)
    return [actions[at : at + step] for at in cuts] or [()]


# --- blocks -------------------------------------------------------------------


@dataclass(slots=True)
class _Pile:
    """The blocks of the post being filled."""

    room: Room
    blocks: list[Block] = field(default_factory=list)
    size: int = 0

    def takes(self, block: Block) -> bool:
        size = self.size + self.room.measure(block)
        return size <= self.room.size and len(self.blocks) < self.room.blocks

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.size += self.room.measure(block)

    def close(self) -> tuple[tuple[Block, ...], "_Pile"]:
        """Return what is full, and the next pile: a heading goes with what follows."""
        after = _Pile(self.room)
        if len(self.blocks) > 1 and isinstance(self.blocks[-1], Heading):
            after.add(self.blocks.pop())
        return tuple(self.blocks), after


def _piles(blocks: Iterable[Block], room: Room) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks post by post."""
    pile = _Pile(room)
    for whole in blocks:
        for block in _fitting(whole, room):
            if pile.blocks and not pile.takes(block):
                full, pile = pile.close()
                yield full
            if pile.blocks and not pile.takes(block):  # the heading alone fills it
                yield tuple(pile.blocks)
                pile = _Pile(room)
            pile.add(block)
    if pile.blocks:
        yield tuple(pile.blocks)


def _fitting(block: Block, room: Room) -> Iterator[Block]:
    """Yield the block, or pieces of it that each fit a post."""
    if room.measure(block) <= room.size:
        yield block
        return
    if isinstance(block, Listing) and len(block.items) > 1:
        yield from _shorter_lists(block, room)
        return
    yield from _pieces(block, room)


def _shorter_lists(block: Listing, room: Room) -> Iterator[Block]:
    start = 0
    for end in range(1, len(block.items) + 1):
        if end == len(block.items) or room.measure(_some(block, start, end + 1)) > (
            room.size
        ):
            yield from _fitting(_some(block, start, end), room)
            start = end


def _some(block: Listing, start: int, end: int) -> Listing:
    return replace(block, items=block.items[start:end], first=block.first + start)


# --- inside one item ----------------------------------------------------------

_MARK: Atom = (0, CONTINUED)


def _pieces(block: Block, room: Room) -> Iterator[Block]:
    """Cut an item between its spans, and spans where even one is too long."""
    held: list[Atom] = []
    for atom in _short(block, room):
        full = room.measure(_rebuilt(block, [*held, atom])) > room.size
        if full and any(one != _MARK for one in held):
            yield _rebuilt(block, held)
            held = [_MARK]
        held.append(atom)
    yield _rebuilt(block, held)


def _short(block: Block, room: Room) -> Iterator[Atom]:
    """Yield the block's spans, each short enough for a post with a mark before it."""
    for slot, inline in _atoms(block):
        rest: Inline | None = inline
        while rest is not None:
            piece, rest = _cut(
                rest,
                lambda part, slot=slot: (  # type: ignore[misc]
                    room.measure(_rebuilt(block, [_MARK, (slot, part)])) <= room.size
                ),
            )
            yield slot, piece


def _cut(
    inline: Inline, fits: Callable[[Inline], bool]
) -> tuple[Inline, Inline | None]:
    """Return the longest head that fits, and what is left of the span."""
    if isinstance(inline, Time) or fits(inline):
        return inline, None
    if isinstance(inline, Link) and not fits(_sliced(inline, 0, 1)):
        return _cut(inline.label, fits)  # an address longer than a post leads nowhere
    words = _words(inline)
    low, high = 1, len(words)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(_sliced(inline, 0, middle)):
            low = middle
        else:
            high = middle
    if high <= 1:
        return inline, None
    at = _last_blank(words, low)
    return _sliced(inline, 0, at), _sliced(inline, at, len(words))


def _last_blank(words: str, most: int) -> int:
    """Return the offset behind the last white space before ``most``, else ``most``."""
    at = next((at for at in range(most, 0, -1) if words[at - 1].isspace()), most)
    return at if words[:at].strip() else most


def _words(inline: Text | Verbatim | Link) -> str:
    return inline.label.text if isinstance(inline, Link) else inline.text


def _sliced(inline: Text | Verbatim | Link, start: int, end: int) -> Inline:
    """Return characters ``start`` to ``end`` of a span, still what it was."""
    if isinstance(inline, Link):
        return replace(inline, label=_label(inline.label, start, end))
    return _label(inline, start, end)


def _label(words: Text | Verbatim, start: int, end: int) -> Text | Verbatim:
    text = words.text[start:end]
    if isinstance(words, Text):
        return replace(words, text=text)
    span = Span(words.span.start + start, words.span.start + end)
    return replace(words, span=span, text=text)


# --- a block as its spans, and back -----------------------------------------------


def _atoms(block: Block) -> Iterator[Atom]:
    match block:
        case Heading() | Paragraph() | Footer():
            yield from ((0, inline) for inline in block.spans)
        case Quotation():
            slots = (block.by, block.words, block.source)
            yield from ((n, inline) for n, slot in enumerate(slots) for inline in slot)
        case Listing():
            yield from ((0, inline) for item in block.items for inline in item)
        case _:
            assert_never(block)


def _rebuilt(block: Block, atoms: Sequence[Atom]) -> Block:
    """Return a block of the same kind that holds only these spans."""
    spans = tuple(inline for _, inline in atoms)
    match block:
        case Heading() | Paragraph() | Footer():
            return replace(block, spans=spans)
        case Quotation():
            by, words, source = (
                tuple(inline for slot, inline in atoms if slot == wanted)
                for wanted in range(3)
            )
            return Quotation(by, words, source)
        case Listing():
            return replace(block, items=(spans,))
        case _:
            assert_never(block)
