"""What is shown of a quotation."""

import pytest

from bot.digests import pieces
from summarizer import Article, Quote, QuoteKind, Reading, Source, Version
from summarizer.models import Layout, Span, Verbatim

SAID = "The board ordered that a recount be held. The board said it would wait."


def place(words: str) -> Span:
    start = SAID.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("kind", "cue", "content", "shown"),
    [
        (QuoteKind.INDIRECT, "ordered", "a recount be held", "ordered that a recount"),
        (QuoteKind.INDIRECT, "said", "it would wait", "it would wait"),
        (QuoteKind.DIRECT, "ordered", "a recount be held", "a recount be held"),
        (QuoteKind.INDIRECT, "ordered", "it would wait", "it would wait"),
    ],
)
def test_a_cue_that_tells_more_than_said_opens_indirect_words(
    kind: QuoteKind, cue: str, content: str, shown: str
) -> None:
    source = Source(
        Version(Article("a", "The Lantern", None), SAID),
        Reading(Layout(None, None, None, None, (Span(0, len(SAID)),), ()), (), (), ()),
    )
    quote = Quote(kind, (place(content),), (place(cue),), (place("The board"),), None)

    (words,) = pieces.said(source, quote)

    assert isinstance(words, Verbatim)
    assert words.text.startswith(shown)
