"""Keep average linkage up to date while things come and go.

The result depends on the scores alone. What comes or goes changes the trees it
touches; the others are kept, once it is certain that nothing in them would have merged
otherwise: in average linkage a cluster merges with its nearest, so two trees that were
made apart stand together unless a cluster of one has a mean score with a cluster of
the other that is as high as those at which both merged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.stories.linkage import Indexes, merges
from summarizer.stories.trees import Tree, grown, rivalry

NOWHERE = -1
"""The tree of a place that is in none."""

Scores = NDArray[np.int16]

Life = tuple[float, int]
"""The mean score at which a cluster merged with another, and the name of both."""


class Clusters:
    """Places with whole scores between each two of them, and the trees they make."""

    def __init__(self, threshold: int) -> None:
        """Start empty. Trees merge up to a mean score of ``threshold``."""
        self._threshold = threshold
        self._names: dict[int, str] = {}
        self._scores: Scores = np.zeros((0, 0), np.int16)
        self._home: NDArray[np.intp] = np.zeros(0, np.intp)
        """The key of each place's tree."""
        self._marks: NDArray[np.int64] = np.zeros(0, np.int64)
        """A random number of each place."""
        self._trees: dict[int, Tree] = {}
        self._loose: set[int] = set()
        """Places whose tree is not known."""
        self._next = 0
        self._top = 0
        """Places from here on were never taken."""

    def join(self, place: int, name: str, scores: Scores) -> None:
        """Take in a place with its scores with the first places; itself scores 0.

        Of equal scores those of lower names count first.
        """
        if place >= len(self._home):
            self._make_room(max(64, 2 * place))
        self._top = max(self._top, place + 1)
        self._names[place] = name
        self._scores[place, : len(scores)] = scores
        self._scores[: len(scores), place] = scores
        self._loose.add(place)

    def leave(self, places: Collection[int]) -> None:
        """Forget places."""
        for key in sorted(set(self._home[list(places)].tolist()) - {NOWHERE}):
            self._loosen(key)
        for place in places:
            del self._names[place]
            self._loose.discard(place)
            self._scores[place], self._scores[:, place] = 0, 0

    def trees(self) -> Mapping[int, Tree]:
        """Return the trees by key; a key never means another tree."""
        self._settle()
        return self._trees

    # --- which trees change -------------------------------------------------------

    def _settle(self) -> None:
        """Find the trees of loose places, and change those they touch."""
        settled = bool(self._trees)
        places, self._loose = self._loose, set()
        fresh = set(self._cluster(places))
        while settled and fresh:
            key = fresh.pop()
            if key in self._trees:
                self._expand(key, fresh)

    def _expand(self, key: int, fresh: Collection[int]) -> None:
        """Make a tree anew with each that has a part in it, until none has.

        Trees among ``fresh`` have not been held against the others yet.
        """
        region, known = [key], dict[int, Life]()
        while (rival := self._rival(region, known)) is not None:
            if rival not in fresh:
                known |= self._lives(self._trees[rival])
            region = self._cluster(self._loosened([*region, rival]))

    def _rival(self, region: Sequence[int], known: Mapping[int, Life]) -> int | None:
        """Return the tree outside that would have merged most surely with one here.

        Clusters that are ``known``, and live no longer than they did, have no rivals:
        of equal means, too, only the one with the same other is sure to be as early.
        """
        found = (-np.inf, NOWHERE)
        for key in region:
            tree = self._trees[key]
            lives = self._lives(tree).items()
            new = np.array([_outlives(life, known.get(name)) for name, life in lives])
            rows = self._scores[tree.places, : self._top]
            hot: NDArray[np.bool_] = np.asarray((rows >= self._threshold).any(axis=0))
            for own in region:
                hot[self._trees[own].places] = False
            for other in self._near(tree, new, rows, np.flatnonzero(hot)):
                rival = self._trees[other]
                met = rivalry(tree, new, rival, rows[:, rival.places])
                found = max(found, (met, other))
        return found[1] if found[0] > -np.inf else None

    def _near(
        self, tree: Tree, clusters: NDArray[np.bool_], rows: Scores, hot: Indexes
    ) -> set[int]:
        """Return the trees with a place that one of some clusters could merge with.

        Those with a cluster that it could merge with are among them: a mean cannot
        exceed its largest part. ``hot`` are the places to look at, columns of ``rows``.
        """
        sums = tree.added(rows[:, hot])[clusters]
        least = (tree.sizes * tree.deaths)[clusters]
        near = (sums >= least[:, None]).any(axis=0)
        return set(self._home[hot[near]].tolist())

    def _lives(self, tree: Tree) -> dict[int, Life]:
        """Return the names of a tree's clusters, and how each merged with another.

        A name is the sum of random numbers of 64 bits, one of each place.
        """
        names = tree.added(self._marks[tree.places][:, None])[:, 0]
        lives = zip(tree.deaths.tolist(), names[tree.became].tolist(), strict=True)
        return dict(zip(names.tolist(), lives, strict=True))

    def _cluster(self, places: Collection[int]) -> list[int]:
        """Make trees of some places alone, and return their keys."""
        made: list[int] = []
        least = self._threshold
        for joined in self._neighbourhoods(places):
            half = self._scores[np.ix_(joined, joined)]
            for tree in grown(joined, merges(half, least), least):
                self._trees[self._next] = tree
                self._home[tree.places] = self._next
                made.append(self._next)
                self._next += 1
        return made

    def _neighbourhoods(self, places: Collection[int]) -> Iterator[list[int]]:
        """Yield what scores of the threshold and above connect, in order of names.

        No tree reaches beyond one.
        """
        left = np.array(sorted(places), np.intp)
        while len(left):
            joined, edge = left[:1], left[:1]
            left = left[1:]
            while len(edge) and len(left):
                near = (self._scores[np.ix_(edge, left)] >= self._threshold).any(axis=0)
                edge, left = left[near], left[~near]
                joined = np.concatenate((joined, edge))
            yield sorted(joined.tolist(), key=self._names.__getitem__)

    # --- bookkeeping --------------------------------------------------------------

    def _loosened(self, keys: Iterable[int]) -> set[int]:
        for key in keys:
            self._loosen(key)
        places, self._loose = self._loose, set()
        return places

    def _loosen(self, key: int) -> None:
        places = self._trees.pop(key).places
        self._home[places] = NOWHERE
        self._loose.update(places.tolist())

    def _make_room(self, room: int) -> None:
        held = len(self._home)
        scores = np.zeros((room, room), np.int16)
        scores[:held, :held] = self._scores
        self._scores = scores
        self._home = np.append(self._home, np.full(room - held, NOWHERE, np.intp))
        low, high = np.iinfo(np.int64).min, np.iinfo(np.int64).max
        self._marks = np.random.default_rng(room).integers(low, high, room)


def _outlives(life: Life, known: Life | None) -> bool:
    """Tell whether a cluster may live longer than it is known to have lived."""
    return known is None or (life[0] <= known[0] and life != known)
