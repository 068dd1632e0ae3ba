"""Who had a story first, and which of its articles are reports of their own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from summarizer.models import Published, Story, digest
from summarizer.stories.features import Features

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


def story(
    articles: Iterable[Features], repeats: Mapping[str, Collection[str]]
) -> Story:
    """Make one story of articles, in order of appearance, repeated texts folded.

    ``repeats`` names the articles that share their text with one, both ways.
    """
    members = tuple(article.id for article in sorted(articles, key=_appearance))
    return Story(digest("story", members[0]), members, tuple(_folded(members, repeats)))


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


def _folded(
    members: Sequence[str], repeats: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """Pair articles that repeat an earlier one with the first that has the text."""
    order = {member: at for at, member in enumerate(members)}
    roots: dict[str, str] = {}
    for member in members:
        known = [one for one in repeats.get(member, ()) if one in roots]
        first = min(known, key=order.__getitem__, default=member)
        roots[member] = roots.get(first, member)
        if known:
            yield member, roots[member]
