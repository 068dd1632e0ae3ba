"""One part to one post: Slack blocks and the text that stands in for them. Pure."""

import re
from dataclasses import dataclass
from typing import assert_never

from bot import plain
from bot.adapters.slack import mrkdwn, rich
from bot.adapters.slack.direction import isolated
from bot.adapters.slack.payload import Object
from bot.chat import Limits
from bot.messages import (
    Action,
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Part,
    Quotation,
    Style,
    Text,
    Time,
    spans,
)
from summarizer import Verbatim

HEADER = 150
"""Characters of a header block at most.

https://docs.slack.dev/reference/block-kit/blocks/header-block
"""
CONTEXT = 2_000
"""Characters of small print at most; longer ones become running text."""
BUTTONS = 25
"""Elements of an actions block at most."""
LABEL = 75
"""Characters of a button's label at most."""
VALUE = 2_000
"""Characters of a button's value at most."""
LINE = "line"
"""What the action id of a button with a command starts with."""

_ENTITY = re.compile(r"&(amp|lt|gt);")


@dataclass(frozen=True, slots=True)
class Post:
    """A message as Slack takes it: blocks, and a text for screen readers."""

    blocks: tuple[Object, ...]
    text: str


def post(part: Part) -> Post:
    """Return the one post that shows ``part``."""
    rows = buttons(part.actions, f"{LINE}:{part.index}")
    return Post((*shown(part.blocks), *rows), mrkdwn.fallback(part.blocks) or "…")


def shown(blocks: tuple[Block, ...]) -> tuple[Object, ...]:
    """Return the blocks that show neutral ones; one that says nothing shows nothing."""
    return tuple(made for block in blocks if (made := _block(block)))


def buttons(actions: tuple[Action, ...], prefix: str) -> tuple[Object, ...]:
    """Return rows of buttons; a command too long for a button has none."""
    made = [
        button(action, f"{prefix}:{number}")
        for number, action in enumerate(actions)
        if len(action.command) <= VALUE and action.label
    ]
    return tuple(
        {"type": "actions", "elements": made[i : i + BUTTONS]}
        for i in range(0, len(made), BUTTONS)
    )


def button(action: Action, name: str) -> Object:
    """Return a button whose value is the line it stands for."""
    label = action.label
    words = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    return {
        "type": "button",
        "action_id": name,
        "text": {"type": "plain_text", "text": words, "emoji": False},
        "value": action.command,
    }


def measure(block: Block) -> int:
    """Return how much of `LIMITS.size` a block takes: its words and addresses.

    Counted as Slack may count at worst: escaped, in UTF-16 units.
    """
    return sum(_size(span) for span in spans(block)) + _NUMBER * _count(block)


LIMITS = Limits(size=11_000, blocks=45, actions=BUTTONS, measure=measure)
"""What one message may hold.

Slack takes 50 blocks and, undocumented, about 12,000 characters over all of them
(``msg_blocks_too_long``); rows of buttons are blocks too.
https://docs.slack.dev/reference/block-kit/blocks
"""
_NUMBER = 6
"""Characters a list's number or bullet may take."""


def _block(block: Block) -> Object | None:
    match block:
        case Heading():
            return _heading(block.spans)
        case Paragraph():
            return rich.paragraph(block.spans)
        case Quotation():
            return rich.quotation(block)
        case Listing():
            return rich.listing(block)
        case Footer():
            return _footer(block.spans)
    assert_never(block)


def _heading(spans: tuple[Inline, ...]) -> Object | None:
    text = plain.inlines(spans)
    if not _fits_header(spans, text):
        return rich.paragraph(spans, bold=True)
    return {"type": "header", "text": {"type": "plain_text", "text": isolated(text)}}


def _fits_header(spans: tuple[Inline, ...], text: str) -> bool:
    """Say whether a header, which is all of one kind, can show these spans.

    Words of our own that mark themselves as such may not pass for a headline's.
    """
    marked = any(isinstance(s, Text) and s.style is Style.SOFT for s in spans)
    quoted = any(isinstance(s, Verbatim) for s in spans)
    linked = any(isinstance(s, Link | Time) for s in spans)
    short = 0 < len(isolated(text)) <= HEADER and bool(text.strip())
    return short and not linked and not (marked and quoted) and not _decodes(text)


def _decodes(text: str) -> bool:
    # Whether plain_text decodes entities is not documented; rich text does not.
    return bool(_ENTITY.search(text) or re.search(r"<[!@#]|:[\w+-]+:", text))


def _footer(spans: tuple[Inline, ...]) -> Object | None:
    text = mrkdwn.marked(spans)
    if not text.strip() or not mrkdwn.is_safe(spans) or len(text) > CONTEXT:
        return rich.paragraph(spans)
    small: Object = {"type": "mrkdwn", "text": text, "verbatim": True}
    return {"type": "context", "elements": [small]}


def _count(block: Block) -> int:
    return len(block.items) if isinstance(block, Listing) else 1


def _size(span: Inline) -> int:
    if isinstance(span, Time):
        return len(span.fallback) + 40
    if isinstance(span, Link):
        return _units(span.label.text) + len(span.address)
    return _units(span.text)


def _units(text: str) -> int:
    return len(mrkdwn.escape(isolated(text)).encode("utf-16-le")) // 2
