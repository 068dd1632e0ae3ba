"""Mend the bounds of what was found: small gaps bridged, pairs of marks completed."""

from collections.abc import Iterator, Sequence

from summarizer.models import Span
from summarizer.quotes.decode import Found, Run
from summarizer.quotes.windows import Words

GAP = 2
"""Words between two parts of one content that are taken to belong to it."""

_OPEN = "“„‟«‹‘\"'"
_CLOSE = "”“»›’\"'"
_MARKS = frozenset('“”"„«»')


def spans(words: Words, runs: Sequence[Run]) -> tuple[Span, ...]:
    """Give the characters of runs of words."""
    return tuple(
        Span(words.bounds[begin][0], words.bounds[end - 1][1]) for begin, end in runs
    )


def marked(text: str, words: Words, runs: Sequence[Run]) -> bool:
    """Tell whether a run has, or stands in, quotation marks."""
    return any(
        not _MARKS.isdisjoint(text[max(0, start - 1) : end + 1])
        for start, end in spans(words, runs)
    )


def mended(text: str, words: Words, found: Found) -> tuple[Span, ...]:
    """Give the contents' characters: gaps bridged, and marks beside them taken in."""
    other = {word for run in (*found.source, *found.cue) for word in range(*run)}
    whole = bridged(sorted(found.content), other)
    return tuple(_paired(text, span) for span in spans(words, list(whole)))


def bridged(runs: Sequence[Run], other: set[int]) -> Iterator[Run]:
    """Join runs at most ``GAP`` words apart, unless one of those is cue or source."""
    if not runs:
        return
    begin, end = runs[0]
    for low, high in runs[1:]:
        gap = range(end, low)
        if len(gap) > GAP or not other.isdisjoint(gap):
            yield begin, end
            begin = low
        end = high
    yield begin, end


def _paired(text: str, span: Span) -> Span:
    """Take in a mark just outside whose partner is inside."""
    start, end = span
    inside = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _OPEN and any(mark in inside for mark in _partners(before)):
        start -= 1
    elif after and after in _CLOSE and inside[:1] in _OPEN:
        end += 1
    elif before and after and before in _OPEN and after in _partners(before):
        start, end = start - 1, end + 1
    return Span(start, end)


def _partners(mark: str) -> str:
    return {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "'": "'"}.get(mark, '"')
