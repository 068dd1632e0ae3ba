"""Cut a text into windows that the network can read, at the ends of paragraphs where that is possible."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from .shapes import Bounds, shapes

WINDOW = 254
"""Pieces of words in one window, without the two marks at its ends."""

_PIECES = 8
"""Pieces kept of one word; an address of 100 pieces tells the network no more than its beginning."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as the network sees them: where they stand, their pieces, their shapes."""

    bounds: tuple[Bounds, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]
    starts: tuple[int, ...]
    """Indices of the words that begin a paragraph."""


def read(text: str, bounds: Sequence[Bounds], pieces: Sequence[tuple[int, ...]], paragraphs: Sequence[Bounds]) -> Words:
    """Put shapes and paragraphs to the words of a text."""
    lows = [low for low, _ in bounds]
    starts = sorted({bisect_left(lows, start) for start, _ in paragraphs} - {len(bounds)})
    kept = tuple(word[:_PIECES] for word in pieces)
    return Words(tuple(bounds), kept, tuple(shapes(text, bounds, starts)), tuple(starts))


def cut(words: Words, first: int = WINDOW) -> list[tuple[int, int]]:
    """Cut into ranges of words of at most ``WINDOW`` pieces each (the first: ``first`` pieces).

    A range ends with a paragraph, or, where one paragraph is longer than a window, inside it.
    """
    ranges: list[tuple[int, int]] = []
    begin, room, end_of_paragraph, limit = 0, 0, 0, first
    starts = set(words.starts)
    for index, pieces in enumerate(words.pieces):
        if index in starts and index > begin:
            end_of_paragraph = index
        if room + len(pieces) > limit and index > begin:
            end = end_of_paragraph if end_of_paragraph > begin else index
            ranges.append((begin, end))
            begin, limit = end, WINDOW
            room = sum(map(len, words.pieces[begin:index]))
        room += len(pieces)
    return [*ranges, (begin, len(words.pieces))] if begin < len(words.pieces) else ranges
