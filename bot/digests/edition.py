"""A channel's articles to an edition: grouped, ordered, told. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.digests.compose import Edition, Told
from bot.digests.pieces import count
from summarizer import (
    Brief,
    Day,
    Moment,
    Source,
    Story,
    Undated,
    Year,
)

UNKNOWN = datetime(1, 1, 1, tzinfo=UTC)
"""The freshness of an article of which no time is known at all."""


@dataclass(frozen=True, slots=True)
class Craft:
    """How stories are found and told: the summarizer's functions, weights bound."""

    group: Callable[[Sequence[Source]], Sequence[Story]]
    brief: Callable[[Story, Sequence[Source], int], Brief]
    """A story and its articles to at most so many sentences."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands around the stories: name, time and bookkeeping."""

    title: str
    zone: ZoneInfo
    until: datetime
    since: datetime | None = None
    most: int = 7
    """Stories at most."""
    sentences: int = 3
    """Sentences of a story at most."""
    left_out: tuple[tuple[str, int], ...] = ()
    next_run: datetime | None = None
    note: str = ""
    command: str = "news"


def edit(sources: Sequence[Source], craft: Craft, cover: Cover) -> Edition:
    """Return the edition of these articles, its stories in the order of their weight.

    What is over ``most`` stories, and copies folded into a story, are counted as
    left out.
    """
    told = tell(sources, craft, cover.sentences)
    shown, rest = told[: cover.most], told[cover.most :]
    folded = sum(len(each.brief.story.folded) for each in shown)
    over = sum(len(each.sources) for each in rest)
    counted = (("folded", folded), (f"beyond {cover.most} stories", over))
    foreign = tuple(s for s in sources if not english(s))
    return Edition(
        title=cover.title,
        zone=cover.zone,
        until=cover.until,
        since=cover.since,
        stories=shown,
        foreign=foreign,
        articles=len(sources),
        outlets=len({source.outlet for source in sources if source.outlet}),
        left_out=tuple((why, n) for why, n in (*counted, *cover.left_out) if n),
        next_run=cover.next_run,
        note=cover.note,
        command=cover.command,
    )


def tell(sources: Sequence[Source], craft: Craft, sentences: int) -> tuple[Told, ...]:
    """Return the stories of these articles, told, in the order of their weight."""
    readable = {source.version.id: source for source in sources if english(source)}
    grouped = craft.group(tuple(readable.values()))
    told = []
    for story in grouped:
        members = tuple(readable[v] for v in story.members if v in readable)
        brief = craft.brief(story, members, sentences)
        if brief.lines:
            told.append(Told(brief, members, why(story, members)))
    return tuple(sorted(told, key=by_weight))


def english(source: Source) -> bool:
    """Tell whether an article is read for speakers and sentences at all."""
    return source.version.language.startswith("en")


def by_weight(told: Told) -> tuple[int, float, str]:
    """Order by independent reports, then freshness; ids keep ties in place."""
    story = told.brief.story
    latest = max(map(freshness, told.sources), default=UNKNOWN)
    return -story.independent, -(latest - UNKNOWN).total_seconds(), story.id


def why(story: Story, members: Sequence[Source]) -> str:
    """Return why a story stands where it stands, in words."""
    reports = count(story.independent, "independent report")
    folded = len(story.folded)
    copies = f" ({count(folded, 'copy')} of another’s text not counted)"
    known = [s for s in members if isinstance(s.published, Moment)]
    latest = max((freshness(s) for s in known), default=None)
    when = f", the latest of {latest:%Y-%m-%d %H:%M} UTC" if latest else ""
    return f"{reports}{copies if folded else ''}{when}"


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
