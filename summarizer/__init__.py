"""Text in, facts out: who said what, where, and what stands for an article.

Pure: no network, no database, no clock, no logging. Everything outside imports from
here and from nowhere below.
"""

from importlib.resources import files

from summarizer import forest, ranking
from summarizer.editor import Editor
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
from summarizer.reader import Reader
from summarizer.stories import Frequencies

__all__ = [
    "Answer",
    "Article",
    "Brief",
    "Cited",
    "Day",
    "Dropped",
    "Editor",
    "Figure",
    "Layout",
    "Line",
    "Moment",
    "Ours",
    "Outcome",
    "Piece",
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
    "Story",
    "Undated",
    "Verbatim",
    "Version",
    "Voice",
    "Year",
    "digest",
    "load",
    "load_editor",
]


def load(*, algorithm: str = ranking.LEARNED) -> Reader:
    """Read the packaged weights; the one place that does.

    ``algorithm`` is `ranking.LEARNED` or the name of one of sumy's summarizers.

    Raises:
        ValueError: there is no such algorithm.
    """
    if algorithm not in (ranking.LEARNED, *ranking.ALGORITHMS):
        known = ", ".join([ranking.LEARNED, *ranking.ALGORITHMS])
        raise ValueError(f"no algorithm “{algorithm}”; there are {known}")
    ranker = files("summarizer") / "weights" / "ranker.json"
    return Reader(
        algorithm=algorithm,
        ranker=forest.loads(ranker.read_bytes()) if ranker.is_file() else None,
    )


def load_editor() -> Editor:
    """Read what grouping and telling need: no model, a few hundred kilobytes."""
    table = files("summarizer") / "weights" / "frequencies.txt"
    return Editor(Frequencies.parse(table.read_bytes()))
