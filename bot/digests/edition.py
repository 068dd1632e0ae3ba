"""A channel's articles to an edition: grouped, ordered, told. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.compose import Edition, Told
from bot.digests.ordering import in_order
from bot.digests.watching import Topics
from summarizer import Brief, Lineage, Source, Story


@dataclass(frozen=True, slots=True)
class Craft:
    """How stories are found and told: the summarizer's functions, weights bound."""

    group: Callable[[Sequence[Source]], Sequence[Story]]
    brief: Callable[[Story, Sequence[Source], int], Brief]
    """A story and its articles to at most so many sentences."""
    trace: Callable[[Sequence[Source]], tuple[Story, Lineage]]
    """Articles taken for one story, and how it came about."""


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
    quotes: int = 3
    """Quotations beside them at most."""
    left_out: tuple[tuple[str, int], ...] = ()
    next_run: datetime | None = None
    note: str = ""
    command: str = "news"
    topics: Topics = field(default_factory=dict)
    """What the channel asked to hear about."""


def edit(sources: Sequence[Source], craft: Craft, cover: Cover) -> Edition:
    """Return the edition of these articles, its stories in the order of their weight.

    What is over ``most`` stories, and copies folded into a story, are counted as
    left out.
    """
    told = tell(sources, craft, cover)
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
        quotes=cover.quotes,
    )


def tell(sources: Sequence[Source], craft: Craft, cover: Cover) -> tuple[Told, ...]:
    """Return the stories of these articles, told, in the order of their weight."""
    readable = {source.version.id: source for source in sources if english(source)}
    told = []
    for story in craft.group(tuple(readable.values())):
        members = tuple(readable[v] for v in story.members if v in readable)
        brief = craft.brief(story, members, cover.sentences)
        if brief.lines:
            told.append(Told(brief, members))
    return in_order(told, cover.topics, cover.until)


def english(source: Source) -> bool:
    """Tell whether an article is read for speakers and sentences at all."""
    return source.version.language.startswith("en")
