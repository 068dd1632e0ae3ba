"""Articles side by side in arrays, so that a new one is compared with all at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from summarizer.models import Story
from summarizer.stories import lineage
from summarizer.stories.features import TERMS, UNIT, Features
from summarizer.stories.shingles import FEWEST, SHARED, containment
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
    """The articles among which stories are looked for, each at a place of its own.

    Places of dropped articles are used again.
    """

    _ARRAYS: ClassVar = ("_columns", "_weights", "_vectors", "_facts")

    def __init__(self, setting: Setting = SETTING) -> None:
        """Start empty."""
        self._setting = setting
        self._articles: list[Features | None] = []
        self._repeats: list[set[int]] = []
        """The places of the articles that share their text with each."""
        self._free: list[int] = []
        self._vocabulary = Vocabulary()
        self._sharing: defaultdict[int, list[int]] = defaultdict(list)
        self._columns = np.zeros((0, TERMS), np.intp)
        self._weights = np.zeros((0, TERMS), np.float32)
        self._vectors = np.zeros((0, WIDTH), np.float32)
        # length, headline only, start and end of publication, embedding known
        self._facts = np.zeros((0, 5), np.float64)

    def article(self, place: int) -> Features:
        """Return the article at a place."""
        found = self._articles[place]
        assert found is not None, place  # noqa: S101  # callers know who is there
        return found

    def add(self, article: Features) -> tuple[int, Scores]:
        """Take in an article; return its place, and its scores with every place.

        With itself, and where nobody is, an article scores 0.
        """
        place = self._take_place()
        self._articles[place] = article
        self._write(place, article)
        self._share(place, article)
        return place, self._scores(place)

    def drop(self, place: int) -> None:
        """Forget the article at a place."""
        article = self.article(place)
        for shingle in article.sketch:
            self._sharing[shingle].remove(place)
            if not self._sharing[shingle]:
                del self._sharing[shingle]
        for at in self._repeats[place]:
            self._repeats[at].discard(place)
        self._repeats[place] = set()
        self._vocabulary.drop(article.terms)
        for name in self._ARRAYS:
            getattr(self, name)[place] = 0
        self._articles[place] = None
        self._free.append(place)

    def story(self, places: Iterable[int]) -> Story:
        """Make one story of the articles at some places."""
        articles = {place: self.article(place) for place in places}
        repeats = {
            article.id: {
                articles[at].id for at in self._repeats[place] & articles.keys()
            }
            for place, article in articles.items()
            if self._repeats[place]
        }
        return lineage.story(articles.values(), repeats)

    def _share(self, place: int, article: Features) -> None:
        """Find the articles that share their text with a new one."""
        places = (at for h in article.sketch for at in self._sharing.get(h, ()))
        for at, common in Counter(places).items():
            # So many shingles in common at least, or containment is lower for certain.
            if common >= FEWEST * SHARED and (
                containment(article.sketch, self.article(at).sketch) >= SHARED
            ):
                self._repeats[place].add(at)
                self._repeats[at].add(place)
        for shingle in article.sketch:
            self._sharing[shingle].append(place)

    def _take_place(self) -> int:
        if self._free:
            return self._free.pop()
        place = len(self._articles)
        self._articles.append(None)
        self._repeats.append(set())
        if place >= len(self._facts):
            self._make_room(max(64, place))
        return place

    def _make_room(self, more: int) -> None:
        for name in self._ARRAYS:
            old = getattr(self, name)
            new = np.zeros((len(old) + more, old.shape[1]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _write(self, place: int, article: Features) -> None:
        columns = self._vocabulary.take(article.terms)
        self._columns[place, : len(columns)] = columns
        self._weights[place, : len(columns)] = article.weights
        self._vectors[place, : len(article.vector)] = article.vector
        times = interval(article.published)
        known = bool(article.vector)
        self._facts[place] = (article.length, article.headline_only, *times, known)

    def _scores(self, place: int) -> Scores:
        length, headline, start, end, _ = self._facts[place]
        top = len(self._articles)
        lengths, headlines, starts, ends, _ = self._facts[:top].T
        gap = np.maximum(0.0, np.maximum(starts - end, start - ends))
        listed = (headlines * headline > 0) & np.isnan(gap)
        bar = bars(np.minimum(lengths, length), listed, self._setting)
        similarity = self._similarities(place, top)
        similarity[list(self._repeats[place])] = 1.0
        similarity[place] = 0.0
        return scores(similarity * fading(gap), bar, self._setting)

    def _similarities(self, place: int, top: int) -> Floats:
        """Mix shared words and meaning, -1..1."""
        query = np.zeros(len(self._vocabulary), np.float32)
        query[self._columns[place]] = self._weights[place]
        common = query.take(self._columns[:top])
        shared = np.vecdot(common, self._weights[:top])
        shared = shared.astype(np.float64) / UNIT**2
        # Not @: that would wake the linear-algebra library's threads for a trifle.
        meant = np.vecdot(self._vectors[:top], self._vectors[place])
        meant = meant.astype(np.float64) / UNIT**2
        known = self._facts[:top, 4] * self._facts[place, 4] > 0
        meant = np.where(known, meant, shared * STAND_IN)
        words = self._setting.words
        mixed: Floats = words * shared + (1 - words) * np.minimum(meant, 1.0)
        return mixed


class Vocabulary:
    """The columns of the terms in use. Column 0 is nobody's: empty places point there.

    Columns of terms nobody uses any more are used again.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._columns: dict[int, int] = {}
        self._users: Counter[int] = Counter()
        self._free: list[int] = []

    def __len__(self) -> int:
        """How many columns there are, nobody's included."""
        return 1 + len(self._columns) + len(self._free)

    def take(self, terms: Sequence[int]) -> list[int]:
        """Return the columns of an article's terms."""
        self._users.update(terms)
        return [self._columns.get(term) or self._new(term) for term in terms]

    def drop(self, terms: Sequence[int]) -> None:
        """Forget an article's terms."""
        self._users.subtract(terms)
        for term in terms:
            if not self._users[term]:
                del self._users[term]
                self._free.append(self._columns.pop(term))

    def _new(self, term: int) -> int:
        column = self._free.pop() if self._free else len(self)
        self._columns[term] = column
        return column
