"""Which sentences are shown: the best that may stand alone, none twice, in order."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from math import sqrt
from typing import Final, TypeVar

from summarizer import safety
from summarizer import text as texts
from summarizer.models import (
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

__all__ = ["Budget", "choose", "dangling", "lines", "named", "repeats", "runs"]

REPEATS: Final = 0.7
"""Share of a sentence's stems that a chosen one may already hold."""

LONGEST_RUN: Final = 3
"""Sentences in a row that may be shown for the sake of the last."""

BEHIND: Final = 0.4
"""By how many deviations of the article's scores a run of two or three sentences must
be better than one that stands alone.

A third fewer sentences hang on another than with 0; .1 ROUGE-2 in cross-validation,
which is within chance."""

AGAIN: Final = 4
"""How often others are chosen for lines about somebody no line introduces."""

_MET: Final = re.compile(
    r"\W{0,2}(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? (?P<name>[^\W\d_a-z][\w-]+)\b(?! [A-Z])"
)

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


def choose(
    text: str,
    sentences: Sequence[Sentence],
    ranks: Sequence[Rank],
    budget: Budget,
    quotes: Sequence[Quote] = (),
) -> tuple[int, ...]:
    """Return the indexes of the sentences to show, in document order.

    Each may be shown alone, or stands behind the sentence it hangs on. With
    ``quotes``, one that opens with a pronoun counts as safe where the pronoun is the
    source of a quotation whose speaker is a known person: ``lines`` then puts the
    name in a marked bracket.
    """
    safe = frozenset(named(text, sentences, quotes))
    scores = [rank.score for rank in ranks]

    def chosen(left_out: frozenset[int]) -> tuple[int, ...]:
        runs = _runs(text, sentences, scores, safe)
        fit = (run for run in runs if run[0] not in left_out)
        return tuple(sorted(_taken(text, sentences, fit, budget)))

    return introduced(chosen, lambda index: sentences[index].span.of(text))


Item = TypeVar("Item")


def introduced(
    choose: Callable[[frozenset[Item]], tuple[Item, ...]], words: Callable[[Item], str]
) -> tuple[Item, ...]:
    """Choose again while a line opens with a *Ms Ruiz* whom no line before names.

    ``choose`` returns lines in the order they are read, without those it is given.
    Where that leaves fewer, the first choice stands.
    """
    first = found = choose(frozenset())
    left_out: set[Item] = set()
    for _ in range(AGAIN):
        said = [words(item) for item in found]
        strange = {
            item
            for place, item in enumerate(found)
            if (met := _MET.match(said[place]))
            and not any(met["name"] in line for line in said[:place])
        }
        if not strange:
            return found
        left_out |= strange
        found = choose(frozenset(left_out))
        if len(found) < len(first):
            break
    return first


def runs(
    text: str, sentences: Sequence[Sentence], quotes: Sequence[Quote] = ()
) -> Iterator[tuple[int, ...]]:
    """Yield for every sentence that may be shown what is shown for its sake.

    That is itself, or itself behind the one or two it hangs on.
    """
    flat = [0.0] * len(sentences)
    return _runs(text, sentences, flat, frozenset(named(text, sentences, quotes)))


def _runs(
    text: str,
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    safe: frozenset[int],
) -> Iterator[tuple[int, ...]]:
    """Yield what may be shown, best first: a sentence, or two or three in a row.

    A sentence that hangs on the one before competes together with it, by their
    mean score less BEHIND; so it is only looked at closely once its turn comes.
    """
    inside = safety.inside(text, sentences)
    behind = BEHIND * _deviation(scores)
    heap: list[tuple[float, tuple[int, ...]]]
    heap = [(-score, (index,)) for index, score in enumerate(scores)]
    heapify(heap)
    while heap:
        _, run = heappop(heap)
        first = run[0]
        why = None if first in safe else dangling(sentences[first].span.of(text))
        if inside[first]:
            continue
        if why is None:
            yield run
        elif len(run) < LONGEST_RUN and safety.follows(text, sentences, first, why):
            longer = (first - 1, *run)
            mean = sum(scores[i] for i in longer) / len(longer)
            heappush(heap, (behind - mean, longer))


def _deviation(scores: Sequence[float]) -> float:
    mean = sum(scores) / max(1, len(scores))
    return sqrt(sum((s - mean) ** 2 for s in scores) / max(1, len(scores)))


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
    found: list[Line] = []
    last = -1
    for index in chosen:
        said = sentences[index].span
        name = resolved.get(index)
        behind = name is None and found and last == index - 1
        last = index
        if behind and _hangs(version.text, said):
            found[-1] = _extended(version, found[-1], said)
        else:
            pieces = _pieces(version, said, name)
            found.append(Line(pieces, version.id, index, ranks[index].reasons))
    return tuple(found)


def _hangs(text: str, said: Span) -> bool:
    return dangling(said.of(text)) in safety.HANGING


def _extended(version: Version, line: Line, said: Span) -> Line:
    """Let a line go on to the end of the sentence that hangs on it."""
    *head, last = line.pieces
    start = last.span.start if isinstance(last, Verbatim) else said.start
    return replace(line, pieces=(*head, _verbatim(version, Span(start, said.end))))


def _pieces(
    version: Version, span: Span, name: tuple[Span, str] | None
) -> tuple[Piece, ...]:
    if name is None:
        return (_verbatim(version, span),)
    mention, person = name
    return (Ours(f"[{person}]"), _verbatim(version, Span(mention.end, span.end)))


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
    text: str,
    sentences: Sequence[Sentence],
    runs: Iterable[tuple[int, ...]],
    budget: Budget,
) -> list[int]:
    """Take the best runs that fit and say something new."""
    taken: list[int] = []
    held: list[frozenset[str]] = []
    words = 0
    for run in runs:
        new = [index for index in run if index not in taken]
        counts = [len(texts.strings(text, sentences[index].span)) for index in new]
        full = len(taken) + len(new) > budget.sentences
        long = budget.words is not None and words + sum(counts) > budget.words
        stems = [frozenset(texts.stems(text, sentences[i].span)) for i in new]
        known = any(repeats(s, other) for s in stems for other in held)
        if new and not (full or long or known) and max(counts) <= LONGEST:
            taken += new
            held += stems
            words += sum(counts)
        if len(taken) >= budget.sentences:
            break
    return taken


def repeats(stems: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sentences say much the same."""
    smaller = min(len(stems), len(other))
    return smaller > 0 and len(stems & other) >= REPEATS * smaller
