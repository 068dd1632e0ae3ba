"""The bounds of what the network found: blanks trimmed, pairs of marks completed."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.models import Span
from summarizer.quotes import phrases
from summarizer.quotes.attribution import Attribution
from summarizer.quotes.grounds import Ground, at, touching

_BRIDGE = 3
"""Characters between two parts of one content that are closed up."""


Units = Sequence[Sequence[Span]]
"""The sentences of each paragraph, joined where a quotation crosses their border."""


def completed(
    text: str, grounds: Sequence[Ground], units: Units, raw: Attribution
) -> tuple[Span, ...]:
    """Trim blanks, keep to paragraphs, complete pairs of marks, close small gaps.

    Empty where there is no word in the content.
    """
    told = min((*raw.cue, *raw.source), default=raw.content[0]).start
    pieces = _within(text, grounds, raw.content, told)
    if [span.of(text) for span in raw.cue] != [":"]:
        pieces = [
            part for piece in pieces for part in _told_here(grounds, units, piece, told)
        ]
    spans = [span for piece in pieces if (span := _trimmed(text, piece))]
    return _closed_up(text, sorted(_to_marks(grounds, span) for span in spans))


def inside(grounds: Sequence[Ground], source: Span, cue: int) -> Span | None:
    """Keep of a source what stands in the paragraph of its cue: no heading above it."""
    ground = at(grounds, cue)
    if ground is None:
        return source
    body = phrases.past_place(ground.tokens, 0, len(ground.tokens))
    low = ground.tokens[body].start if body else ground.block.start
    start, end = max(source.start, low), min(source.end, ground.block.end)
    return Span(start, end) if start < end else None


def quoted(text: str, grounds: Sequence[Ground], span: Span) -> int:
    """Count the words of the longest passage in marks that a content touches."""
    ground = at(grounds, span.start)
    marks = touching(ground, span) if ground else ()
    return max((len(each.span.of(text).split()) for each in marks), default=0)


def _within(
    text: str, grounds: Sequence[Ground], content: Sequence[Span], told: int
) -> Sequence[Span]:
    """Cut what runs on over the end of a paragraph; only marks can carry it on.

    Kept are the paragraph where it is ``told`` and those that begin in marks.
    """
    pieces = [each for span in content for each in _pieces(text, grounds, span)]
    here = any(ground.block.start <= told < ground.block.end for ground, _ in pieces)
    kept = [
        piece
        for ground, piece in pieces
        if ground.block.start <= told < ground.block.end
        or (_opens(ground, piece) and not (here and _over(ground, piece, told)))
    ]
    return kept or [piece for _, piece in pieces[:1]] or content


def _over(ground: Ground, piece: Span, told: int) -> bool:
    """Tell whether a quotation has ended in a paragraph above."""
    return piece.end < told and touching(ground, piece)[-1].closed


def _told_here(
    grounds: Sequence[Ground], units: Units, piece: Span, told: int
) -> Iterator[Span]:
    """Cut what runs on over the end of the sentence where it is told.

    Other sentences are kept where they begin in marks.
    """
    index = bisect_left(grounds, piece.start + 1, key=lambda each: each.block.start) - 1
    ground = grounds[index]
    low = bisect_left(units[index], piece.start + 1, key=lambda unit: unit.end)
    high = bisect_left(units[index], piece.end, low, key=lambda unit: unit.start)
    here = units[index][low:high]
    if not any(unit.start <= told < unit.end for unit in here):
        yield piece
        return
    for unit in here:
        part = Span(max(unit.start, piece.start), min(unit.end, piece.end))
        if unit.start <= told < unit.end or _opens(ground, part):
            yield part


def _pieces(
    text: str, grounds: Sequence[Ground], span: Span
) -> Iterator[tuple[Ground, Span]]:
    """Part a span by the paragraphs it touches."""
    start = span.start
    while start < span.end and (ground := at(grounds, start)) is not None:
        end = min(span.end, ground.block.end)
        yield ground, Span(start, end)
        start = end
        while start < span.end and text[start].isspace():
            start += 1


def _opens(ground: Ground, piece: Span) -> bool:
    """Tell whether a piece begins with, or inside, a quotation."""
    marks = touching(ground, piece)
    return bool(marks) and marks[0].span.start - piece.start <= 1


_WORD = re.compile(r"\w")


def _trimmed(text: str, span: Span) -> Span | None:
    """Leave out blanks and commas at the edges; None where no word is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end) if _WORD.search(text, start, end) else None


def _to_marks(grounds: Sequence[Ground], span: Span) -> Span:
    """Take a marked passage whole that is mostly, or at an edge, inside already."""
    ground = at(grounds, span.start)
    if ground is None:
        return span
    start, end = span
    for each in touching(ground, span):
        if not each.span.overlaps(span) or not each.closed:
            continue
        shared = min(end, each.span.end) - max(start, each.span.start)
        if shared * 2 >= each.span.end - each.span.start:
            start, end = min(start, each.span.start), max(end, each.span.end)
    return Span(start, end)


def _closed_up(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join parts that overlap or touch."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        gap = text[last.end : span.start] if last else ""
        if last is None or (span.start > last.end and not _small(gap)):
            joined.append(span)
        else:
            joined[-1] = Span(last.start, max(last.end, span.end))
    return tuple(joined)


def _small(gap: str) -> bool:
    return len(gap) <= _BRIDGE and not gap.strip()
