"""Which sentences tell a story of several articles.

Those most told, by as many outlets as there are, none said twice. With a budget of
words the choice is then mended by exchanges that fill it better: a greedy choice
leaves room that no other sentence fits, and what is safe to show alone is scarce.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np

from summarizer import ranking, selection, vectors
from summarizer import text as texts
from summarizer.models import Sentence, Source
from summarizer.selection import Budget

PER_OUTLET: Final = 1
"""Sentences one outlet may have while others have anything to say."""

ALIKE: Final = 0.3
"""Cosine above which a sentence repeats one that is shown."""

STILL: Final = 0.5
"""The same once there is nothing newer to say."""

REPEATED: Final = 0.02
"""Share of three-word runs that may be there twice, in all."""

CENTRAL: Final = 1.0
"""Weight of what several articles share, beside a sentence's rank in its own; both in
deviations.

This and PER_OUTLET were looked at on 53 clusters (benchmarks/summaries.py), where half
a point of recall is chance: .3, .6, 1 and 1.5 gain .1, .5, .9 and 1.1 on LexRank."""

ROOM: Final = 3.0
"""What a word of room is worth when sentences are exchanged, in deviations of rank."""

EXCHANGES: Final = 6
"""Exchanges after which no better choice is looked for."""

_PART: Final = re.compile(r"[^\W_]+")
"""What is a word where repetition is counted: ``three-word`` has two."""

Trigram = tuple[str, str, str]
Run = tuple[int, ...]
"""Sentences shown together, as their places in the pool."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of one of the articles."""

    source: int
    sentence: int
    outlet: str
    rank: float
    stems: tuple[str, ...]
    words: int
    trigrams: tuple[Trigram, ...]


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a further run is held to."""

    share: int
    """Sentences of one outlet."""
    alike: float
    """Cosine with what is taken."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """What may be shown, and how much of it."""

    said: tuple[_Said, ...]
    score: tuple[float, ...]
    order: tuple[Run, ...]
    """Runs, best first."""
    cosines: vectors.Array
    budget: Budget

    def fits(self, taken: Sequence[int], run: Run, limits: _Limits) -> bool:
        """Tell whether a run says something new within the limits and the budget."""
        new = [place for place in run if place not in taken]
        both = [*taken, *new]
        if not new or len(both) > self.budget.sentences:
            return False
        words, room = self.words(both), self.budget.words
        if room is not None and words > room:
            return False
        outlet = self.said[run[0]].outlet
        share = sum(self.said[place].outlet == outlet for place in both)
        if share > limits.share or any(
            self.cosines[a, b] > limits.alike for a in new for b in taken
        ):
            return False
        return self._repeated(both) <= REPEATED * (room or words)

    def _repeated(self, places: Iterable[int]) -> int:
        """Count the runs of three words that come again.

        Where only sentences are counted, a sentence may say its own twice.
        """
        told = (self.said[place].trigrams for place in places)
        if self.budget.words is None:
            told = (tuple(set(each)) for each in told)
        times = Counter(chain.from_iterable(told))
        return times.total() - len(times)

    def words(self, places: Iterable[int]) -> int:
        return sum(self.said[place].words for place in places)

    def worth(self, places: Iterable[int]) -> float:
        """Return what the words of sentences are worth where room is scarce."""
        return sum(
            self.said[place].words * (self.score[place] + ROOM) for place in places
        )


def choose(told: Sequence[Source], budget: Budget) -> list[tuple[int, int]]:
    """Return the sentences to show, each as its article's place and its own.

    In the order of the articles given, and of the sentences in them.
    """
    pool = _pool(told, budget)

    def chosen(left_out: frozenset[int]) -> tuple[int, ...]:
        order = tuple(run for run in pool.order if run[0] not in left_out)
        return tuple(sorted(_chosen(replace(pool, order=order))))

    def words(place: int) -> str:
        said = pool.said[place]
        source = told[said.source]
        return source.reading.sentences[said.sentence].span.of(source.version.text)

    shown = (pool.said[place] for place in selection.introduced(chosen, words))
    return [(said.source, said.sentence) for said in shown]


def _chosen(pool: _Pool) -> list[int]:
    stages = (
        _Limits(PER_OUTLET, ALIKE),
        _Limits(len(pool.said), ALIKE),
        _Limits(len(pool.said), STILL),
    )
    taken: list[Run] = []
    for limits in stages:
        _fill(pool, taken, limits)
    if pool.budget.words is not None:
        for _ in range(EXCHANGES):
            if not _exchange(pool, taken, stages[-1]):
                break
            _fill(pool, taken, stages[-1])
    return _places(taken)


def _places(taken: Iterable[Run]) -> list[int]:
    """Return the sentences of runs, each once: two may share the one they hang on."""
    return list(dict.fromkeys(place for run in taken for place in run))


def _fill(pool: _Pool, taken: list[Run], limits: _Limits) -> None:
    """Take the best runs that fit."""
    places = _places(taken)
    for run in pool.order:
        if pool.fits(places, run, limits):
            taken.append(run)
            places = _places(taken)


def _exchange(pool: _Pool, taken: list[Run], limits: _Limits) -> bool:
    """Exchange one taken run for another that is worth most more; tell if any is."""
    now = pool.worth(_places(taken))
    best, found = now, None
    for index in range(len(taken)):
        rest = _places(taken[:index] + taken[index + 1 :])
        base = pool.worth(rest)
        for run in pool.order:
            worth = base + pool.worth(place for place in run if place not in rest)
            if worth > best and pool.fits(rest, run, limits):
                best, found = worth, (index, run)
    if found is None:
        return False
    index, run = found
    taken[index] = run
    return True


# --- the pool ---------------------------------------------------------------------


def _pool(told: Sequence[Source], budget: Budget) -> _Pool:
    """Return every sentence that may be shown, no more than ranking compares."""
    share = max(10, ranking.MOST // max(1, len(told)))
    said: list[_Said] = []
    runs: list[Run] = []
    for index, source in enumerate(told):
        first = len(said)
        said += _of_source(source, index, share)
        runs += [
            tuple(first + place for place in run)
            for run in _runs(source, share)
            if all(said[first + place].words <= selection.LONGEST for place in run)
        ]
    found = vectors.bags([each.stems for each in said])
    central = vectors.standard(vectors.centroid(found)).tolist()
    weight = CENTRAL if len(told) > 1 else 0.0
    score = [weight * c + s.rank for c, s in zip(central, said, strict=True)]
    order = sorted(runs, key=lambda run: (-sum(score[p] for p in run) / len(run), run))
    cosines = vectors.alike(found)
    return _Pool(tuple(said), tuple(score), tuple(order), cosines, budget)


def _of_source(source: Source, index: int, share: int) -> Iterator[_Said]:
    reading = source.reading
    ranks = vectors.standard(np.array([rank.score for rank in reading.ranks])).tolist()
    for place, sentence in enumerate(reading.sentences[:share]):
        yield _said(source, sentence, (index, place), ranks[place])


def _runs(source: Source, share: int) -> Iterator[Run]:
    reading = source.reading
    sentences = reading.sentences[:share]
    return selection.runs(source.version.text, sentences, reading.quotes)


def _said(
    source: Source, sentence: Sentence, where: tuple[int, int], rank: float
) -> _Said:
    words = sentence.span.of(source.version.text)
    parts = _PART.findall(words.lower())
    return _Said(
        *where,
        source.version.article.outlet,
        rank,
        texts.stems(source.version.text, sentence.span),
        len(words.split()),
        tuple(zip(parts, parts[1:], parts[2:], strict=False)),
    )
