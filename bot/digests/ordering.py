"""Stories in the order of a briefing, and in words why each stands where it does. Pure.

The order itself is `summarizer.stories.ordered`; here is what it looks at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final, assert_never

from bot.digests.compose import Told
from bot.digests.pieces import count
from bot.digests.watching import Topics
from summarizer import (
    Day,
    Moment,
    Placed,
    Source,
    Standing,
    Story,
    Undated,
    Year,
    ordered,
)

UNKNOWN: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The freshness of an article of which no time is known at all."""
DAYS: Final = 48
"""Hours from which on an age is said in days."""


def in_order(told: Iterable[Told], topics: Topics, now: datetime) -> tuple[Told, ...]:
    """Return stories in the order of their weight, each with the reason in words."""
    by_story = {each.brief.story.id: each for each in told}
    standings = [
        _standing(each.brief.story, each.sources, topics) for each in by_story.values()
    ]
    return tuple(
        replace(by_story[placed.story.id], why=_words(placed))
        for placed in ordered(standings, now)
    )


def reason(
    story: Story, sources: Sequence[Source], topics: Topics, now: datetime
) -> str:
    """Return in words what decides where one story stands."""
    [placed] = ordered([_standing(story, sources, topics)], now)
    return _words(placed)


def freshness(source: Source) -> datetime:
    """Return the latest moment an article may be from, by what is known of it."""
    match source.published:
        case Moment(at=at):
            return at
        case Day(on=on):
            return datetime.combine(on, time(12), UTC)
        case Year(year=year):
            return datetime(year, 1, 1, tzinfo=UTC)
        case Undated():
            return UNKNOWN
        case _:
            assert_never(source.published)


def _standing(story: Story, sources: Sequence[Source], topics: Topics) -> Standing:
    newest = max(map(freshness, sources), default=UNKNOWN)
    ids = {source.version.id for source in sources}
    touched = tuple(topic for topic, about in topics.items() if ids & about)
    return Standing(story, None if newest == UNKNOWN else newest, touched)


def _words(placed: Placed) -> str:
    story = placed.story
    reports = count(story.independent, "independent report")
    copies = count(len(story.folded), "copy")
    said = [f"{reports} ({copies} of another’s text not counted)"]
    if not story.folded:
        said = [reports]
    if placed.age is not None:
        said.append(f"the newest {_age(placed.age)}")
    if placed.topics:
        said.append(f"about {' and '.join(f'“{topic}”' for topic in placed.topics)}")
    return ", ".join(said)


def _age(hours: int) -> str:
    if hours < 1:
        return "less than an hour old"
    return f"{count(hours, 'hour')} old" if hours < DAYS else f"{hours // 24} days old"
