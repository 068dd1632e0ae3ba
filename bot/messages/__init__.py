"""The neutral message, and its division into posts. It knows no platform."""

from bot.messages.model import (
    Action,
    Block,
    Clock,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Message,
    Paragraph,
    Part,
    Quotation,
    Section,
    Style,
    Text,
    Time,
)
from bot.messages.spans import spans, unlinked, verbatims
from bot.messages.split import CONTINUED, Room, split

__all__ = [
    "CONTINUED",
    "Action",
    "Block",
    "Clock",
    "Footer",
    "Heading",
    "Inline",
    "Link",
    "Listing",
    "Message",
    "Paragraph",
    "Part",
    "Quotation",
    "Room",
    "Section",
    "Style",
    "Text",
    "Time",
    "spans",
    "split",
    "unlinked",
    "verbatims",
]
