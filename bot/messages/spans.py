"""A block as its spans, whatever kind it is."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.messages.model import (
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quotation,
)
from summarizer import Verbatim


def spans(block: Block) -> tuple[Inline, ...]:
    """Return the spans of a block, in the order they are read."""
    match block:
        case Heading() | Paragraph() | Footer():
            return block.spans
        case Quotation():
            return (*block.by, *block.words, *block.source)
        case Listing():
            return tuple(span for item in block.items for span in item)
        case _:
            assert_never(block)


def verbatims(blocks: Iterable[Block]) -> Iterator[Verbatim]:
    """Yield every piece that claims to stand in an article, labels of links too."""
    for block in blocks:
        for span in spans(block):
            words = span.label if isinstance(span, Link) else span
            if isinstance(words, Verbatim):
                yield words
