"""Put the stories of a briefing in order, and keep the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from summarizer.models import Story


@dataclass(frozen=True, slots=True)
class Standing:
    """What a story's place in a briefing depends on."""

    story: Story
    newest: datetime | None
    """When its newest member appeared; None where no time is known."""
    topics: tuple[str, ...] = ()
    """The channel's topics that it touches."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A story in its place, and why it stands there: its independent reports first."""

    story: Story
    age: int | None
    """Hours since its newest member appeared, whole; None where no time is known."""
    topics: tuple[str, ...]
    """The channel's topics that it touches."""


def ordered(standings: Iterable[Standing], now: datetime) -> tuple[Placed, ...]:
    """Order by independent reports, freshness in whole hours, topics, all reports.

    Stories without any known time come after those with one; what is equal in
    everything is in order of ids.
    """
    placed = (Placed(one.story, _age(one, now), one.topics) for one in standings)
    return tuple(sorted(placed, key=_place))


def _place(one: Placed) -> tuple[int, float, int, int, str]:
    age = float("inf") if one.age is None else one.age
    reports = len(one.story.members)
    return -one.story.independent, age, -len(one.topics), -reports, one.story.id


def _age(one: Standing, now: datetime) -> int | None:
    if one.newest is None:
        return None
    return max(0, (now - one.newest) // timedelta(hours=1))
