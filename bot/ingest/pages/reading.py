"""One page to one article. The door to trafilatura."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.html import HtmlElement

from bot.ingest import languages
from bot.ingest.pages import parsing, people, times, titles
from bot.ingest.pages.stated import Stated, stated, tidy
from summarizer import Day, Moment, Published, Undated

if TYPE_CHECKING:
    from trafilatura.settings import Document

SHORTEST: Final = 40
"""Words of a body that counts as one; with fewer the page is headline only."""

_LANGUAGE: Final = re.compile(r"^[a-zA-Z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is about. ``paragraphs`` are the body, without the headline."""

    title: str | None
    authors: tuple[str, ...]
    published: Published
    updated: Published
    outlet: str
    language: str
    """Two- or three-letter code of the text; empty where there is none."""
    paragraphs: tuple[str, ...]

    @property
    def headline_only(self) -> bool:
        """Tell whether there is no usable text: a paywall, a video, a teaser."""
        return sum(len(p.split()) for p in self.paragraphs) < SHORTEST


EMPTY = Page(None, (), Undated(), Undated(), "", "", ())
"""What is read from something that is no page."""


def extract(
    html: bytes | str, address: str | None = None, content_type: str = ""
) -> Page:
    """Read a page; what is no page at all gives an empty one.

    Raises:
        Unreadable: it is nested too deeply.
    """
    root = parsing.tree(html, content_type)
    if root is None:
        return EMPTY
    told = stated(root)
    found = _extracted(root, address)
    outlet = people.outlet(told)
    title = titles.headline(told, outlet) or None
    published = times.published(told)
    if isinstance(published, Undated) and found is not None:
        published = times.from_date(found.date)
    paragraphs = _paragraphs(found.text or "", title) if found else ()
    return Page(
        title=title,
        authors=people.authors(told),
        published=published,
        updated=_later(times.updated(told), published),
        outlet=outlet,
        language=languages.of("\n".join(paragraphs) or title or "", _language(told)),
        paragraphs=paragraphs,
    )


def _extracted(root: HtmlElement, address: str | None) -> "Document | None":
    import trafilatura  # noqa: PLC0415  # only workers parse

    try:
        found = trafilatura.bare_extraction(
            root,
            url=address,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        # trafilatura raises a few of these on broken documents
        return None
    return found if isinstance(found, trafilatura.settings.Document) else None


def _paragraphs(text: str, title: str | None) -> tuple[str, ...]:
    lines = [tidy(line.lstrip("- ")) for line in text.splitlines()]
    kept = [line for line in lines if line]
    if kept and title and kept[0].casefold() == title.casefold():
        del kept[0]
    return tuple(kept)


def _later(updated: Published, published: Published) -> Published:
    """Return the update's time where it is one: not the publication again."""
    if isinstance(updated, Moment) and isinstance(published, Moment):
        return updated if updated.at > published.at else Undated()
    if isinstance(updated, Day) and isinstance(published, Day):
        return updated if updated.on > published.on else Undated()
    return updated


def _language(page: Stated) -> str:
    for text in (page.language, *page.texts("inLanguage"), page.meta("og:locale")):
        if found := _LANGUAGE.match(text):
            return found.group().lower()
    return ""
