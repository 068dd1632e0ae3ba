"""What grouping needs to know of an article, computed once and kept as bytes."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import nlargest
from math import log, sqrt
from typing import Final, assert_never
from zlib import crc32

import numpy as np

from summarizer.models import Day, Moment, Published, Undated, Year
from summarizer.stories.frequencies import Frequencies
from summarizer.stories.shingles import Sketch, sketch
from summarizer.stories.words import terms

UNIT: Final = 2047
"""Length of a vector in whole numbers.

The product of two stays below 2^24, so sums of single-precision numbers are exact
and a score does not depend on the order of addition."""

FAMILIAR: Final = 0.5
"""Share of words known to the background from which a text is taken for English."""

LETTERS: Final = 8
"""Letters of a word of another language that is no function word any more.

Frequent words are short in every language (Zipf 1949); a text in a language the
background does not know has no better measure. Two letters count nothing."""

CHARACTERS: Final = 0x2E80
"""Code point from which on a word's length says nothing: Chinese, Japanese, Korean."""

TERMS: Final = 128
"""How many terms of an article are kept, the weightiest first."""

_LAST: Final = datetime.max.replace(tzinfo=UTC)

UNDATED: Final = Undated()
"""Nothing is known about when an article was published."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article as grouping sees it."""

    id: str
    title: str
    text: str | None
    """None where only the headline is known."""
    published: Published = UNDATED
    embedding: bytes = b""
    """Sentence-encoder vector of title and lead, float32; empty where there is none."""
    outlet: str = ""
    first_read: datetime | None = None
    """When this set of sources first read it; None where that does not matter."""


@dataclass(frozen=True, slots=True)
class Features:
    """A pure function of one article: what two of them are compared by."""

    id: str
    published: Published
    outlet: str
    first_read: datetime | None
    headline_only: bool
    length: int
    """Words of title and text."""
    terms: tuple[int, ...]
    weights: tuple[int, ...]
    """One per term; their squares sum up to UNIT² but for rounding."""
    sketch: Sketch
    vector: tuple[int, ...]
    """The embedding scaled to UNIT; empty where there is none, or no English text."""

    @property
    def appeared(self) -> datetime | None:
        """When it can first be shown to have been there; None where never.

        A day without an hour counts from when it was first read on that day, or else
        from its end: being first is a claim.
        """
        match self.published:
            case Moment(at):
                return at
            case Day(on):
                start = datetime(on.year, on.month, on.day, tzinfo=UTC)
                end = start + timedelta(days=1) if on < date.max else _LAST
                read = self.first_read
                return read if read and start <= read < end else end
            case Year() | Undated():
                return self.first_read
        assert_never(self.published)


def features(item: Item, frequencies: Frequencies) -> Features:
    """Work out the features of one article."""
    found = terms(_whole(item))
    english = _familiar(found, frequencies)
    weighed = _weighed(found, frequencies) if english else _foreign(found)
    kept = _kept(weighed)
    return Features(
        id=item.id,
        published=item.published,
        outlet=item.outlet,
        first_read=item.first_read,
        headline_only=not (item.text or "").strip(),
        length=len(found),
        terms=tuple(kept),
        weights=tuple(kept.values()),
        sketch=sketch(item.text or item.title),
        # The encoder knows English only: to it, other languages are a topic.
        vector=_vector(item.embedding) if english else (),
    )


def _whole(item: Item) -> str:
    text = item.text or ""
    return text if text.startswith(item.title) else f"{item.title}\n{text}"


def _familiar(found: list[str], frequencies: Frequencies) -> bool:
    known = sum(frequencies.known(term) for term in found)
    return known >= FAMILIAR * len(found) > 0


def _weighed(found: list[str], frequencies: Frequencies) -> dict[str, float]:
    return {
        term: (1 + log(count)) * frequencies.weight(term)
        for term, count in Counter(found).items()
    }


def _foreign(found: list[str]) -> dict[str, float]:
    """Weigh words of an unknown language: by length, once each."""
    return {
        term: min(1.0, max(0, len(term) - 2) / (LETTERS - 2))
        if ord(term[0]) < CHARACTERS
        else 1.0
        for term in found
    }


def _kept(weighed: dict[str, float]) -> dict[int, int]:
    raw = {crc32(term.encode()): weight for term, weight in weighed.items()}
    kept = nlargest(TERMS, raw.items(), key=lambda pair: (pair[1], pair[0]))
    norm = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    whole = {term: round(UNIT * weight / norm) for term, weight in sorted(kept)}
    return {term: weight for term, weight in whole.items() if weight}


def _vector(embedding: bytes) -> tuple[int, ...]:
    if not embedding:
        return ()
    values = np.frombuffer(embedding, "<f4").astype(np.float64)
    norm = float(np.sqrt((values * values).sum())) or 1.0
    return tuple(np.rint(values * (UNIT / norm)).astype(int).tolist())
