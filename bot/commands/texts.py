"""What answers say in words of our own: what was searched, what was not found."""

from collections.abc import Sequence
from typing import Final

from bot.commands.grammar.kinds import Scope
from bot.commands.here import Here
from bot.digests import moments
from bot.digests.pieces import count, soft
from bot.messages import (
    Action,
    Block,
    Footer,
    Inline,
    Message,
    Paragraph,
    Section,
    Style,
    Text,
)
from bot.store.sources import Kind, Subscription
from summarizer import Source

BUTTONS: Final = 5
"""Buttons offered for one choice."""


def strong(text: str) -> Text:
    """Return words of ours that stand out."""
    return Text(text, Style.STRONG)


def code(text: str) -> Text:
    """Return a line people can type."""
    return Text(text, Style.CODE)


def say(*spans: Inline | str) -> Paragraph:
    """Return a paragraph of ours; plain strings are plain text."""
    return Paragraph(tuple(Text(s) if isinstance(s, str) else s for s in spans))


def message(*blocks: Block, actions: Sequence[Action] = ()) -> Message:
    """Return a message of one section."""
    return Message((Section(blocks, tuple(actions)),))


def choice(lines: Sequence[tuple[str, str]]) -> tuple[Action, ...]:
    """Return buttons from labels and the lines they stand for."""
    return tuple(Action(label, line) for label, line in lines[:BUTTONS])


async def searched(here: Here, scope: Scope, sources: Sequence[Source]) -> str:
    """Return “in the 9 feeds of this channel since 3 May (412 articles, …)”."""
    feeds = await here.feeds()
    reads = [feed.last_read for feed in feeds if feed.last_read]
    reads += [source.first_read for source in sources if source.first_read]
    last = max(reads, default=None)
    at = f", last read {moments.words(last, here.zone, here.now)}" if last else ""
    where = scope.outlet or _channel(feeds)
    when = f" {scope.period.words}" if scope.period.words else ""
    read = count(len(sources), "article")
    return f"in {where}{when} ({read}{at})"


def _channel(feeds: Sequence[Subscription]) -> str:
    noun = "feed" if all(feed.kind is Kind.FEED for feed in feeds) else "source"
    if len(feeds) == 1:
        return f"the one {noun} of this channel"
    return f"the {count(len(feeds), noun)} of this channel"


def about(scope: Scope) -> tuple[Inline, ...]:
    """Return “ about *the topic*”, or nothing."""
    return (Text(" about "), strong(scope.topic)) if scope.topic else ()


def limits(scope: Scope) -> str:
    """Return “ since Monday in Reuters”, or nothing."""
    when = f" {scope.period.words}" if scope.period.words else ""
    return f"{when} in {scope.outlet}" if scope.outlet else when


def footer(*spans: Inline | str) -> Footer:
    """Return small print of ours; plain strings are soft."""
    return Footer(tuple(soft(s) if isinstance(s, str) else s for s in spans))
