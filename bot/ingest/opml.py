"""Lists of feeds as OPML, in and out. The door to listparser."""

from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import listparser

from bot.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed of a list, with the title and the folder it was given there."""

    address: str
    title: str
    folder: str


def read(text: str) -> tuple[Listed, ...]:
    """Return the feeds of a list, each once, in order; broken parts are passed over.

    Raises:
        Unreadable: there is not one feed in it.
    """
    found: dict[str, Listed] = {}
    # As bytes: listparser fetches a text that looks like an address, unguarded. The
    # mark tells lxml the encoding, whatever the list says.
    for feed in listparser.parse(BOM_UTF8 + text.encode("utf-8", "replace")).feeds:
        address, title = str(feed.url), str(feed.title or "")
        folder = "/".join(next(iter(feed.categories or []), []))
        found.setdefault(address, Listed(address, title, folder))
    if not found:
        raise Unreadable("there is no feed in that list; OPML has <outline xmlUrl=…>")
    return tuple(found.values())


def write(feeds: Sequence[Listed]) -> str:
    """Return the feeds as OPML 2.0."""
    lines = [
        f'    <outline type="rss" text={quoteattr(feed.title or feed.address)} '
        f"title={quoteattr(feed.title)} xmlUrl={quoteattr(feed.address)}/>"
        for feed in feeds
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            "  <head><title>Dateline</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
        ]
    )
