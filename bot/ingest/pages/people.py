"""Who wrote a page and who published it, as it states."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.ingest.pages.stated import Stated, tidy

MOST: Final = 12
"""Authors kept."""
LONGEST: Final = 60
"""Characters of a name; longer ones are sentences."""

_ADDRESS: Final = re.compile(r"https?://|@|^\W*$")
_AND: Final = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
_BY: Final = re.compile(r"^(?:by|von|par|por|di|door|av)\s+", re.IGNORECASE)


def authors(page: Stated) -> tuple[str, ...]:
    """Return the authors' names, each once, in order."""
    found = list(_linked(page)) or list(_from_metas(page))
    names = (tidy(_BY.sub("", name)) for name in found)
    kept = [n for n in names if n and len(n) <= LONGEST and not _ADDRESS.search(n)]
    return tuple(dict.fromkeys(kept))[:MOST]


def _linked(page: Stated) -> Iterator[str]:
    for thing in page.things:
        names = list(_names(thing.get("author"))) or list(_names(thing.get("creator")))
        if names:
            yield from names
            return


def _names(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _names(each)
        case Mapping():
            yield from _names(value.get("name"))
        case _:
            return


def _from_metas(page: Stated) -> Iterator[str]:
    for key in ("author", "article:author", "parsely-author", "dc.creator", "byl"):
        for content in page.metas.get(key, ()):
            yield from _AND.split(content)


def outlet(page: Stated) -> str:
    """Return the name the page is published under, or empty."""
    if name := page.meta("og:site_name", "application-name"):
        return name
    for thing in page.things:
        for name in _names(thing.get("publisher")):
            return tidy(name)
    return ""
