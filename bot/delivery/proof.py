"""The promise, checked once more before a post goes out: verbatim is verbatim."""

from collections.abc import Iterator, Mapping
from typing import assert_never

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
)
from summarizer import Verbatim


def verbatims(part: Part) -> Iterator[Verbatim]:
    """Yield every piece of a post that claims to stand in an article."""
    for block in part.blocks:
        for span in _spans(block):
            if isinstance(span, Verbatim):
                yield span
            elif isinstance(span, Link) and isinstance(span.label, Verbatim):
                yield span.label


def broken(part: Part, texts: Mapping[str, str]) -> Verbatim | None:
    """Return the first piece that does not stand where it says, or None."""
    for piece in verbatims(part):
        text = texts.get(piece.version)
        if text is None or piece.span.of(text) != piece.text:
            return piece
    return None


def _spans(block: Block) -> tuple[Inline, ...]:
    match block:
        case Heading(spans) | Paragraph(spans) | Footer(spans):
            return spans
        case Quotation(by, words, source):
            return (*by, *words, *source)
        case Listing(items):
            return tuple(span for item in items for span in item)
        case _:
            assert_never(block)
