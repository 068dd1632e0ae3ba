"""Whether words somebody quotes stand in the articles, and who said them there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match as _Block
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from summarizer import text as texts
from summarizer.answers import speakers
from summarizer.models import Quote, Source, Span

NEAR: Final = 0.7
"""Share of words two passages must have in common, in order, to be near."""
SHORT: Final = 4
"""Fewer words than this are only looked for exactly."""


class Match(StrEnum):
    """How the words stand in the articles."""

    EXACT = "exact"
    NEAR = "near"
    OTHER = "other"
    """As asked, but said by somebody else."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Change:
    """Where the article differs: the words asked about, and those it has."""

    asked: str
    found: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of an article like the words asked about."""

    version: str
    span: Span
    quote: Quote | None
    """The quotation it belongs to; None where the article says it itself."""
    likeness: float
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the articles say about a quotation, the best passages first."""

    match: Match
    findings: tuple[Finding, ...] = ()


def verify(words: str, sources: Sequence[Source], person: str = "") -> Verdict:
    """Look for words in the articles; with ``person``, said by them.

    Case, punctuation and styles of quotation marks do not matter, words do.
    """
    asked = _plain(words, Span(0, len(words)))
    found = [f for source in sources for f in _findings(asked, source)] if asked else []
    found.sort(key=lambda f: (-f.likeness, f.quote is None, f.version))
    best = [f for f in found if f.likeness == found[0].likeness]
    if not found:
        return Verdict(Match.NOTHING)
    theirs = [f for f in found if _by(person, f, sources)] if person else best
    if person and not theirs:
        return Verdict(Match.OTHER, tuple(best))
    exact = theirs[0].likeness == 1.0
    return Verdict(Match.EXACT if exact else Match.NEAR, tuple(theirs))


def _by(person: str, finding: Finding, sources: Sequence[Source]) -> bool:
    heard = speakers.named(person, speakers.heard(sources))
    return any(
        cited.version == finding.version and cited.quote == finding.quote
        for each in heard
        for cited in each.voice.quotes
    )


def _findings(asked: Sequence[str], source: Source) -> Iterator[Finding]:
    """Yield the best passage of each paragraph that is near enough."""
    text, layout = source.version.text, source.reading.layout
    blocks = (layout.title, *layout.paragraphs) if layout.title else layout.paragraphs
    for block in blocks:
        spans = texts.words(text, block)
        passage = _passage(asked, [_word(span.of(text)) for span in spans])
        if passage is None:
            continue
        start, end, likeness = passage
        span = Span(spans[start].start, spans[end - 1].end)
        yield Finding(
            source.version.id,
            span,
            _quote(source, span),
            likeness,
            _changes(asked, text, spans[start:end]),
        )


def _passage(
    asked: Sequence[str], words: Sequence[str]
) -> tuple[int, int, float] | None:
    """Return where the words most like those asked about stand, and how like."""
    matcher = SequenceMatcher(None, asked, words, autojunk=False)
    longest = matcher.find_longest_match()
    if longest.size == len(asked):
        return longest.b, longest.b + longest.size, 1.0
    if len(asked) < SHORT or not longest.size:
        return None
    first = max(0, longest.b - longest.a - SHORT)
    window = words[first : longest.b - longest.a + len(asked) + SHORT]
    blocks = SequenceMatcher(None, asked, window, autojunk=False).get_matching_blocks()
    start, end = _extent(blocks, len(asked), len(window))
    common = sum(block.size for block in blocks)
    likeness = 2 * common / (len(asked) + end - start)
    return (first + start, first + end, likeness) if likeness >= NEAR else None


def _extent(blocks: Sequence[_Block], asked: int, window: int) -> tuple[int, int]:
    """Return where a passage begins and ends, differing words at its ends included."""
    first, last = blocks[0], blocks[-2]  # the last block is difflib's empty sentinel
    missing = asked - last.a - last.size
    return max(0, first.b - first.a), min(window, last.b + last.size + missing)


def _changes(
    asked: Sequence[str], text: str, spans: Sequence[Span]
) -> tuple[Change, ...]:
    words = [span.of(text) for span in spans]
    matcher = SequenceMatcher(None, asked, [_word(w) for w in words], autojunk=False)
    return tuple(
        Change(" ".join(asked[a:b]), " ".join(words[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def _quote(source: Source, span: Span) -> Quote | None:
    """Return the quotation most of a passage belongs to."""
    shared = [
        (sum(_overlap(span, part) for part in quote.content), quote)
        for quote in source.reading.quotes
    ]
    most, quote = max(shared, key=lambda pair: pair[0], default=(0, None))
    return quote if most * 2 > span.end - span.start else None


def _overlap(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def _plain(text: str, span: Span) -> list[str]:
    return [_word(word.of(text)) for word in texts.words(text, span)]


def _word(word: str) -> str:
    return word.casefold().replace("’", "'").replace("‘", "'").replace("‑", "-")
