"""One page to one article. The door to trafilatura."""

import re
from dataclasses import dataclass
from typing import Final

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.utils import load_html

from bot.ingest import languages
from bot.ingest.pages import people, times, titles
from bot.ingest.pages.stated import Stated, stated, tidy
from summarizer import Day, Moment, Published, Undated

SHORTEST: Final = 40
"""Words of a body that counts as one; with fewer the page is headline only."""
DEEPEST: Final = 400
"""Nesting of elements beyond which a page is not read: it is broken or an attack."""

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


def extract(html: bytes | str, address: str | None = None) -> Page:
    """Read a page; whatever it is, something comes back."""
    tree = load_html(html)
    if tree is None or _depth(tree) > DEEPEST:
        return EMPTY
    told = stated(tree)
    found = _extracted(tree, address)
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


def _extracted(
    tree: HtmlElement, address: str | None
) -> trafilatura.settings.Document | None:
    try:
        found = trafilatura.bare_extraction(
            tree,
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


def _depth(tree: HtmlElement) -> int:
    """Return the deepest nesting, as far as it matters."""
    level = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
        if deepest > DEEPEST:
            break
    return deepest


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
