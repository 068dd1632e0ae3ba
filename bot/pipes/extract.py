"""``dateline extract``: a page's HTML in, the article on it out."""

from datetime import UTC

from bot.ingest.pages import Page, extract
from bot.pipes import Handle, Record, optional, parsed, string
from summarizer import Day, Moment, Published


def start() -> Handle:
    """Return the filter's handle."""
    return handle


def handle(line: bytes) -> Record:
    """Extract one page.

    Raises:
        BadLine: ``html`` is missing, or ``url`` neither text nor null.
    """
    record = parsed(line)
    page = extract(string(record, "html"), optional(record, "url"))
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
