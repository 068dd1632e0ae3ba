"""Which sentences are shown: the best that may stand alone, none twice, in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer import safety
from summarizer import text as texts
from summarizer.models import (
    Layout,
    Line,
    Ours,
    Piece,
    Quote,
    Rank,
    Sentence,
    Span,
    SpeakerKind,
    Verbatim,
    Version,
)
from summarizer.safety import dangling

__all__ = ["Budget", "choose", "dangling", "lines", "named", "repeats"]

REPEATS: Final = 0.6
"""Share of a sentence's stems that a chosen one may already hold."""

LONGEST: Final = 70
"""Words of the longest sentence shown; longer ones are lists and broken text."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be shown."""

    sentences: int = 3
    words: int | None = None
    """Words in all, or None for no limit."""

    def __post_init__(self) -> None:
        """Refuse less than nothing."""
        if self.sentences < 0 or (self.words is not None and self.words < 0):
            raise ValueError("a budget cannot be negative")


def choose(  # noqa: PLR0917 - text, its parts, their ranks: one thing
    text: str,
    layout: Layout,
    sentences: Sequence[Sentence],
    ranks: Sequence[Rank],
    budget: Budget,
    quotes: Sequence[Quote] = (),
) -> tuple[int, ...]:
    """Return the indexes of the sentences to show, in document order.

    Each may be shown alone. With ``quotes``, one that opens with a pronoun counts as
    safe where the pronoun is the source of a quotation whose speaker is a known
    person: ``lines`` then puts the name in a marked bracket.
    """
    del layout
    inside = safety.inside(text, sentences)
    resolved = named(text, sentences, quotes)

    def fine(index: int) -> bool:
        if index in resolved:
            return not inside[index]
        return not inside[index] and dangling(sentences[index].span.of(text)) is None

    best = sorted(range(len(sentences)), key=lambda i: (-ranks[i].score, i))
    return tuple(sorted(_taken(text, sentences, filter(fine, best), budget)))


def lines(
    version: Version,
    sentences: Sequence[Sentence],
    ranks: Sequence[Rank],
    chosen: Iterable[int],
    quotes: Sequence[Quote] = (),
) -> tuple[Line, ...]:
    """Return the chosen sentences as lines that may be shown.

    All of a line is verbatim but a bracket: ``[Ana Ruiz]`` where the article has
    the pronoun she is meant by.
    """
    resolved = named(version.text, sentences, quotes)
    return tuple(
        Line(
            _pieces(version, sentences[index].span, resolved.get(index)),
            version.id,
            index,
            ranks[index].reasons,
        )
        for index in chosen
    )


def _pieces(
    version: Version, span: Span, name: tuple[Span, str] | None
) -> tuple[Piece, ...]:
    if name is None or safety.dangling(span.of(version.text)) is None:
        return (_verbatim(version, span),)
    mention, person = name
    rest = Span(mention.end, span.end)
    return (Ours(f"[{person}]"), _verbatim(version, rest))


def _verbatim(version: Version, span: Span) -> Verbatim:
    return Verbatim(version.id, span, span.of(version.text))


def named(
    text: str, sentences: Sequence[Sentence], quotes: Sequence[Quote]
) -> dict[int, tuple[Span, str]]:
    """Return the sentences whose opening pronoun a quotation's speaker explains."""
    people = {
        span: quote.speaker.name
        for quote in quotes
        if quote.speaker is not None and quote.speaker.kind is SpeakerKind.PERSON
        for span in quote.source
    }
    found: dict[int, tuple[Span, str]] = {}
    for index, sentence in enumerate(sentences) if people else ():
        mention = safety.pronoun(text, sentence.span)
        person = people.get(mention) if mention else None
        if mention and person and _is_safe_named(text, sentence.span, mention, person):
            found[index] = (mention, person)
    return found


def _is_safe_named(text: str, span: Span, mention: Span, person: str) -> bool:
    """Tell whether the sentence stands alone once the name stands for the pronoun."""
    return safety.dangling(person + text[mention.end : span.end]) is None


def _taken(
    text: str, sentences: Sequence[Sentence], best: Iterable[int], budget: Budget
) -> Iterator[int]:
    """Yield the best sentences that fit and say something new."""
    held: list[frozenset[str]] = []
    words = 0
    for index in best:
        if len(held) >= budget.sentences:
            return
        span = sentences[index].span
        length = len(texts.words(text, span))
        if length > LONGEST or (
            budget.words is not None and words + length > budget.words
        ):
            continue
        stems = frozenset(texts.stems(text, span))
        if any(repeats(stems, other) for other in held):
            continue
        held.append(stems)
        words += length
        yield index


def repeats(stems: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sentences say much the same."""
    smaller = min(len(stems), len(other))
    return smaller > 0 and len(stems & other) >= REPEATS * smaller
