"""Words of a text, and the windows of them that the network reads at a time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.quotes.shapes import OPENS, Bounds, shapes

WINDOW = 254
"""Pieces of words in one window to learn from, without the marks at its ends."""

READ = 190
"""Pieces in a window when reading. Text before a window does not help, and windows
longer than those learnt from harm: end to end F1 on the development set is 89.0 with
190, 88.8 with 150, 88.5 with 254, 84.4 with 254 behind 64 of context."""

FULL = 0.5
"""Least part of a window to be filled before its end may be chosen."""

_PIECES = 8
"""Pieces kept of one word; an address of 100 tells no more than its beginning."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as the network sees them."""

    bounds: tuple[Bounds, ...]
    """Where each stands in the text, in code points."""
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    starts: tuple[int, ...]
    """Indices of the words that begin a paragraph."""


def read(
    text: str,
    bounds: Sequence[Bounds],
    pieces: Sequence[tuple[int, ...]],
    paragraphs: Sequence[Bounds],
) -> Words:
    """Put shapes and paragraphs to the words of a text."""
    lows = [low for low, _ in bounds]
    starts = sorted({bisect_left(lows, start) for start, _ in paragraphs})
    starts = [start for start in starts if start < len(bounds)]
    kept = tuple(w if len(w) <= _PIECES else w[:_PIECES] for w in pieces)
    found = tuple(shapes(text, bounds, starts))
    return Words(tuple(bounds), kept, found, tuple(starts))


def cut(words: Words, first: int = WINDOW, limit: int = WINDOW) -> list[Bounds]:
    """Cut into ranges of words of at most ``limit`` pieces (the first: ``first``).

    A range ends with a paragraph, if it can before one that opens no quotation, or,
    where a paragraph is longer than a window, in its middle.
    """
    ranges: list[Bounds] = []
    starts = set(words.starts)
    begin, size, room = 0, 0, first
    ends: list[Bounds] = []
    for index, pieces in enumerate(words.pieces):
        if index in starts and index > begin:
            ends.append((index, size))
        while size + len(pieces) > room and index > begin:
            end, used = _end(words, ends, room) or (index, size)
            ranges.append((begin, end))
            ends = [(at, had - used) for at, had in ends if at > end]
            begin, size, room = end, size - used, limit
        size += len(pieces)
    return [*ranges, (begin, len(words.pieces))] if words.pieces else []


def _end(words: Words, ends: Sequence[Bounds], room: int) -> Bounds | None:
    """Choose where a window ends: as late as possible, not before a quotation."""
    full = [end for end in ends if end[1] >= room * FULL]
    calm = [end for end in full if words.shapes[end[0]] % 8 // 2 != OPENS]
    best = calm or full or ends
    return best[-1] if best else None
