"""A block as its spans, whatever kind it is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from bot.messages.model import (
    Block,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Part,
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


def unlinked(part: Part) -> Part:
    """Return a part that says the same, without any link."""
    return replace(part, blocks=tuple(map(_bare, part.blocks)))


def _bare(block: Block) -> Block:
    match block:
        case Heading() | Paragraph() | Footer():
            return replace(block, spans=_labels(block.spans))
        case Quotation(by, words, source):
            return Quotation(_labels(by), _labels(words), _labels(source))
        case Listing():
            return replace(block, items=tuple(map(_labels, block.items)))
        case _:
            assert_never(block)


def _labels(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(each.label if isinstance(each, Link) else each for each in inlines)
