"""Keep a story's id while it grows, and record when stories split, merge or end."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.models import Story, digest


@dataclass(frozen=True, slots=True)
class Founded:
    """A story nobody knew before."""

    story: str


@dataclass(frozen=True, slots=True)
class Grew:
    """A story got new members and kept its id."""

    story: str
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Stories turned out to be one: ``gone`` live on in ``story``."""

    story: str
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A story turned out to be several: members of ``story`` moved to ``into``."""

    story: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """None of a story's members is held any more."""

    story: str


Event = Founded | Grew | Merged | Split | Ended


def track(
    previous: Iterable[Story], partition: Iterable[Story]
) -> tuple[tuple[Story, ...], tuple[Event, ...]]:
    """Give the stories of a partition the ids they had, and tell what changed.

    A story keeps the id of the previous one it shares most members with; of several
    that claim one id the largest share gets it. An id that is taken is not given to
    another story.
    """
    before = sorted(previous, key=lambda story: story.id)
    after = sorted(partition, key=lambda story: story.members)
    ids = _inherited(before, after)
    taken = frozenset(story.id for story in before)
    named = [
        replace(story, id=ids.get(at) or _fresh(story, taken))
        for at, story in enumerate(after)
    ]
    events = (*_growth(before, named), *_departures(before, named))
    return tuple(sorted(named, key=lambda story: story.id)), events


def _inherited(before: Sequence[Story], after: Sequence[Story]) -> dict[int, str]:
    home = {member: at for at, story in enumerate(after) for member in story.members}
    claims = sorted(
        (-count, story.id, at)
        for story in before
        for at, count in Counter(
            home[member] for member in story.members if member in home
        ).items()
    )
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, name, at in claims:
        if at not in ids and name not in given:
            ids[at] = name
            given.add(name)
    return ids


def _fresh(story: Story, taken: Collection[str]) -> str:
    return story.id if story.id not in taken else digest("story", *story.members)


def _growth(before: Sequence[Story], named: Sequence[Story]) -> Iterator[Event]:
    held = {story.id: story.members for story in before}
    known = frozenset(member for members in held.values() for member in members)
    for story in named:
        if known.isdisjoint(story.members):
            yield Founded(story.id)
            continue
        had = held.get(story.id, ())
        added = tuple(member for member in story.members if member not in had)
        if story.id in held and added:
            yield Grew(story.id, added)


def _departures(before: Sequence[Story], named: Sequence[Story]) -> Iterator[Event]:
    home = {member: story.id for story in named for member in story.members}
    ids = frozenset(story.id for story in named)
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for story in before:
        heirs = sorted({home[one] for one in story.members if one in home})
        if not heirs:
            yield Ended(story.id)
        elif len(heirs) == 1 and story.id not in ids:
            merged[heirs[0]].append(story.id)
        elif heirs != [story.id]:
            yield Split(story.id, tuple(heir for heir in heirs if heir != story.id))
    for story_id, gone in sorted(merged.items()):
        yield Merged(story_id, tuple(gone))
