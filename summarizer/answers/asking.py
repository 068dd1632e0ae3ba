"""A question to the sentences that answer it, or the closest there are.

BM25 over sentences, their neighbours and headlines; with an encoder, meaning too.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer import safety, selection
from summarizer import text as texts
from summarizer.answers.said import Embed
from summarizer.answers.topics import stems_of
from summarizer.models import Answer, Line, Outcome, Source, Span, Verbatim

K1: Final = 1.2
B: Final = 0.5
"""BM25's saturation and share of length; tuned in benchmarks/answers.py."""
CANDIDATES: Final = 20
"""Sentences whose meaning is compared with the question's."""
BESIDE: Final = 0.1
"""Weight of a neighbouring sentence's words beside a sentence's own."""
KIND: Final = 0.5
"""Weight of holding the kind of thing that was asked for: a number, a name, a time.

The best of 0–1 for questions of SQuAD 2.0; benchmarks/answers.py."""
COVERED: Final = 0.55
"""Share of the question's weight that must be found for an answer."""
CLOSE: Final = 0.3
"""Share of it that must be found for anything to be close."""
LINES: Final = 3

Floats = NDArray[np.float64]

_NUMBER: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|hundreds?|thousands?|millions?|half|twice)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\b(?:\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|yesterday"
    r"|today|tomorrow|week|month|year|\d{1,2}(?::\d\d)? ?[ap]\.?m)\b"
)
_NAME: Final = re.compile(r"(?<=[a-z,’'] )[A-Z][\w’'-]+")
_KINDS: Final = (
    (re.compile(r"\bhow (?:many|much|long|often|old|far|big|high)\b"), _NUMBER),
    (re.compile(r"\b(?:when|what (?:day|year|month|time|date))\b"), _TIME),
    (re.compile(r"\b(?:who|whom|whose|where)\b"), _NAME),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of one of the articles."""

    source: Source
    sentence: int
    stems: tuple[str, ...]

    @property
    def words(self) -> str:
        span = self.source.reading.sentences[self.sentence].span
        return span.of(self.source.version.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence, how well it answers, and how much of the question it holds."""

    source: Source
    sentence: int
    score: float
    covered: float


def ask(question: str, sources: Sequence[Source], embed: Embed | None = None) -> Answer:
    """Return the sentences that answer a question, the best first.

    ``ANSWER`` holds most of what was asked; ``CLOSEST`` shares some of it.
    """
    found = search(question, sources, embed)
    if not found or found[0].covered < CLOSE:
        return Answer(Outcome.NOTHING)
    outcome = Outcome.ANSWER if found[0].covered >= COVERED else Outcome.CLOSEST
    floor = found[0].score * 0.6
    kept = _told_once([each for each in found if each.score >= floor])
    lines = (line for line in map(_line, kept) if line is not None)
    shown = tuple(islice(dict.fromkeys(lines), LINES))
    return Answer(outcome if shown else Outcome.NOTHING, lines=shown)


def _told_once(found: Sequence[Found]) -> list[Found]:
    """Leave out what says much the same as a better sentence: a reprint's, mostly.

    With other figures it is not the same.
    """
    kept: list[Found] = []
    said: list[frozenset[str]] = []
    for each in found:
        span = each.source.reading.sentences[each.sentence].span
        stems = frozenset(texts.stems(each.source.version.text, span))
        if not any(_same(stems, other) for other in said):
            kept.append(each)
            said.append(stems)
    return kept


def _same(stems: frozenset[str], other: frozenset[str]) -> bool:
    differ = stems ^ other
    return selection.repeats(stems, other) and not any(s[0].isdigit() for s in differ)


def search(
    question: str,
    sources: Sequence[Source],
    embed: Embed | None = None,
    *,
    beside: float = BESIDE,
    kind: float = KIND,
) -> tuple[Found, ...]:
    """Return the sentences nearest to a question, the nearest first.

    ``beside`` and ``kind`` weigh neighbours and the kind of thing asked for; with
    both 0 and no encoder it is plain BM25.
    """
    asked = stems_of(question)
    places = [place for source in sources for place in _places(source)]
    if not asked or not places:
        return ()
    idf = _idf(asked, places)
    words = _bm25(idf, places)
    score = words + beside * _beside(words, places)
    best = [int(n) for n in np.argsort(-score, kind="stable")[:CANDIDATES]]
    best = [n for n in best if score[n] > 0]
    total = _scaled(score[best])
    if embed is not None and best:
        total = total + _scaled(_meaning(question, [places[n] for n in best], embed))
    total = total + kind * np.array([_fits(question, places[n]) for n in best])
    order = np.argsort(-total, kind="stable")
    return tuple(
        Found(
            places[best[n]].source,
            places[best[n]].sentence,
            float(total[n]),
            _covered(idf, places, best[n]),
        )
        for n in order
    )


def _places(source: Source) -> list[_Place]:
    text = source.version.text
    return [
        _Place(source, n, texts.stems(text, sentence.span))
        for n, sentence in enumerate(source.reading.sentences)
    ]


def _idf(asked: frozenset[str], places: Sequence[_Place]) -> dict[str, float]:
    held = Counter(stem for place in places for stem in asked.intersection(place.stems))
    count = len(places)
    return {
        stem: math.log(1 + (count - held[stem] + 0.5) / (held[stem] + 0.5))
        for stem in sorted(asked)
    }


def _bm25(idf: dict[str, float], places: Sequence[_Place]) -> Floats:
    mean = sum(len(place.stems) for place in places) / len(places) or 1.0
    return np.array([_match(idf, place.stems, mean) for place in places])


def _match(idf: dict[str, float], stems: Sequence[str], mean: float) -> float:
    times = Counter(stem for stem in stems if stem in idf)
    norm = K1 * (1 - B + B * len(stems) / mean)
    return sum(idf[s] * n * (K1 + 1) / (n + norm) for s, n in sorted(times.items()))


def _beside(words: Floats, places: Sequence[_Place]) -> Floats:
    """Return the better neighbour's score of each sentence, in the same article."""
    same = [one.source is two.source for one, two in pairwise(places)]
    linked = np.array(same, dtype=bool)
    before, after = np.zeros_like(words), np.zeros_like(words)
    before[1:] = np.where(linked, words[:-1], 0)
    after[:-1] = np.where(linked, words[1:], 0)
    return np.maximum(before, after)


def _meaning(question: str, places: Sequence[_Place], embed: Embed) -> Floats:
    rows = embed([question, *(place.words for place in places)])
    return np.asarray(rows[1:] @ rows[0], dtype=np.float64)


def _scaled(values: Floats) -> Floats:
    if not len(values):
        return values
    spread = float(values.max() - values.min())
    return (values - values.min()) / spread if spread else np.ones_like(values)


def _fits(question: str, place: _Place) -> float:
    lower = question.lower()
    for asks, holds in _KINDS:
        if asks.search(lower):
            return 1.0 if holds.search(place.words) else 0.0
    return 0.0


def _covered(idf: dict[str, float], places: Sequence[_Place], at: int) -> float:
    """Return the share of the question found in a sentence and what frames it."""
    place = places[at]
    frame = stems_of(place.source.title or "")
    beside = (
        stem
        for near in places[max(0, at - 1) : at + 2]
        if near.source is place.source
        for stem in near.stems
    )
    held = frozenset(place.stems) | frame | frozenset(beside)
    total = sum(idf.values())
    return sum(weight for stem, weight in idf.items() if stem in held) / total


def _line(found: Found) -> Line | None:
    """Return the sentence so that it stands alone, with those it leans on.

    None where it leans on one that something else than news parts it from.
    """
    source, at = found.source, found.sentence
    version, reading = source.version, source.reading
    (line,) = selection.lines(
        version, reading.sentences, reading.ranks, [at], reading.quotes
    )
    if len(line.pieces) > 1:
        return line
    first = _leans(source, at)
    if first is None:
        return None
    if first == at:
        return line
    span = Span(reading.sentences[first].span.start, reading.sentences[at].span.end)
    piece = Verbatim(version.id, span, span.of(version.text))
    return Line((piece,), version.id, first)


def _leans(source: Source, at: int) -> int | None:
    """Return the first sentence that must come along for this one to stand alone."""
    text, sentences = source.version.text, source.reading.sentences
    first = at
    while (
        first > 0
        and at - first < LINES
        and safety.dangling(sentences[first].span.of(text))
    ):
        between = text[sentences[first - 1].span.end : sentences[first].span.start]
        if between.strip():  # a caption, a credit
            return None
        first -= 1
    return first
