"""The headline, by vote: what several statements of a page agree on."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from bot.ingest.pages.stated import Stated

SAME: Final = 0.9
"""Similarity at which two candidates are the same headline."""
WEIGHTS: Final = {"linked": 1.6, "og": 1.0, "h1": 1.0, "twitter": 0.5, "title": 0.4}
"""How much a place's word counts; h1 is what readers see. Tuned on the development
set of pages; benchmarks/pages.py."""

_PLAIN: Final = re.compile(r"[\W_]+")
_TAIL: Final = re.compile(r"\s+(?:[|•·»]|[–—-]{1,2})\s+[^|•·»–—]{2,40}$")


def headline(page: Stated, outlet: str) -> str | None:
    """Return the headline most statements support, or None where there is none."""
    candidates = [(weight, title) for weight, title in _candidates(page, outlet)]
    if not candidates:
        return None
    return max(candidates, key=lambda each: _support(each[1], candidates))[1]


def _candidates(page: Stated, outlet: str) -> Iterator[tuple[float, str]]:
    for place, title in _stated(page):
        if title and _plain(title) != _plain(outlet):
            yield WEIGHTS[place], _without_outlet(title, outlet)


def _stated(page: Stated) -> Iterator[tuple[str, str]]:
    if page.headings:
        yield "h1", _main_heading(page)
    for title in page.texts("headline")[:1]:
        yield "linked", title
    yield "og", page.meta("og:title")
    yield "twitter", page.meta("twitter:title")
    yield "title", _TAIL.sub("", page.page_title)


def _main_heading(page: Stated) -> str:
    """Return the h1 that the other statements speak of: a logo may be one too."""
    told = page.meta("og:title") or page.page_title
    return max(page.headings, key=lambda heading: _alike(heading, told))


def _without_outlet(title: str, outlet: str) -> str:
    """Cut “ - The Lantern” off a headline."""
    tail = _TAIL.search(title)
    if tail and outlet and _plain(outlet) in _plain(tail.group()):
        return title[: tail.start()]
    return title


def _support(title: str, candidates: list[tuple[float, str]]) -> float:
    return sum(
        weight * (1.0 if _plain(other) == _plain(title) else _near(title, other))
        for weight, other in candidates
    )


def _near(one: str, other: str) -> float:
    alike = _alike(one, other)
    return alike * 0.5 if alike >= SAME else 0.0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).lower()
