"""Features as bytes and back: JSON, so that a database holds nothing that executes."""

import json
from datetime import date, datetime
from typing import TypedDict, assert_never

from summarizer.models import Day, Moment, Published, Undated, Year
from summarizer.stories.features import Features


class _Stored(TypedDict):
    id: str
    published: str
    outlet: str
    first_read: str | None
    headline_only: bool
    length: int
    terms: list[int]
    weights: list[int]
    sketch: list[int]
    vector: list[int]


def to_bytes(article: Features) -> bytes:
    """Return features in a form that from_bytes reads."""
    read = article.first_read
    stored = _Stored(
        id=article.id,
        published=_written(article.published),
        outlet=article.outlet,
        first_read=read.isoformat() if read else None,
        headline_only=article.headline_only,
        length=article.length,
        terms=list(article.terms),
        weights=list(article.weights),
        sketch=sorted(article.sketch),
        vector=list(article.vector),
    )
    return json.dumps(stored, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Features:
    """Read what to_bytes wrote.

    Raises:
        ValueError, KeyError: it is something else.
    """
    stored: _Stored = json.loads(data)
    read = stored["first_read"]
    return Features(
        id=stored["id"],
        published=_read(stored["published"]),
        outlet=stored["outlet"],
        first_read=datetime.fromisoformat(read) if read else None,
        headline_only=stored["headline_only"],
        length=stored["length"],
        terms=tuple(stored["terms"]),
        weights=tuple(stored["weights"]),
        sketch=frozenset(stored["sketch"]),
        vector=tuple(stored["vector"]),
    )


def _written(published: Published) -> str:
    match published:
        case Moment(at):
            return at.isoformat()
        case Day(on):
            return on.isoformat()
        case Year(year):
            return str(year)
        case Undated():
            return ""
    assert_never(published)


def _read(text: str) -> Published:
    if not text:
        return Undated()
    if "T" in text:
        return Moment(datetime.fromisoformat(text))
    if "-" in text:
        return Day(date.fromisoformat(text))
    return Year(int(text))
