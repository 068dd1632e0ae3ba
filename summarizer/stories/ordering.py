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
    """A story in its place, and why it stands there."""

    story: Story
    reasons: tuple[tuple[str, float], ...]
    """What decided, named in words, most decisive first."""


def ordered(standings: Iterable[Standing], now: datetime) -> tuple[Placed, ...]:
    """Order by independent reports, then freshness in whole hours, then topics.

    Stories without any known time come after those with one; what is equal in
    everything is in order of ids.
    """

    def place(one: Standing) -> tuple[int, float, int, str]:
        story = one.story
        return -story.independent, _age(one, now), -len(one.topics), story.id

    return tuple(_placed(one, now) for one in sorted(standings, key=place))


def _age(one: Standing, now: datetime) -> float:
    if one.newest is None:
        return float("inf")
    return max(0, (now - one.newest) // timedelta(hours=1))


def _placed(one: Standing, now: datetime) -> Placed:
    reasons = [("independent reports", float(one.story.independent))]
    if one.newest is not None:
        reasons.append(("hours since the newest", float(_age(one, now))))
    reasons += [(f"topic: {topic}", 1.0) for topic in one.topics]
    return Placed(one.story, tuple(reasons))
