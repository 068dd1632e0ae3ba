"""Who said what: every quotation of an article, its cue, and the person behind it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from summarizer.models import Layout, Quote, Sentence, Span
from summarizer.people import cast
from summarizer.quotes.attribution import Attribution
from summarizer.quotes.confidence import KNOWN, confidence
from summarizer.quotes.grounds import Ground, ground
from summarizer.quotes.kinds import kind, negated
from summarizer.quotes.marks import Marked, marked
from summarizer.quotes.rules import attributions
from summarizer.quotes.speakers import Found, Talk, resolve


def find(
    text: str, layout: Layout, sentences: Sequence[Sentence], tagger: object = None
) -> tuple[Quote, ...]:
    """Find every statement in an article and who made it.

    Any text gives a result. ``tagger`` None means rules alone.
    """
    del tagger
    blocks = _blocks(layout)
    grounds = [ground(text, block, marked(text, block)) for block in blocks]
    units = [_units(each, sentences) for each in grounds]
    found = [
        each
        for paragraph, within in zip(grounds, units, strict=True)
        for each in _paragraph(text, paragraph, within)
    ]
    everything = tuple(mark for each in grounds for mark in each.marked)
    talk = _talk(text, blocks, sentences, everything)
    return tuple(_quote(text, talk, each, everything) for each in found)


def _blocks(layout: Layout) -> tuple[Span, ...]:
    title = (layout.title,) if layout.title else ()
    return tuple(sorted(set(title + layout.paragraphs)))


def _units(paragraph: Ground, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """Sentences of a paragraph, joined where a quotation crosses their border."""
    block = paragraph.block
    low = bisect_left(sentences, block.start, key=lambda each: each.span.start)
    starts = [block.start]
    for sentence in sentences[low:]:
        if sentence.span.start >= block.end:
            break
        starts.append(sentence.span.start)
    inside = [each.span for each in paragraph.marked]
    kept = sorted({s for s in starts if not _cuts(inside, s)})
    return tuple(Span(a, b) for a, b in pairwise([*kept, block.end]))


def _cuts(inside: list[Span], at: int) -> bool:
    index = bisect_left(inside, at, key=lambda span: span.end)
    return index < len(inside) and inside[index].start < at < inside[index].end


def _paragraph(text: str, paragraph: Ground, units: Sequence[Span]) -> list[Attribution]:
    """Statements of one paragraph; a quotation left over goes on with the last one."""
    found = list(attributions(paragraph, units, text))
    for each in paragraph.marked:
        _continue(text, found, each, units)
    return sorted(found, key=lambda each: each.start)


def _continue(
    text: str, found: list[Attribution], passage: Marked, units: Sequence[Span]
) -> None:
    """Join *“…”* that fills its sentence to the statement before it: *X said. “…”*."""
    if any(span.overlaps(passage.span) for each in found for span in each.content):
        return
    before = [each for each in found if each.start < passage.span.start]
    fills = any(
        unit.start == passage.span.start and passage.span.end >= unit.end - 2
        for unit in units
    )
    if before and fills and _marked_end(text, before[-1]):
        last = before[-1]
        found[found.index(last)] = Attribution(
            last.source, last.cue, (*last.content, passage.span), last.margin
        )


def _marked_end(text: str, attribution: Attribution) -> bool:
    return text[attribution.end - 1] in "”\"’'»“"


def _talk(
    text: str,
    blocks: Sequence[Span],
    sentences: Sequence[Sentence],
    everything: Sequence[Marked],
) -> Talk:
    people = cast(text, blocks)
    spans = [each.span for each in everything]
    outside = tuple(
        (name, person)
        for name, person in people.mentions
        if not _cuts(spans, name.span.start)
    )
    return Talk(text, people, [each.span.start for each in sentences], outside)


def _quote(
    text: str, talk: Talk, attribution: Attribution, everything: Sequence[Marked]
) -> Quote:
    found: Found = resolve(talk, attribution.source)
    at = attribution.source[0].start if attribution.source else attribution.start
    talk.note(at, found)
    sure = confidence(attribution.margin, found.certainty)
    return Quote(
        kind=kind(text, attribution.content, everything),
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        speaker=found.speaker if sure >= KNOWN else None,
        negated=negated(text, attribution.cue, attribution.content),
        confidence=sure,
    )
