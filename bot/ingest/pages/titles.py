"""The headline, by vote: what several statements of a page agree on."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from bot.ingest.pages.stated import Stated

ALSO: Final = (
    "twitter:title",
    "headline",
    "title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "cxenseparse:title",
    "ob_headline",
)
"""Meta tags in which well-known services are told a headline."""
WEIGHTS: Final = {"linked": 1.2, "og": 2.0, "h1": 1.0, "also": 0.4}
"""How much a place's word counts: what a page says to those who share it wins as soon
as one other place agrees, else what it says to readers and search engines alike. From
the middle of where nothing changes any more, left out outlet by outlet;
benchmarks/pages.py."""
SAME: Final = 0.9
"""Similarity at which two candidates are the same headline."""
LONGEST: Final = 400
"""Characters of a headline; a longer statement is none."""
TELLING: Final = 12
"""Letters a headline has at least before what follows it may be a site's name."""

Statement = tuple[str, str]
"""Where a headline is stated, a key of ``WEIGHTS``, and the headline."""

_PLAIN: Final = re.compile(r"[\W_]+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BAR: Final = re.compile(r"\s+(?:[|•·»]|[–—-]{1,2})\s+|\s*[|ㅣ｜]\s*")
_SITE: Final = re.compile(r"\s*[|ㅣ｜•·»–—-]+\s*[^|ㅣ｜•·»–—]{2,40}$")
"""A bar, and a name behind it."""
_TAIL: Final = re.compile(r"\s+(?:[|•·»]|[–—-]{1,2})\s+[^|•·»–—]{2,40}$")


def headline(page: Stated, outlet: str) -> str | None:
    """Return the headline most statements support, or None where there is none."""
    found = _without_sites(list(_statements(page, outlet)))
    if not found:
        return _TAIL.sub("", _cleaned(page.page_title, outlet)) or None
    return max(found, key=lambda each: _support(each[1], found))[1]


def _statements(page: Stated, outlet: str) -> Iterator[Statement]:
    """Yield what is said to be the headline, the best spelled first.

    Headings come after what is stated as text: markup between their words is lost.
    """
    stated = [
        (place, title)
        for place, text in _stated(page)
        if (title := _cleaned(text, outlet))
    ]
    yield from (each for each in stated if each[0] != "also")
    if heading := _main_heading(page, outlet, stated):
        yield "h1", heading
    yield from (each for each in stated if each[0] == "also")


def _stated(page: Stated) -> Iterator[Statement]:
    yield from (("linked", title) for title in page.texts("headline")[:1])
    yield "og", page.meta("og:title")
    yield from (("also", title) for title in page.texts("name")[:1])
    yield from (("also", page.meta(name)) for name in ALSO)


def _main_heading(page: Stated, outlet: str, stated: list[Statement]) -> str:
    """Return the h1 the other statements speak of: logos and teasers may be h1, too."""
    told = [title for _, title in stated] or [_cleaned(page.page_title, outlet)]
    found = (_cleaned(text, outlet) for text in page.headings)
    return max(
        (heading for heading in found if heading),
        key=lambda heading: max(_alike(heading, title) for title in told),
        default="",
    )


# --- what is not the headline -------------------------------------------------------


def _cleaned(text: str, outlet: str) -> str:
    """Return a statement without the outlet's name; empty where nothing is left."""
    title = _INVISIBLE.sub("", text).strip()
    name = _plain(outlet)
    if len(title) > LONGEST or _plain(title) in ("", name):
        return ""
    return _without_outlet(title, name) if name else title


def _without_outlet(title: str, name: str) -> str:
    """Cut “ - The Lantern”, and what stands behind it, off a headline."""
    for bar in _BAR.finditer(title):
        if _plain(title[bar.end() :]).startswith(name):
            return title[: bar.start()]
    tail = _TAIL.search(title)
    return title[: tail.start()] if tail and name in _plain(tail[0]) else title


def _without_sites(found: list[Statement]) -> list[Statement]:
    """Cut off what only some statements have behind a bar: a site's or section's name.

    “Rain ends - The Lantern” beside “Rain ends” is two votes for the latter.
    """
    titles = [title for _, title in found if len(_plain(title)) >= TELLING]
    return [(place, _shortest(title, titles)) for place, title in found]


def _shortest(title: str, others: list[str]) -> str:
    starts = (
        other
        for other in others
        if title.startswith(other) and _SITE.fullmatch(title, len(other))
    )
    return min(starts, key=len, default=title)


# --- the vote -----------------------------------------------------------------------


def _support(title: str, found: list[Statement]) -> float:
    votes = (WEIGHTS[place] * _agreement(title, other) for place, other in found)
    return round(sum(votes), 6)


def _agreement(one: str, other: str) -> float:
    if _plain(one) == _plain(other):
        return 1.0
    matcher = _matcher(one, other)
    if matcher.quick_ratio() < SAME:
        return 0.0
    alike = matcher.ratio()
    return alike * 0.5 if alike >= SAME else 0.0


def _alike(one: str, other: str) -> float:
    return _matcher(one, other).ratio()


def _matcher(one: str, other: str) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False)


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).lower()
