"""Stories under lasting ids, and what became of those that were there before. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.store.turns import Kind, Turn
from summarizer import StoriesMerged, Story, StoryEvent, StorySplit, track


@dataclass(frozen=True, slots=True)
class Tracked:
    """Stories under their lasting ids, and how they turned."""

    stories: tuple[Story, ...]
    turns: tuple[Turn, ...]

    def of(self, story: str, kind: Kind) -> tuple[str, ...]:
        """Return the other stories of a story's turns of one kind."""
        return tuple(
            turn.other
            for turn in self.turns
            if turn.story == story and turn.kind is kind
        )


def tracked(
    grouped: Sequence[Story], lasting: Mapping[str, str], fresh: Collection[str]
) -> Tracked:
    """Return the stories with something fresh, under the ids they had before.

    ``lasting`` gives the story each version was in. What is not among the articles
    that were grouped any more turns nothing.
    """
    before = _before(lasting, {member for one in grouped for member in one.members})
    named, events = track(before, grouped)
    stories = tuple(one for one in named if not set(fresh).isdisjoint(one.members))
    told = {one.id for one in stories}
    firsts = {one.id: one.members[0] for one in (*before, *named)}
    turns = (turn for event in events for turn in _turns(event, firsts))
    return Tracked(
        stories, tuple(t for t in turns if t.story in told or t.other in told)
    )


def _before(lasting: Mapping[str, str], held: Collection[str]) -> list[Story]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for version, story in sorted(lasting.items()):
        if version in held:
            members[story].append(version)
    return [Story(story, tuple(versions)) for story, versions in members.items()]


def _turns(event: StoryEvent, firsts: Mapping[str, str]) -> Iterator[Turn]:
    match event:
        case StoriesMerged(story, gone):
            for other in gone:
                yield Turn(story, Kind.JOINED, other, firsts[other])
        case StorySplit(story, into):
            for other in into:
                yield Turn(other, Kind.PARTED, story, firsts[story])
                yield Turn(story, Kind.LEFT, other, firsts[other])
        case _:
            return
