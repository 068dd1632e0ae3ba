"""The neutral message as plain text: for terminals, screen readers and measuring."""

from collections.abc import Iterable
from typing import assert_never

from bot.messages import (
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Message,
    Paragraph,
    Part,
    Quotation,
    Text,
    Time,
)
from summarizer import Verbatim


def message(message: Message) -> str:
    """Return a whole message as text, blocks apart by an empty line."""
    blocks = (each for section in message.sections for each in section.blocks)
    return "\n\n".join(block(each) for each in blocks)


def part(part: Part) -> str:
    """Return a post as text, blocks apart by an empty line."""
    return "\n\n".join(block(item) for item in part.blocks)


def block(block: Block) -> str:
    """Return a block as text, without marks of emphasis."""
    match block:
        case Heading() | Paragraph() | Footer():
            return inlines(block.spans)
        case Quotation():
            parts = (block.by, block.words, block.source)
            return "\n".join(inlines(item) for item in parts if item)
        case Listing():
            marks = (
                f"{n}." if block.numbered else "•"
                for n in range(block.first, 1_000_000)
            )
            return "\n".join(
                f"{mark} {inlines(item)}"
                for mark, item in zip(marks, block.items, strict=False)
            )
        case _:
            assert_never(block)


def inlines(spans: Iterable[Inline]) -> str:
    """Return spans as text; a link by its label, a time by its fallback."""
    return "".join(inline(item) for item in spans)


def inline(span: Inline) -> str:
    """Return one span as text."""
    match span:
        case Text() | Verbatim():
            return span.text
        case Link():
            return span.label.text
        case Time():
            return span.fallback
        case _:
            assert_never(span)
