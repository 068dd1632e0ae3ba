"""Group articles into stories, article by article.

The stories depend on the articles held, not on the order in which they came: a score
depends on two articles only, and `clusters` depends on scores only.
"""

from collections.abc import Collection, Iterable, Iterator

from summarizer.models import Story
from summarizer.stories.clusters import Clusters
from summarizer.stories.features import Features
from summarizer.stories.similarity import SAME
from summarizer.stories.window import Window


class Grouping:
    """The articles of one set of sources, and the stories they tell."""

    def __init__(self, articles: Iterable[Features] = ()) -> None:
        """Start with some articles."""
        self._window = Window()
        self._clusters = Clusters(SAME)
        self._places: dict[str, int] = {}
        self._stories: dict[int, Story] = {}
        self.add(articles)

    def __len__(self) -> int:
        """How many articles are held."""
        return len(self._places)

    def __iter__(self) -> Iterator[Features]:
        """Yield the articles held."""
        return (self._window.article(place) for place in self._places.values())

    def add(self, articles: Iterable[Features]) -> None:
        """Take in articles; those already held, by id, are passed over."""
        for article in articles:
            if article.id not in self._places:
                place, scores = self._window.add(article)
                self._places[article.id] = place
                self._clusters.join(place, article.id, scores)

    def drop(self, ids: Collection[str]) -> None:
        """Forget articles, as when they leave the window of time."""
        gone = [self._places.pop(name) for name in ids if name in self._places]
        self._clusters.leave(gone)
        for place in gone:
            self._window.drop(place)

    def partition(self) -> tuple[Story, ...]:
        """Return the stories of all articles, in order of their ids."""
        trees = self._clusters.trees()
        self._stories = {
            key: self._stories.get(key) or self._window.story(tree.places.tolist())
            for key, tree in trees.items()
        }
        return tuple(sorted(self._stories.values(), key=lambda story: story.id))
