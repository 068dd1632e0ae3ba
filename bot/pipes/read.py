"""``dateline read``: an article's text in, all that was understood of it out.

Offsets in the output count code points of the JSON-decoded text, before any repair.
"""

from collections.abc import Iterable

from bot.pipes import Handle, Record, optional, parsed, string
from summarizer import Dropped, Layout, Quote, Reader, Reading, Span, Speaker, load


def start(sentences: int, algorithm: str) -> Handle:
    """Load the models once and return the filter's handle."""
    reader = load(algorithm=algorithm)

    def handle(line: bytes) -> Record:
        return understood(reader, parsed(line), sentences)

    return handle


def understood(reader: Reader, record: Record, sentences: int) -> Record:
    """Read one article.

    Raises:
        BadLine: its text is missing, or its title is neither text nor null.
    """
    text, title = string(record, "text"), optional(record, "title")
    reading = reader.read(text, title, sentences=sentences)
    shown = _layout(reading.layout, text) | _reading(reading, text)
    if reading.layout.title is None:
        shown["title"] = title
    return {"id": record["id"]} | shown


def _layout(layout: Layout, text: str) -> Record:
    return {
        "title": _of(layout.title, text),
        "byline": _of(layout.byline, text),
        "agency": _of(layout.agency, text),
        "year": layout.year,
        "paragraphs": _spans(layout.paragraphs),
        "dropped": [_dropped(item, text) for item in layout.dropped],
    }


def _reading(reading: Reading, text: str) -> Record:
    sentences = [item.span for item in reading.sentences]
    return {
        "sentences": _spans(sentences),
        "summary": _spans(sentences[index] for index in reading.summary),
        "quotes": [_quote(quote, text) for quote in reading.quotes],
    }


def _of(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]


def _dropped(dropped: Dropped, text: str) -> Record:
    return {
        "line": list(dropped.span),
        "text": dropped.span.of(text),
        "why": dropped.why,
    }


def _quote(quote: Quote, text: str) -> Record:
    return {
        "type": str(quote.kind),
        "content": _spans(quote.content),
        "cue": _spans(quote.cue),
        "source": _spans(quote.source),
        "speaker": _speaker(quote.speaker, text) if quote.speaker else None,
        "negated": quote.negated,
        "second_hand": quote.second_hand,
        "confidence": round(quote.confidence, 3),
    }


def _speaker(speaker: Speaker, text: str) -> Record:
    return {
        "name": speaker.name_span.of(text),
        "role": _of(speaker.role_span, text),
    }
