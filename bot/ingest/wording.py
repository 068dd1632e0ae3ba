"""An entry, or the page behind it, to the text that is kept of an article. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.ingest.entries import identity
from bot.ingest.feeds import Entry
from bot.ingest.pages import Page
from bot.ingest.pages.reading import SHORTEST
from summarizer import Article, Undated, Version

FULL: Final = 150
"""Words a feed's own text needs to be taken for the whole article."""
LONGEST: Final = 150_000
"""Characters kept of an article: thrice the longest of newspapers. A feed may hold 15
million, and reading them would take ten minutes and stop all others."""


def complete(entry: Entry) -> bool:
    """Tell whether a feed carries an article in full, or nobody else does."""
    return _alone(entry) or words(entry.paragraphs) >= FULL


def of_entry(entry: Entry, outlet: str) -> Version:
    """Return what the feed carries: all of an article, or headline and teaser."""
    return Version(
        article=Article(identity(entry), outlet, entry.address),
        text=_text(entry.title, entry.paragraphs),
        published=entry.published,
        title=entry.title or None,
        author=entry.author,
        language=entry.language,
        headline_only=_headline_only(entry),
    )


def _headline_only(entry: Entry) -> bool:
    if _alone(entry):
        return not entry.paragraphs
    return words(entry.paragraphs) < SHORTEST


def _alone(entry: Entry) -> bool:
    """Tell whether there is no page with the article's text and nothing else."""
    return entry.address is None or entry.shared


def of_page(page: Page, known: Version) -> Version:
    """Return the same article as its page has it; what that leaves open is kept."""
    title = page.title or known.title or ""
    dated = not isinstance(page.published, Undated)
    return replace(
        known,
        article=replace(known.article, outlet=page.outlet or known.article.outlet),
        text=_text(title, page.paragraphs),
        published=page.published if dated else known.published,
        title=title or None,
        author=", ".join(page.authors) or known.author,
        language=page.language or known.language,
        headline_only=page.headline_only,
        id="",
    )


def _text(title: str, paragraphs: Sequence[str]) -> str:
    whole = "\n\n".join((title, *paragraphs)).strip()
    if len(whole) <= LONGEST:
        return whole
    end = whole.rfind("\n", LONGEST // 2, LONGEST)
    return whole[: end if end > 0 else LONGEST].strip()


def words(paragraphs: Sequence[str]) -> int:
    """Count the words of a text."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)
