"""One part to HTML. Pure; every character of text is escaped here, once."""

from collections.abc import Iterable
from html import escape
from typing import assert_never
from urllib.parse import urlsplit

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
)
from summarizer import Verbatim

TAGS = {
    Style.PLAIN: ("", ""),
    Style.STRONG: ("<strong>", "</strong>"),
    Style.SOFT: ('<span class="soft">', "</span>"),
    Style.CODE: ("<code>", "</code>"),
}


def part(part: Part) -> str:
    """Return a post's inner HTML, buttons included."""
    return "".join(block(item) for item in part.blocks) + actions(part.actions)


def block(block: Block) -> str:
    """Return one block as HTML."""
    match block:
        case Heading():
            return f"<h3>{inlines(block.spans)}</h3>"
        case Paragraph():
            return f"<p>{inlines(block.spans)}</p>"
        case Quotation():
            return _quotation(block)
        case Listing():
            return _listing(block)
        case Footer():
            return f"<footer>{inlines(block.spans)}</footer>"
        case _:
            assert_never(block)


def _quotation(block: Quotation) -> str:
    by = f'<div class="by">{inlines(block.by)}</div>' if block.by else ""
    cite = f"<cite>{inlines(block.source)}</cite>" if block.source else ""
    words = f"<blockquote>{inlines(block.words)}</blockquote>"
    return f"<figure>{by}{words}{cite}</figure>"


def _listing(block: Listing) -> str:
    tag = "ol" if block.numbered else "ul"
    start = f' start="{block.first}"' if block.numbered and block.first > 1 else ""
    items = "".join(f"<li>{inlines(item)}</li>" for item in block.items)
    return f"<{tag}{start}>{items}</{tag}>"


def inlines(spans: Iterable[Inline]) -> str:
    """Return spans as HTML."""
    return "".join(inline(item) for item in spans)


def inline(span: Inline) -> str:
    """Return one span as HTML; verbatim text is marked as what it is."""
    match span:
        case Text():
            before, after = TAGS[span.style]
            return f"{before}{text(span.text)}{after}"
        case Verbatim():
            return f'<span class="verbatim">{text(span.text)}</span>'
        case Link():
            return _link(span)
        case Time():
            at = escape(span.at.isoformat())
            shown = text(span.fallback)
            return f'<time datetime="{at}" data-show="{span.show}">{shown}</time>'
        case _:
            assert_never(span)


def _link(link: Link) -> str:
    label = inline(link.label)
    if urlsplit(link.address).scheme not in {"http", "https"}:
        return label
    href = escape(link.address)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{label}</a>'


def text(raw: str) -> str:
    """Escape text and keep its line breaks."""
    return escape(raw).replace("\n", "<br>")


def actions(items: Iterable[Action]) -> str:
    """Return the buttons under a post, or nothing."""
    buttons = "".join(
        f'<button type="button" data-command="{escape(item.command)}">'
        f"{text(item.label)}</button>"
        for item in items
    )
    return f'<div class="actions">{buttons}</div>' if buttons else ""
