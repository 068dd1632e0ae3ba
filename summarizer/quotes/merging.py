"""What the tagger found and what the marks make certain, as one list.

Keeps statements of speech, gives sourceless ones the source that stands nearest,
completes what was said to pairs of marks, and adds quotations the tagger missed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.models import Span
from summarizer.quotes import phrases
from summarizer.quotes.attribution import Attribution, near
from summarizer.quotes.cues import SPEECH, STRONG, TELLS
from summarizer.quotes.grounds import Ground
from summarizer.quotes.marks import Marked
from summarizer.quotes.rules import CERTAIN, SURE

SAME = 0.3
"""Share of a content's characters that must be covered to be called found already."""
_BRIDGE = 3
"""Characters between two parts of one content that are closed up."""


def merged(
    text: str,
    grounds: Sequence[Ground],
    tagged: Iterable[Attribution],
    ruled: Sequence[Attribution],
) -> list[Attribution]:
    """Give every statement of speech once, in text order."""
    kept = [
        each
        for raw in tagged
        if (each := _completed(text, grounds, raw)) and is_speech(text, grounds, each)
    ]
    kept = sorted(_corrected(kept, ruled), key=_place)
    kept = [_sourced(grounds, each, ruled, kept) for each in kept]
    kept += [
        each for each in ruled if _certain(text, each) and not _covered(each, kept)
    ]
    return sorted(kept, key=_place)


def _place(each: Attribution) -> tuple[int, int]:
    return each.start, each.end


