"""Words of a text, and the windows of them that the network reads at a time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.quotes.shapes import Bounds, shapes

WINDOW = 254
"""Pieces of words in one window, without the two marks at its ends."""

CONTEXT = 64
"""Pieces before a window that are read along with it, at most."""

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


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``begin`` to ``end``, to be read with those from ``context`` on before."""

    context: int
    begin: int
    end: int


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
    kept = tuple(word[:_PIECES] for word in pieces)
    found = tuple(shapes(text, bounds, starts))
    return Words(tuple(bounds), kept, found, tuple(starts))


def cut(words: Words, first: int = WINDOW, limit: int = WINDOW) -> list[Bounds]:
    """Cut into ranges of words of at most ``limit`` pieces (the first: ``first``).

    A range ends with a paragraph, or, in one longer than a window, where it is full.
    """
    ranges: list[Bounds] = []
    starts = set(words.starts)
    begin, size, paragraph, room = 0, 0, 0, first
    for index, pieces in enumerate(words.pieces):
        if index in starts:
            paragraph = index
        if size + len(pieces) > room and index > begin:
            end = paragraph if paragraph > begin else index
            ranges.append((begin, end))
            begin, room = end, limit
            size = sum(map(len, words.pieces[begin:index]))
        size += len(pieces)
    return [*ranges, (begin, len(words.pieces))] if words.pieces else []


def windows(words: Words, limit: int = WINDOW, context: int = CONTEXT) -> list[Window]:
    """Cut into windows with what stands before each."""
    found: list[Window] = []
    for begin, end in cut(words, limit, limit):
        start, size = begin, 0
        while start and size + len(words.pieces[start - 1]) <= context:
            start -= 1
            size += len(words.pieces[start])
        found.append(Window(start, begin, end))
    return found
