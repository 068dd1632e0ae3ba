"""Group articles into stories, article by article.

The stories depend on the articles held, not on the order in which they came: a score
depends on two articles only, and what scores connect is clustered in order of ids.
"""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from summarizer.models import Story
from summarizer.stories import lineage
from summarizer.stories.features import Features
from summarizer.stories.linkage import average
from summarizer.stories.similarity import SAME, Scores
from summarizer.stories.window import Window

Places = list[int]


class Grouping:
    """The articles of one set of sources, and the stories they tell.

    A neighbourhood is what scores of SAME and above connect. No story reaches beyond
    one, so only the neighbourhoods that changed are clustered anew.
    """

    def __init__(self, articles: Iterable[Features] = ()) -> None:
        """Start with some articles."""
        self._window = Window()
        self._scores: NDArray[np.int16] = np.zeros((0, 0), np.int16)
        self._places: dict[str, int] = {}
        self._forget_neighbourhoods()
        self.add(articles)

    def __len__(self) -> int:
        """How many articles are held."""
        return len(self._places)

    def add(self, articles: Iterable[Features]) -> None:
        """Take in articles; those already held, by id, are passed over."""
        for article in articles:
            if article.id not in self._places:
                place = self._places[article.id] = len(self._places)
                row = self._window.add(article)
                self._note(place, row)
                self._connect(place, row)

    def drop(self, ids: Collection[str]) -> None:
        """Forget articles, as when they leave the window of time."""
        gone = frozenset(ids)
        kept = [place for name, place in self._places.items() if name not in gone]
        if len(kept) == len(self._places):
            return
        self._window.keep(kept)
        self._scores = self._scores[np.ix_(kept, kept)]
        self._places = {one.id: at for at, one in enumerate(self._window.articles)}
        self._forget_neighbourhoods()
        for place in range(len(kept)):
            self._connect(place, self._scores[place, :place])

    def partition(self) -> tuple[Story, ...]:
        """Return the stories of all articles, in order of their ids."""
        for name, places in self._neighbours.items():
            if name not in self._stories:
                self._stories[name] = self._cluster(places)
        found = (story for stories in self._stories.values() for story in stories)
        return tuple(sorted(found, key=lambda story: story.id))

    def _forget_neighbourhoods(self) -> None:
        self._neighbourhood: dict[int, int] = {}
        self._neighbours: dict[int, Places] = {}
        self._stories: dict[int, tuple[Story, ...]] = {}

    def _note(self, place: int, row: Scores) -> None:
        if place == len(self._scores):
            room = max(64, 2 * place)
            scores = np.zeros((room, room), np.int16)
            scores[:place, :place] = self._scores
            self._scores = scores
        self._scores[place, :place] = row

    def _connect(self, place: int, row: Scores) -> None:
        near = np.flatnonzero(row >= SAME).tolist()
        joined = [place]
        for name in sorted({self._neighbourhood[at] for at in near}):
            joined += self._neighbours.pop(name)
            self._stories.pop(name, None)
        self._neighbours[place] = joined
        self._neighbourhood |= dict.fromkeys(joined, place)

    def _cluster(self, places: Places) -> tuple[Story, ...]:
        articles = self._window.articles
        ordered = sorted(places, key=lambda place: articles[place].id)
        # Only the later of two articles keeps their score.
        half = self._scores[np.ix_(ordered, ordered)]
        labels = average(np.maximum(half, half.T), SAME)
        return tuple(
            lineage.story(
                [articles[ordered[at]] for at in np.flatnonzero(labels == label)]
            )
            for label in np.unique(labels)
        )
