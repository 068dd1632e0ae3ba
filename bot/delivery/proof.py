"""The promise, checked once more before a post goes out: verbatim is verbatim."""

from collections.abc import Mapping

from bot.messages import Part, verbatims
from summarizer import Verbatim


def broken(part: Part, texts: Mapping[str, str]) -> Verbatim | None:
    """Return the first piece that does not stand where it says, or None."""
    for piece in verbatims(part.blocks):
        text = texts.get(piece.version)
        if text is None or piece.span.of(text) != piece.text:
            return piece
    return None
