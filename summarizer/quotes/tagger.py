"""Find who is said to say what: the trained model, from text to attributions."""

from collections.abc import Iterator, Sequence

from summarizer.encoder import Array, Ids, Network, WordPieces
from summarizer.models import Span
from summarizer.quotes import bounds, decode, scores, windows
from summarizer.quotes.attribution import Attribution
from summarizer.quotes.decode import Found
from summarizer.quotes.windows import Words

BLOCK = 60_000
"""Characters read at a time, so that memory stays bounded however long a text is."""

KEPT = 0.4
"""Least certainty that something was said, and that by this source. Higher, the
development set loses end to end; lower, other news (GUM) does."""

KEPT_MARKED = 0.35
"""The same where there are quotation marks."""

MARKED = 0.8
"""How far quotation marks vouch for speech where the cue does not; development set."""

UNSOURCED = 0.5
"""Stands for the pointer's certainty where no source is named."""


class Tagger:
    """The model in its own single-threaded session."""

    def __init__(self, model: bytes, tokenizer: bytes) -> None:
        """Load the network and its word pieces."""
        self._network = Network(model)
        self._pieces = WordPieces(tokenizer)

    def attributions(
        self, text: str, paragraphs: Sequence[Span]
    ) -> tuple[Attribution, ...]:
        """Find attributions of speech within paragraphs, in the order of their cues."""
        return tuple(
            attribution
            for block in blocks(paragraphs)
            for attribution in self._read(text, block)
        )

    def _read(self, text: str, block: Sequence[Span]) -> Iterator[Attribution]:
        words = self._words(text, block)
        if not words.bounds:
            return
        scored = scores.score(words, self._run)
        for found in decode.decode(scored, words.starts):
            marked = bounds.marked(text, words, found.content)
            if kept(found, marked=marked):
                yield _attribution(text, words, found)

    def _words(self, text: str, block: Sequence[Span]) -> Words:
        places: list[tuple[int, int]] = []
        pieces: list[tuple[int, ...]] = []
        for start, end in block:
            where, what = self._pieces.words(text[start:end])
            places.extend((start + low, start + high) for low, high in where)
            pieces.extend(what)
        return windows.read(text, places, pieces, block)

    def _run(self, ids: Ids, shapes: Ids, places: Ids) -> Sequence[Array]:
        return self._network.run({"ids": ids, "shapes": shapes, "places": places})


def kept(found: Found, *, marked: bool) -> bool:
    """Tell speech that is sure enough from belief, intention and noise."""
    if marked:
        return max(found.speech, MARKED) * _margin(found) >= KEPT_MARKED
    return found.speech * _margin(found) >= KEPT


def blocks(paragraphs: Sequence[Span]) -> Iterator[list[Span]]:
    """Put paragraphs together until they fill a block; cut those that overfill one."""
    block: list[Span] = []
    size = 0
    for paragraph in paragraphs:
        for start in range(paragraph.start, paragraph.end, BLOCK):
            part = Span(start, min(start + BLOCK, paragraph.end))
            if block and size + part.end - part.start > BLOCK:
                yield block
                block, size = [], 0
            block.append(part)
            size += part.end - part.start
    if block:
        yield block


def _attribution(text: str, words: Words, found: Found) -> Attribution:
    content = bounds.mended(text, words, found)
    return Attribution(
        source=bounds.spans(words, found.source),
        cue=bounds.spans(words, found.cue),
        content=content,
        margin=_margin(found),
    )


def _margin(found: Found) -> float:
    """Multiply what the tags and the pointers are sure of."""
    return found.tagged * found.linked * (found.sourced or UNSOURCED)
