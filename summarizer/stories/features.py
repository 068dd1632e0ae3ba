"""What grouping needs to know of an article, computed once and kept as bytes."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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

TERMS: Final = 128
"""How many terms of an article are kept, the weightiest first."""


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
    """The embedding scaled to UNIT; empty where there is none."""

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
                end = start + timedelta(days=1)
                read = self.first_read
                return read if read and start <= read < end else end
            case Year() | Undated():
                return self.first_read
        assert_never(self.published)


def features(item: Item, frequencies: Frequencies) -> Features:
    """Work out the features of one article."""
    text = _whole(item)
    found = terms(text)
    weighed = _weighed(found, frequencies)
    return Features(
        id=item.id,
        published=item.published,
        outlet=item.outlet,
        first_read=item.first_read,
        headline_only=not (item.text or "").strip(),
        length=len(found),
        terms=tuple(weighed),
        weights=tuple(weighed.values()),
        sketch=sketch(item.text or item.title),
        vector=_vector(item.embedding),
    )


def _whole(item: Item) -> str:
    text = item.text or ""
    return text if text.startswith(item.title) else f"{item.title}\n{text}"


def _weighed(found: list[str], frequencies: Frequencies) -> dict[int, int]:
    raw: dict[int, float] = {}
    for term, count in Counter(found).items():
        raw[crc32(term.encode())] = (1 + log(count)) * frequencies.weight(term)
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
