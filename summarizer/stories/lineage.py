"""Who had a story first, and which of its articles are reports of their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from summarizer.models import Published, Story, digest
from summarizer.stories.features import Features
from summarizer.stories.shingles import SHARED, containment

_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lineage:
    """How a story came about."""

    first: str
    """Id of the member that appeared first, as far as times are known."""
    outlet: str
    published: Published
    appeared: datetime | None
    """When it can first be shown to have been there; None where nothing is known."""
    outlets: int
    """How many outlets carry the story; members that name none count as one."""
    independent: int
    """How many members are reports of their own."""
    shared: tuple[tuple[str, ...], ...]
    """Groups of members that share their text, each in order of appearance."""


def story(articles: Iterable[Features]) -> Story:
    """Make one story of articles, in order of appearance, repeated texts folded."""
    ordered = sorted(articles, key=_appearance)
    members = tuple(article.id for article in ordered)
    return Story(digest("story", members[0]), members, _folded(ordered))


def lineage(told: Story, articles: Mapping[str, Features]) -> Lineage:
    """Tell how a story came about; ``articles`` holds the features of its members."""
    first = articles[told.members[0]]
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for member, root in told.folded:
        shared[root].append(member)
    return Lineage(
        first=first.id,
        outlet=first.outlet,
        published=first.published,
        appeared=first.appeared,
        outlets=len({articles[member].outlet for member in told.members}),
        independent=told.independent,
        shared=tuple((root, *members) for root, members in shared.items()),
    )


def _appearance(article: Features) -> tuple[datetime, str]:
    return article.appeared or _LAST, article.id


def _folded(ordered: Sequence[Features]) -> tuple[tuple[str, str], ...]:
    """Pair articles that repeat an earlier one with the first that has the text."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    root = list(range(len(ordered)))
    for place, article in enumerate(ordered):
        earlier = sorted({at for h in article.sketch for at in holders.get(h, ())})
        for at in earlier:
            if containment(article.sketch, ordered[at].sketch) >= SHARED:
                root[place] = root[at]
                break
        for shingle in article.sketch:
            holders[shingle].append(place)
    return tuple(
        (ordered[at].id, ordered[to].id) for at, to in enumerate(root) if at != to
    )
