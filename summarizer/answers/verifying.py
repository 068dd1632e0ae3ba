"""Whether words somebody quotes stand in the articles, and who said them there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match as _Block
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Final

from summarizer import lexicon
from summarizer import text as texts
from summarizer.answers import speakers
from summarizer.models import Quote, Source, Span

NEAR: Final = 0.7
"""Share of words two passages must have in common, in order, to be near."""
SHORT: Final = 4
"""Fewer words than this are only looked for exactly."""
PIECE: Final = 3
"""Words a sentence needs to be looked for by itself."""
_LEFT_OUT: Final = re.compile(r"\s*[\[(]?(?:…|\.{3,}|(?:\. ){2,}\.)[\])]?\s*")
"""How people mark that they left something out."""


class Match(StrEnum):
    """How the words stand in the articles."""

    EXACT = "exact"
    NEAR = "near"
    OTHER = "other"
    """As asked, but said by somebody else."""
    JOINED = "joined"
    """Each sentence stands somewhere, but they do not stand together."""
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
    part: bool = False
    """It begins or ends within a sentence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the articles say about a quotation, the best passages first."""

    match: Match
    findings: tuple[Finding, ...] = ()


def verify(words: str, sources: Sequence[Source], person: str = "") -> Verdict:
    """Look for words in the articles; with ``person``, said by them.

    Case, punctuation and styles of quotation marks do not matter, words do.
    """
    found = _found(words, sources)
    exact = bool(found) and found[0].likeness == 1.0
    if not exact and (pieces := _pieces(words, sources)):
        return Verdict(Match.JOINED, pieces)
    if not found:
        return Verdict(Match.NOTHING)
    best = [f for f in found if f.likeness == found[0].likeness]
    theirs = [f for f in found if _by(person, f, sources)] if person else best
    if person and not theirs:
        return Verdict(Match.OTHER, tuple(best))
    exact = theirs[0].likeness == 1.0
    return Verdict(Match.EXACT if exact else Match.NEAR, tuple(theirs))


def _found(words: str, sources: Sequence[Source]) -> list[Finding]:
    """Return the passages like some words, the likest first."""
    parts = [_plain(part, Span(0, len(part))) for part in _LEFT_OUT.split(words)]
    parts = [part for part in parts if part]
    found = [f for source in sources for f in _findings(parts, source)] if parts else []
    return sorted(found, key=lambda f: (-f.likeness, f.quote is None, f.version))


def _pieces(words: str, sources: Sequence[Source]) -> tuple[Finding, ...]:
    """Return where each sentence of some words stands by itself; empty if one does not.

    The sentences of one quotation never count as joined.
    """
    spans = texts.sentences(words, Span(0, len(words)))
    sentences = [span.of(words) for span in spans]
    if len(sentences) < len(("one", "other")) or any(
        len(_plain(each, Span(0, len(each)))) < PIECE for each in sentences
    ):
        return ()
    found = [_found(each, sources)[:1] for each in sentences]
    whole = tuple(f for each in found for f in each if f.likeness == 1.0)
    return whole if len(whole) == len(sentences) else ()


def _by(person: str, finding: Finding, sources: Sequence[Source]) -> bool:
    heard = speakers.named(person, speakers.heard(sources))
    theirs = (each for voice in heard for each in speakers.every(voice.voice.quotes))
    return any(each == (finding.version, finding.quote) for each in theirs)


def _findings(parts: Sequence[Sequence[str]], source: Source) -> Iterator[Finding]:
    """Yield the best passage of each paragraph and quotation that is near enough.

    What a narrator puts between the words of a quotation is no part of it.
    """
    best: dict[Quote | Span, Finding] = {}
    for words in _runs(source):
        passage = _with_gaps(parts, source, words) or _near(parts, source, words)
        if passage is None:
            continue
        key = passage.quote or passage.span
        if key not in best or best[key].likeness < passage.likeness:
            best[key] = passage
    yield from best.values()


def _runs(source: Source) -> Iterator[list[Span]]:
    """Yield the words of each quotation of several pieces, and of each paragraph."""
    text, layout = source.version.text, source.reading.layout
    for quote in source.reading.quotes:
        if len(quote.content) > 1:
            yield [word for span in quote.content for word in texts.words(text, span)]
    blocks = (layout.title, *layout.paragraphs) if layout.title else layout.paragraphs
    for block in blocks:
        yield list(texts.words(text, block))


def _with_gaps(
    parts: Sequence[Sequence[str]], source: Source, spans: Sequence[Span]
) -> Finding | None:
    """Return where all parts stand in their order, what is between them as changes."""
    words = [_word(span.of(source.version.text)) for span in spans]
    places: list[tuple[int, int]] = []
    for part in parts:
        start = places[-1][1] if places else 0
        at = _index(part, words, start)
        if at is None:
            return None
        places.append((at, at + len(part)))
    left_out = [spans[a[1] : b[0]] for a, b in pairwise(places)]
    changes = tuple(Change("…", _joined(source, gap)) for gap in left_out if gap)
    return _finding(source, spans[places[0][0] : places[-1][1]], 1.0, changes)


def _index(part: Sequence[str], words: Sequence[str], start: int) -> int | None:
    places = range(start, len(words) - len(part) + 1)
    return next(
        (
            at
            for at in places
            if words[at] == part[0] and words[at : at + len(part)] == part
        ),
        None,
    )


def _near(
    parts: Sequence[Sequence[str]], source: Source, spans: Sequence[Span]
) -> Finding | None:
    asked = [word for part in parts for word in part]
    text = source.version.text
    passage = _passage(asked, [_word(span.of(text)) for span in spans])
    if passage is None:
        return None
    start, end, likeness = passage
    if not _tells_the_same(asked, [_word(s.of(text)) for s in spans[start:end]]):
        return None
    changes = _changes(asked, text, spans[start:end])
    return _finding(source, spans[start:end], likeness, changes)


def _tells_the_same(asked: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether half of what says something is there: not only *there is no*."""
    telling = [word for word in asked if word not in lexicon.STOP]
    return 2 * sum(word in found for word in telling) >= len(telling)


def _finding(
    source: Source, spans: Sequence[Span], likeness: float, changes: tuple[Change, ...]
) -> Finding:
    span = Span(spans[0].start, spans[-1].end)
    quote = _quote(source, span)
    part = not _whole(source, quote, span)
    return Finding(source.version.id, span, quote, likeness, changes, part)


def _whole(source: Source, quote: Quote | None, span: Span) -> bool:
    """Tell whether a passage begins and ends as a sentence or a quotation does."""
    text = source.version.text
    around = [sentence.span for sentence in source.reading.sentences]
    around += [*quote.content] if quote else []
    around += [source.reading.layout.title] if source.reading.layout.title else []
    begins = any(
        one.start <= span.start and not _worded(text[one.start : span.start])
        for one in around
    )
    ends = any(
        span.end <= one.end and not _worded(text[span.end : one.end]) for one in around
    )
    return begins and ends


def _worded(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _joined(source: Source, spans: Sequence[Span]) -> str:
    return " ".join(span.of(source.version.text) for span in spans)


def _passage(
    asked: Sequence[str], words: Sequence[str]
) -> tuple[int, int, float] | None:
    """Return where the words most like those asked about stand, and how like."""
    matcher = SequenceMatcher(None, asked, words, autojunk=False)
    longest = matcher.find_longest_match()
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
