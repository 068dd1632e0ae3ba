"""Score how surely two articles tell the same story, as whole numbers.

A score is a pure function of two articles' features: it depends neither on what
else is in the window nor on which of the two came first.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, assert_never

import numpy as np
from numpy.typing import NDArray

from summarizer.models import Day, Moment, Published, Undated, Year


@dataclass(frozen=True, slots=True)
class Setting:
    """What was tuned, for all kinds of articles at once.

    Chosen by cross-validation over stories (benchmarks/train/stories.py), which takes
    bars of 0.395 and 0.19; ours are a little higher, because the fifths it measures
    on hold fewer stories to be confused than a window does.
    """

    words: float = 0.4
    """Part of shared words in a similarity; the rest is the sentence encoder's."""

    bar: float = 0.41
    """Similarity from which two full texts tell the same story."""

    short: float = 0.03
    """By how much the bar is lower for each halving of the shorter text."""

    listed: float = 0.2
    """The bar between two headlines of which neither text nor date is known."""

    power: float = 3.0
    """Similarities are averaged in this power, so that near pairs count for more."""


SETTING: Final = Setting()
"""The one setting the product runs with."""

FULL: Final = 80
"""Words from which a text counts as full."""

HEADLINE: Final = 10
"""Words below which a text counts as no shorter."""

WINDOW: Final = timedelta(hours=72)
"""Articles published further apart do not tell the same story."""

SPREAD: Final = timedelta(hours=48)
"""Standard deviation of the Gaussian by which similarity fades with time."""

FAINTEST: Final = 0.62
"""What time leaves of a similarity within the window, at least.

Without it, from 64 hours on not even the same text would reach its bar, and a vote's
result would be another story than the count. Labelled stories last hours: none of the
values up to .65 changes what benchmarks/stories.py measures.
"""

SAME: Final = 300
"""The score of a pair that just reaches its bar."""

HIGHEST: Final = 32_000
"""No score is higher, so that scores fit 16 bits; reprinted headlines reach it."""

Scores = NDArray[np.int16]
Hours = NDArray[np.float64]


def interval(published: Published) -> tuple[float, float]:
    """Return from when to when, in hours since 1970, an article may have appeared.

    Not a number where not even the day is known.
    """
    match published:
        case Moment(at):
            hour = at.timestamp() / 3600
            return hour, hour
        case Day(on):
            start = datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp() / 3600
            return start, start + 24
        case Year() | Undated():
            return float("nan"), float("nan")
    assert_never(published)


def fading(gap: Hours) -> Hours:
    """Return what remains of a similarity after a gap in hours; all where unknown."""
    spread = SPREAD / timedelta(hours=1)
    window = WINDOW / timedelta(hours=1)
    factor = np.maximum(np.exp(-0.5 * np.square(gap / spread)), FAINTEST)
    return np.where(np.isnan(gap), 1.0, factor * (gap <= window))


def bars(lengths: Hours, listed: NDArray[np.bool_], setting: Setting) -> Hours:
    """Return the bar for pairs, by the words of the shorter text.

    ``listed`` marks pairs of which nothing but two headlines is known.
    """
    halvings = np.log2(FULL / np.clip(lengths, HEADLINE, FULL))
    return np.where(listed, setting.listed, setting.bar - setting.short * halvings)


def scores(similarities: Hours, bar: Hours, setting: Setting) -> Scores:
    """Return whole scores; SAME where a similarity just reaches its bar."""
    measured = np.maximum(similarities / bar, 0.0) ** setting.power
    return np.rint(np.minimum(measured * SAME, HIGHEST)).astype(np.int16)
