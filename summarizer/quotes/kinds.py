"""What kind of report a statement is: judged from its marks and its cue.

Direct, mixed or indirect; reported as not made; passed on from somebody else.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summarizer.models import QuoteKind, Span
from summarizer.quotes.attribution import Attribution
from summarizer.quotes.marks import Marked

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying))\b", re.IGNORECASE)
_SAYING = re.compile(
    r"\s*(?:ever\s+)?(?:saying|having said|telling|making)\b", re.IGNORECASE
)
_NOT_SAID = re.compile(
    r"\b(?:not|never|cannot|declin\w+|refus\w+|without|stopp\w+ short of|avoid\w*)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)


def kind(text: str, content: Sequence[Span], marked: Sequence[Marked]) -> QuoteKind:
    """Judge by how many of the words stand in quotation marks."""
    inside = outside = 0
    for span in content:
        near = _touching(marked, span)
        for word in _WORD.finditer(text, *span):
            at = word.start()
            quoted = any(each.span.start <= at < each.span.end for each in near)
            inside, outside = inside + quoted, outside + (not quoted)
    if not inside:
        return QuoteKind.INDIRECT
    that = text[content[0].start : content[0].start + 5].lower() == "that "
    return QuoteKind.DIRECT if outside <= int(that) else QuoteKind.MIXED


def _touching(marked: Sequence[Marked], span: Span) -> Sequence[Marked]:
    low = bisect_right(marked, span.start, key=lambda each: each.span.end)
    high = bisect_left(marked, span.end, low, key=lambda each: each.span.start)
    return marked[low:high]


def negated(text: str, cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """Tell whether the statement is reported as not made.

    *Has not said*, *declined to say*, *denied saying*; but to deny that something is so
    is to say something.
    """
    words = " ".join(span.of(text) for span in cue)
    if _NOT_SAID.search(words):
        return True
    if _DENIES.search(words) and content:
        return bool(_SAYING.match(text, content[0].start))
    return False


_PASSED_ON = re.compile(
    r"(?:that )?(?!(?:he|she|they|it|we|I|nobody|no one|none)\b)"
    r"(?:[\w’'.-]+ ){1,6}?had "
    r"(?:told|promised|assured|warned|informed) (?!nobody\b|no one\b)",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\b(?:and|but|while|or)\b|;")


def second_hand(text: str, each: Attribution, others: Sequence[Attribution]) -> bool:
    """Tell whether somebody passes on somebody else's words: *X said that Y said …*.

    True for both, the outer report and the inner one. What a speaker says another
    *had told him* is passed on, too, where only the outer report was found.
    """
    if any(_PASSED_ON.match(text, span.start, span.end) for span in each.content[:1]):
        return True
    return any(
        _nested(text, each, other) or _nested(text, other, each)
        for other in others
        if other is not each
    )


def _nested(text: str, outer: Attribution, inner: Attribution) -> bool:
    """Tell whether source and cue of one report stand inside the other's content.

    Behind an *and* the inner one is more likely a report beside the outer.
    """
    if not (inner.source and inner.cue):
        return False
    source = inner.source[0]
    return any(
        span.covers(source)
        and span.covers(inner.cue[0])
        and not _COORDINATED.search(text, span.start, source.start)
        for span in outer.content
    )
