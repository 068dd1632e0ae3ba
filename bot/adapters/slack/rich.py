"""Rich text: elements in which nothing is markup, so that nothing needs escaping.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from typing import assert_never

from bot.adapters.slack.direction import isolated
from bot.adapters.slack.mrkdwn import FORMATS
from bot.adapters.slack.payload import Object
from bot.messages import Inline, Link, Listing, Quotation, Style, Text, Time
from summarizer import Verbatim

ADDRESS = 3_000
"""Characters of an address at most (Slack's limit for a button's; links have none)."""

_STYLES = {Style.STRONG: "bold", Style.SOFT: "italic", Style.CODE: "code"}
_URL = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_HTTP = re.compile(r"https?://[^\s]+$", re.IGNORECASE)


def paragraph(spans: tuple[Inline, ...], *, bold: bool = False) -> Object | None:
    """Return a block of running text; None where there is nothing to show."""
    return _block([_section(spans, bold=bold)])


def quotation(quote: Quotation) -> Object | None:
    """Return speaker, words and source: one above the other, the words set off."""
    words = elements(quote.words)
    return _block(
        [
            _section(quote.by, bold=True),
            {"type": "rich_text_quote", "elements": words} if words else None,
            _section(quote.source),
        ]
    )


def listing(list_: Listing) -> Object | None:
    """Return a list; an empty item of a numbered one keeps its number."""
    empty = _nothing() if list_.numbered else None
    kept = [line for item in list_.items if (line := _section(item) or empty)]
    if not kept:
        return None
    style = "ordered" if list_.numbered else "bullet"
    shown: Object = {"type": "rich_text_list", "style": style, "elements": kept}
    if list_.numbered and list_.first > 1:
        shown["offset"] = list_.first - 1
    return _block([shown])


def elements(spans: tuple[Inline, ...], *, bold: bool = False) -> list[Object]:
    """Return ``spans`` as elements, none of them empty."""
    return [element for span in spans for element in _inline(span, bold=bold)]


def _block(parts: list[Object | None]) -> Object | None:
    kept = [part for part in parts if part]
    return {"type": "rich_text", "elements": kept} if kept else None


def _section(spans: tuple[Inline, ...], *, bold: bool = False) -> Object | None:
    inside = elements(spans, bold=bold)
    return {"type": "rich_text_section", "elements": inside} if inside else None


def _nothing() -> Object:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": " "}]}


def _inline(span: Inline, *, bold: bool) -> list[Object]:
    match span:
        case Link():
            return _link(span, bold=bold)
        case Time():
            return [_moment(span)]
        case Text() | Verbatim():
            return _words(span, bold=bold)
    assert_never(span)


def _words(span: Text | Verbatim, *, bold: bool) -> list[Object]:
    if not span.text:
        return []
    element: Object = {"type": "text", "text": isolated(span.text)}
    return [_styled(element, span, bold=bold)]


def _link(link: Link, *, bold: bool) -> list[Object]:
    if not _HTTP.match(link.address) or len(link.address) > ADDRESS:
        return _words(link.label, bold=bold)
    if isinstance(link.label, Verbatim) and _URL.search(link.label.text):
        # A headline that looks like an address must not lead to another one.
        return [*_words(link.label, bold=bold), _arrow(link.address)]
    shown = link.label.text or link.address
    element: Object = {"type": "link", "url": link.address, "text": isolated(shown)}
    return [_styled(element, link.label, bold=bold)]


def _arrow(address: str) -> Object:
    return {"type": "link", "url": address, "text": " ↗"}


def _moment(time: Time) -> Object:
    return {
        "type": "date",
        "timestamp": int(time.at.timestamp()),
        "format": FORMATS[time.show],
        "fallback": time.fallback or f"{time.at:%Y-%m-%d %H:%M %Z}",
    }


def _styled(element: Object, words: Text | Verbatim, *, bold: bool) -> Object:
    names = {"bold"} if bold else set()
    if isinstance(words, Text) and words.style in _STYLES:
        names.add(_STYLES[words.style])
    if names:
        element["style"] = dict.fromkeys(sorted(names), True)
    return element