def _corrected(
    kept: Iterable[Attribution], ruled: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Give quotations to whom the marks give them: *“…,” Ana said* is Ana's.

    A passage that the network joined to somebody else's words is taken out of them.
    """
    for each in kept:
        other = next(
            (
                rule
                for rule in near(ruled, Span(each.start, each.end))
                if rule.margin == SURE and _foreign(rule, each)
            ),
            None,
        )
        if other is None:
            yield each
            continue
        yield replace(other, margin=each.margin)
        rest = tuple(
            span for span in each.content if not _share((span,), other.content)
        )
        if rest:
            yield replace(each, content=rest)


def _foreign(rule: Attribution, each: Attribution) -> bool:
    """Tell whether marks give a part of this content to another source.

    Beside a verb the network may know the better source; beside a dash it cannot.
    """
    signed = all(span.end - span.start == 1 for span in rule.cue)
    return (
        bool(rule.source)
        and not _share(rule.source, each.source)
        and (signed or not _share(rule.cue, each.cue))
        and any(span.covers(part) for part in each.content for span in rule.content)
    )


def is_speech(text: str, grounds: Sequence[Ground], each: Attribution) -> bool:
    """Tell a report of speech from one of belief or intention."""
    words = max((_quoted(text, grounds, span) for span in each.content), default=0)
    cue = " ".join(span.of(text) for span in each.cue).lower()
    if words < _SCARE and (_NAMING.search(cue) or _PASSIVE.search(cue)):
        return False
    if not words and not each.source and _ASKED.match(each.content[0].of(text)):
        return False
    return words > 0 or bool(SPEECH.search(cue))


_ASKED = re.compile(r"to\s", re.IGNORECASE)
"""What nobody named was asked to do is no statement: *asked to leave*."""
_SCARE = 3
"""Words in marks below which they may be a name, a title, or scare quotes."""
_NAMING = re.compile(
    r"\b(?:nam(?:e|es|ed|ing)|dub(?:s|bed|bing)?|label(?:s|led|ed|ling)?|titl(?:e|es|ed)|"
    r"entitled|known|nicknam(?:e|es|ed)|list(?:s|ed|ing)?|honou?r(?:s|ed|ing)?|"
    r"award(?:s|ed|ing)?|grant(?:s|ed|ing)?|star(?:s|red|ring)?|conced(?:e|ed) a)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|be|being)\s+(?:also\s+)?"
    r"(?:shown|charged|given|granted|awarded|called|named|found|released|read)$"
)


def at(grounds: Sequence[Ground], offset: int) -> Ground | None:
    """Find the paragraph an offset lies in."""
    index = bisect_left(grounds, offset + 1, key=lambda each: each.block.start) - 1
    if index < 0 or offset >= grounds[index].block.end:
        return None
    return grounds[index]


def _quoted(text: str, grounds: Sequence[Ground], span: Span) -> int:
    """Count the words of the longest passage in marks that a content touches."""
    ground = at(grounds, span.start)
    marks = _marks(ground, span) if ground else ()
    return max((len(each.span.of(text).split()) for each in marks), default=0)


def _marks(ground: Ground, span: Span) -> Sequence[Marked]:
    """Give the marked passages of a paragraph that may touch a span."""
    low = bisect_left(ground.marked, span.start, key=lambda each: each.span.end)
    high = bisect_left(ground.marked, span.end, low, key=lambda each: each.span.start)
    return ground.marked[low:high]


def _certain(text: str, each: Attribution) -> bool:
    """Tell whether a report by rules stands where the network found none."""
    if each.margin >= SURE:
        return True
    words = " ".join(span.of(text) for span in each.cue).lower().split()
    if words == ["according", "to"]:
        named = " ".join(span.of(text) for span in each.source).split()
        return any(word[:1].isupper() for word in named)
    return each.margin >= CERTAIN and not STRONG.isdisjoint(words)


def _covered(each: Attribution, kept: Sequence[Attribution]) -> bool:
    """Tell whether most of this was found already."""
    whole = sum(span.end - span.start for span in each.content)
    shared = sum(
        max(0, min(mine.end, other.end) - max(mine.start, other.start))
        for mine in each.content
        for have in near(kept, Span(each.start, each.end))
        for other in have.content
    )
    return shared > SAME * whole


# --- boundaries -------------------------------------------------------------------


def _unheard(text: str, raw: Attribution) -> Attribution:
    """Drop a source that is the hearer: *telling* the Gazette *that …*."""
    if not raw.source or not raw.cue:
        return raw
    last = raw.cue[-1]
    behind = 0 <= raw.source[0].start - last.end <= 1
    if (
        behind
        and last.of(text).lower().split()[-1:]
        and last.of(text).lower().split()[-1] in TELLS
    ):
        return replace(raw, source=())
    return raw


def _completed(
    text: str, grounds: Sequence[Ground], raw: Attribution
) -> Attribution | None:
    """Trim blanks, complete pairs of marks, close small gaps."""
    spans = [span for each in raw.content if (span := _trimmed(text, each))]
    whole = [_to_marks(grounds, span) for span in spans]
    if not whole:
        return None
    return replace(_unheard(text, raw), content=_closed_up(text, sorted(whole)))


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end) if end > start else None


def _to_marks(grounds: Sequence[Ground], span: Span) -> Span:
    """Take a marked passage whole that is mostly, or at an edge, inside already."""
    ground = at(grounds, span.start)
    if ground is None:
        return span
    start, end = span
    for each in _marks(ground, span):
        if not each.span.overlaps(span) or not each.closed:
            continue
        shared = min(end, each.span.end) - max(start, each.span.start)
        if shared * 2 >= each.span.end - each.span.start:
            start, end = min(start, each.span.start), max(end, each.span.end)
    return Span(start, end)


def _closed_up(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join parts that overlap or touch."""
    joined = [spans[0]]
    for span in spans[1:]:
        last = joined[-1]
        gap = text[last.end : span.start]
        if span.start <= last.end or (len(gap) <= _BRIDGE and not gap.strip()):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


# --- a source for those without ------------------------------------------------------


def _sourced(
    grounds: Sequence[Ground],
    each: Attribution,
    ruled: Sequence[Attribution],
    others: Sequence[Attribution],
) -> Attribution:
    """Give a statement without source the one that stands nearest to its cue."""
    if each.source or not each.cue:
        return each
    around = _around(each)
    same = next(
        (r for r in near(ruled, around) if r.source and _share(r.cue, each.cue)), None
    )
    if same:
        return replace(each, source=same.source)
    subject = _subject(grounds, each.cue[0]) or _neighbour(
        grounds, each, near(others, around)
    )
    return replace(each, source=(subject,)) if subject else each


def _around(each: Attribution) -> Span:
    """Span of a report with its cue, widened by a sentence."""
    start = min(each.start, each.cue[0].start)
    return Span(max(0, start - 300), max(each.end, each.cue[-1].end) + 300)


def _share(mine: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in mine for b in other)


def _subject(grounds: Sequence[Ground], cue: Span) -> Span | None:
    """Read the noun phrase before the cue."""
    ground = at(grounds, cue.start)
    if ground is None:
        return None
    tokens = ground.tokens
    verb = bisect_left(tokens, cue.start, key=lambda token: token.start)
    low = max(0, verb - phrases.REACH)
    found = phrases.before(tokens, verb, low) if verb < len(tokens) else None
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end) if found else None


def _neighbour(
    grounds: Sequence[Ground], each: Attribution, others: Sequence[Attribution]
) -> Span | None:
    """Take the source tagged last before this statement in its paragraph."""
    ground = at(grounds, each.cue[0].start)
    if ground is None:
        return None
    before = [
        other.source[-1]
        for other in others
        if other.source
        and ground.block.start <= other.source[-1].start < each.cue[0].start
    ]
    return max(before, default=None)
