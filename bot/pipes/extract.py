"""``dateline extract``: a page's HTML in, the article on it out."""

from datetime import UTC
from typing import Final

from bot.errors import Unreadable
from bot.ingest.pages import Page, extract
from bot.pipes import BadLine, Handle, Record, optional, parsed, string
from bot.workers import limits
from summarizer import Day, Moment, Published

MEMORY: Final = 1_000_000_000
"""Bytes a process may take for its pages, beside the libraries."""
SECONDS: Final = 20
"""Seconds of CPU one page may take. A page of a news site takes a twentieth of one."""


def start() -> Handle:
    """Return the filter's handle, in a process that may not take everything."""
    limits.memory(MEMORY)
    return limited


def limited(line: bytes) -> Record:
    """Extract one page, or end this process where that takes too long."""
    limits.seconds(SECONDS)
    return handle(line)


def handle(line: bytes) -> Record:
    """Extract one page.

    Raises:
        BadLine: ``html`` is missing, ``url`` neither text nor null, or the page is
            nothing that can be read.
    """
    record = parsed(line)
    try:
        page = extract(string(record, "html"), optional(record, "url"))
    except Unreadable as error:
        raise BadLine(str(error), record["id"]) from error
    return {"id": record["id"]} | shown(page)


def shown(page: Page) -> Record:
    """Return a page as the filter prints it; times as ISO 8601, a day as a date."""
    return {
        "title": page.title,
        "authors": list(page.authors),
        "published": when(page.published),
        "updated": when(page.updated),
        "outlet": page.outlet or None,
        "language": page.language or None,
        "paragraphs": list(page.paragraphs),
        "headline_only": page.headline_only,
    }


def when(published: Published) -> str | None:
    """Return a time as far as it is known, or None."""
    match published:
        case Moment(at):
            return at.astimezone(UTC).isoformat()
        case Day(on):
            return on.isoformat()
        case _:
            return None
