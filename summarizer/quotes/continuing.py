"""Quotations that go on: after *X said.*, in the next paragraph, after a colon.

A passage in marks that nobody was found to have said is joined to the statement it
continues, where the typography says so.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from summarizer.models import Span
from summarizer.quotes.attribution import CERTAIN, LIKELY, Attribution, near
from summarizer.quotes.contents import Units
from summarizer.quotes.grounds import Ground
from summarizer.quotes.lines import announced
from summarizer.quotes.marks import Marked


def continued(
    text: str, grounds: Sequence[Ground], units: Units, found: Sequence[Attribution]
) -> list[Attribution]:
    """Join the passages left over to the statements they continue."""
    kept = sorted(found, key=lambda each: (each.start, each.end))
    for index, ground in enumerate(grounds):
        for passage in ground.marked:
            if not _taken(kept, passage.span):
                _join(text, grounds, index, passage, units=units[index], kept=kept)
    return kept


def _taken(kept: Sequence[Attribution], span: Span) -> bool:
    return any(
        part.overlaps(span) for each in near(kept, span) for part in each.content
    )


def _join(
    text: str,
    grounds: Sequence[Ground],
    index: int,
    passage: Marked,
    *,
    units: Sequence[Span],
    kept: list[Attribution],
) -> None:
    """Find the statement a passage continues, and extend it."""
    ground = grounds[index]
    if _begins(ground, passage) and index:
        before = grounds[index - 1]
        if _unclosed(before):
            _extend(kept, _holding(kept, before.marked[-1].span), passage.span)
            return
        if (opener := announced(before)) is not None:
            _insert(kept, replace(opener, content=(passage.span,), margin=CERTAIN))
            return
        if _all_marked(ground):
            last = _spoken_last(text, before, kept)
            _extend(kept, last, passage.span)
            if last is None and (told := _told_last(before, kept)):
                _insert(kept, replace(told, content=(passage.span,), margin=LIKELY))
            return
    if _fills(passage, units):
        _extend(kept, _last_marked(text, ground, passage, kept), passage.span)


def _all_marked(ground: Ground) -> bool:
    """Tell whether a paragraph is nothing but a quotation."""
    return all(token.quoted for token in ground.tokens)


def _spoken_last(
    text: str, before: Ground, kept: Sequence[Attribution]
) -> Attribution | None:
    """Give the quotation in marks that ends a paragraph, said by somebody."""
    if not before.marked:
        return None
    last = _holding(kept, before.marked[-1].span)
    if last is None or before.block.end - last.end > _TRAILING:
        return None
    return last if text[last.end - 1] in "”\"’'»“" else None


def _told_last(before: Ground, kept: Sequence[Attribution]) -> Attribution | None:
    """Give the report in words that ends a paragraph: its speaker is quoted below."""
    end = before.block.end
    here = near(kept, Span(max(before.block.start, end - 2), end))
    return next((e for e in here if end - e.end <= len(".”") and e.source), None)


_TRAILING = 160
"""Characters behind a quotation whose speaker goes on in the next paragraph."""


def _begins(ground: Ground, passage: Marked) -> bool:
    return passage.span.start - ground.block.start <= 1


def _unclosed(ground: Ground) -> bool:
    return bool(ground.marked) and not ground.marked[-1].closed


def _fills(passage: Marked, units: Sequence[Span]) -> bool:
    """Tell whether a passage is a sentence, or sentences, of its own."""
    at = bisect_left(units, passage.span.start, key=lambda unit: unit.start)
    return (
        at < len(units)
        and units[at].start == passage.span.start
        and passage.span.end >= units[at].end - 2
    )


def _holding(kept: Sequence[Attribution], span: Span) -> Attribution | None:
    return next(
        (each for each in reversed(near(kept, span)) if _touches(each, span)), None
    )


def _touches(each: Attribution, span: Span) -> bool:
    return any(part.overlaps(span) for part in each.content)


def _last_marked(
    text: str, ground: Ground, passage: Marked, kept: Sequence[Attribution]
) -> Attribution | None:
    """Give the statement before this passage in its paragraph, if it ends in marks."""
    before = [
        each
        for each in near(kept, passage.span)
        if ground.block.start <= each.start < passage.span.start
        and text[each.end - 1] in "”\"’'»“"
    ]
    return before[-1] if before else None


def _extend(kept: list[Attribution], each: Attribution | None, span: Span) -> None:
    if each is not None:
        content = tuple(sorted((*each.content, span)))
        at = bisect_left(kept, each.start, key=lambda other: other.start)
        at = next(i for i in range(at, len(kept)) if kept[i] is each)
        kept[at] = replace(each, content=content)


def _insert(kept: list[Attribution], each: Attribution) -> None:
    kept.insert(bisect_left(kept, each.start, key=lambda other: other.start), each)
