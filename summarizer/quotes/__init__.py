"""Who said what: every quotation of an article, its cue, and the person behind it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.models import Layout, Quote, QuoteKind, Sentence, Span
from summarizer.people import cast
from summarizer.quotes.attribution import Attribution, Finder, near
from summarizer.quotes.confidence import KNOWN, confidence
from summarizer.quotes.continuing import continued
from summarizer.quotes.grounds import Ground, ground
from summarizer.quotes.kinds import kind, negated, second_hand
from summarizer.quotes.lines import is_turn
from summarizer.quotes.marks import Marked, marked
from summarizer.quotes.merging import merged
from summarizer.quotes.rules import attributions
from summarizer.quotes.speakers import resolve
from summarizer.quotes.talk import Found, Talk


def find(
    text: str,
    layout: Layout,
    sentences: Sequence[Sentence],
    tagger: Finder | None = None,
) -> tuple[Quote, ...]:
    """Find every statement in an article and who made it.

    Any text gives a result. ``tagger`` None means rules alone.
    """
    blocks = _blocks(layout)
    grounds = list(_grounds(text, blocks))
    units = [_units(each, sentences) for each in grounds]
    ruled = [
        each
        for paragraph, within in zip(grounds, units, strict=True)
        for each in attributions(paragraph, within, text)
    ]
    found = ruled
    if tagger is not None:
        found = merged(text, grounds, units, tagger.attributions(text, blocks), ruled)
    found = continued(text, grounds, units, found)
    everything = tuple(mark for each in grounds for mark in each.marked)
    talk = _talk(text, blocks, sentences, everything)
    return tuple(_quote(text, talk, each, everything, found) for each in found)


def _grounds(text: str, blocks: Sequence[Span]) -> Iterator[Ground]:
    """Tokenise the paragraphs; a passage left open runs on into the next one."""
    running = False
    for block in blocks:
        passages = marked(text, block, running=running)
        running = bool(passages) and not passages[-1].closed
        yield ground(text, block, passages)


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
    text: str,
    talk: Talk,
    attribution: Attribution,
    everything: Sequence[Marked],
    others: Sequence[Attribution],
) -> Quote:
    cue = " ".join(span.of(text) for span in attribution.cue)
    found: Found = resolve(talk, attribution.source, cue)
    at = attribution.source[0].start if attribution.source else attribution.start
    talk.note(max(at, attribution.content[-1].end - 1), found)
    sure = confidence(attribution.margin, found.certainty)
    return Quote(
        kind=_kind(text, attribution, everything),
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        speaker=found.speaker if sure >= KNOWN else None,
        negated=negated(text, attribution.cue, attribution.content),
        second_hand=second_hand(text, attribution, near(others, _whole(attribution))),
        confidence=sure,
    )


def _kind(
    text: str, attribution: Attribution, everything: Sequence[Marked]
) -> QuoteKind:
    """Judge by the marks; a turn of a transcript is direct without any."""
    turn = [span.of(text) for span in attribution.cue] == [":"]
    if turn and all(is_turn(text, span) for span in attribution.source):
        return QuoteKind.DIRECT
    return kind(text, attribution.content, everything)


def _whole(attribution: Attribution) -> Span:
    """Span from the first to the last word of a report, source and cue included."""
    parts = (*attribution.content, *attribution.source, *attribution.cue)
    return Span(min(p.start for p in parts), max(p.end for p in parts))
