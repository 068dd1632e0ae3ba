"""Articles side by side in arrays, so that a new one is compared with all at once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from summarizer.stories.features import TERMS, UNIT, Features
from summarizer.stories.shingles import SHARED, containment
from summarizer.stories.similarity import (
    SETTING,
    Scores,
    Setting,
    bars,
    fading,
    interval,
    scores,
)

WIDTH: Final = 384
"""Dimensions of the sentence encoder."""

STAND_IN: Final = 3.0
"""What a similarity of words is multiplied by where an embedding is missing."""

Floats = NDArray[np.float64]


class Window:
    """The articles among which stories are looked for, in order of addition."""

    _ARRAYS: ClassVar = ("_columns", "_weights", "_vectors", "_facts")

    def __init__(self, setting: Setting = SETTING) -> None:
        """Start empty."""
        self._setting = setting
        self.articles: list[Features] = []
        self._vocabulary: dict[int, int] = {}
        self._sharing: defaultdict[int, list[int]] = defaultdict(list)
        self._columns = np.zeros((0, TERMS), np.intp)
        self._weights = np.zeros((0, TERMS), np.float32)
        self._vectors = np.zeros((0, WIDTH), np.float32)
        # length, headline only, start and end of publication, embedding known
        self._facts = np.zeros((0, 5), np.float64)

    def add(self, article: Features) -> Scores:
        """Take in an article; return its scores with those already there, in order."""
        row = len(self.articles)
        self._make_room(row + 1)
        self._write(row, article)
        self.articles.append(article)
        found = self._scores(row)
        self._share(row, article)
        return found

    def keep(self, places: Sequence[int]) -> None:
        """Forget all articles but those at some places, which move together."""
        for name in self._ARRAYS:
            setattr(self, name, getattr(self, name)[places])
        self.articles = [self.articles[place] for place in places]
        self._sharing.clear()
        for row, article in enumerate(self.articles):
            self._share(row, article)

    def repeats(self, article: Features) -> list[int]:
        """Return the places of the articles that share their text with this one."""
        places = (place for h in article.sketch for place in self._sharing.get(h, ()))
        return [
            place
            for place in Counter(places)
            if containment(article.sketch, self.articles[place].sketch) >= SHARED
        ]

    def _share(self, row: int, article: Features) -> None:
        for shingle in article.sketch:
            self._sharing[shingle].append(row)

    def _make_room(self, rows: int) -> None:
        if rows <= len(self._facts):
            return
        more = max(64, len(self._facts))
        for name in self._ARRAYS:
            old = getattr(self, name)
            new = np.zeros((len(old) + more, old.shape[1]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _write(self, row: int, article: Features) -> None:
        names = self._vocabulary
        # Column 0 is nobody's: unused places of a row point there.
        columns = [names.setdefault(term, len(names) + 1) for term in article.terms]
        self._columns[row, : len(columns)] = columns
        self._weights[row, : len(columns)] = article.weights
        self._vectors[row, : len(article.vector)] = article.vector
        times = interval(article.published)
        known = bool(article.vector)
        self._facts[row] = (article.length, article.headline_only, *times, known)

    def _scores(self, row: int) -> Scores:
        length, headline, start, end, _ = self._facts[row]
        lengths, headlines, starts, ends, _ = self._facts[:row].T
        gap = np.maximum(0.0, np.maximum(starts - end, start - ends))
        listed = (headlines * headline > 0) & np.isnan(gap)
        bar = bars(np.minimum(lengths, length), listed, self._setting)
        similarity = self._similarities(row)
        similarity[self.repeats(self.articles[row])] = 1.0
        return scores(similarity * fading(gap), bar, self._setting)

    def _similarities(self, row: int) -> Floats:
        """Mix shared words and meaning, -1..1."""
        query = np.zeros(len(self._vocabulary) + 1, np.float32)
        query[self._columns[row]] = self._weights[row]
        common = query.take(self._columns[:row], mode="clip")
        shared = np.einsum("ij,ij->i", common, self._weights[:row])
        shared = shared.astype(np.float64) / UNIT**2
        # Not @: that would wake the linear-algebra library's threads for a trifle.
        meant = np.einsum("ij,j->i", self._vectors[:row], self._vectors[row])
        meant = meant.astype(np.float64) / UNIT**2
        known = self._facts[:row, 4] * self._facts[row, 4] > 0
        meant = np.where(known, meant, shared * STAND_IN)
        words = self._setting.words
        mixed: Floats = words * shared + (1 - words) * np.minimum(meant, 1.0)
        return mixed
