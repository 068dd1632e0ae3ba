"""One part to the body of one Discord message. Pure; the limits are data.

Blocks become the description of one embed, so that a post is one quiet card: no
previews of links, nothing that can ping but a role a maintainer named.
"""

from dataclasses import replace
from typing import NotRequired, TypedDict, assert_never

from bot import plain
from bot.adapters.discord import buttons, markup
from bot.chat import Limits
from bot.messages import (
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
)

FOOTER = 2_048
DESCRIPTION = 4_096
"""Characters of an embed's description (Discord, Embed Limits; 6,000 over all)."""
BLOCKS = 60
ACTIONS = 25
"""Five rows of five buttons (Discord, Action Row)."""
COLOUR = 0x2B6CB0
SILENT = 1 << 12
"""SUPPRESS_NOTIFICATIONS: the stories under a briefing ring nobody's bell."""
GAP = "\n\n"
EMPTY = "·"
"""Stands where a part has buttons only: an embed may not be blank."""


class Embed(TypedDict):
    """What we use of an embed."""

    description: str
    color: int
    url: str
    footer: NotRequired[dict[str, str]]


class Body(TypedDict):
    """What we use of Create Message and of an interaction's answer."""

    content: NotRequired[str]
    embeds: list[Embed]
    components: list[buttons.Row]
    allowed_mentions: dict[str, list[str]]
    flags: NotRequired[int]
    nonce: NotRequired[str]
    enforce_nonce: NotRequired[bool]
    message_reference: NotRequired[dict[str, object]]


def body(part: Part, key: str = "") -> Body:
    """Return the message a part becomes; ``key`` is hidden in its embed's address."""
    shown: Body = {
        "embeds": [_embed(part, key)],
        "components": buttons.rows(part.actions),
        "allowed_mentions": {"parse": []},
    }
    if part.ping.isdecimal():
        shown["content"] = f"<@&{part.ping}>"
        shown["allowed_mentions"]["roles"] = [part.ping]
    if part.parent is not None:
        shown["flags"] = SILENT
    return shown


def _embed(part: Part, key: str) -> Embed:
    small = footer(part)
    above = part if small is None else replace(part, blocks=part.blocks[:-1])
    shown: Embed = {
        "description": description(above),
        "color": COLOUR,
        "url": buttons.mark(key, part.actions),
    }
    if small is not None:
        shown["footer"] = {"text": small}
    return shown


def footer(part: Part) -> str | None:
    """Return the small print under a part; None where it is better a paragraph.

    An embed's footer shows neither links nor each reader's own time.
    """
    last = part.blocks[-1] if len(part.blocks) > 1 else None
    if not isinstance(last, Footer) or any(isinstance(s, Link) for s in last.spans):
        return None
    text = markup.clean(plain.block(last)).strip()
    return text if text and size(text) <= FOOTER else None


def description(part: Part) -> str:
    """Return a part's blocks as markup."""
    shown = [block(item, first=at == 0) for at, item in enumerate(part.blocks)]
    return GAP.join(text for text in shown if text.strip()) or EMPTY


def block(block: Block, *, first: bool = False) -> str:
    """Return one block as markup; a heading that opens a post is larger."""
    match block:
        case Heading():
            return _line("## " if first else "### ", block.spans)
        case Paragraph():
            return markup.spans(block.spans, lines=True).strip()
        case Quotation():
            return _quotation(block)
        case Listing():
            return _listing(block)
        case Footer():
            return markup.spans(block.spans).strip()
        case _:
            assert_never(block)


def measure(item: Block) -> int:
    """Return the room a block takes of a description, in UTF-16 units.

    Discord does not say what it counts; no count is larger than this one.
    """
    return size(block(item) + GAP)


def size(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


LIMITS = Limits(size=DESCRIPTION, blocks=BLOCKS, actions=ACTIONS, measure=measure)


def title(part: Part) -> str | None:
    """Return the plain words of a part's first heading, for a thread's name."""
    for item in part.blocks:
        if isinstance(item, Heading):
            return " ".join(plain.inlines(item.spans).split()) or None
    return None


def _line(opener: str, spans: tuple[Inline, ...]) -> str:
    words = markup.spans(spans).strip()
    return opener + words if words else ""


def _quotation(quotation: Quotation) -> str:
    """Return who spoke, and under it the words and where they stand, set off."""
    by = markup.spans(_named(quotation.by)).strip()
    words = markup.spans(quotation.words, lines=True).strip()
    source = markup.spans(quotation.source).strip()
    quoted = [
        f"> {line}" for text in (words, source) if text for line in text.split("\n")
    ]
    return "\n".join([by, *quoted] if by else quoted)


def _named(by: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Make the speaker's name strong where the message does not say what is."""
    if not by or any(isinstance(s, Text) and s.style is Style.STRONG for s in by):
        return by
    name, *rest = by
    words = getattr(name, "text", None)
    return by if words is None else (Text(words, Style.STRONG), *rest)


def _listing(listing: Listing) -> str:
    numbers = range(listing.first, listing.first + len(listing.items))
    return "\n".join(
        (f"{number}. " if listing.numbered else "- ") + markup.spans(item).strip()
        for number, item in zip(numbers, listing.items, strict=True)
    )
