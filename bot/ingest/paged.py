"""A document read as a page; in a module of its own that costs a worker nothing."""

from bot.ingest.feeds import Document
from bot.ingest.pages import Page, extract


def read(document: Document) -> Page:
    """Extract the article of a page; a top-level function, so that a worker can run it.

    Raises:
        Unreadable: it is nested too deeply.
    """
    return extract(document.body, document.address, document.content_type)
