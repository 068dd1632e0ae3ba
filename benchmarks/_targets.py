"""What `benchmarks.fuzz` hands documents to; imported once it is instrumented."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.errors import Unreadable
from bot.ingest import feeds, opml, paged, robots
from bot.ingest.feeds import Document
from bot.ingest.robots import Question

ADDRESS: Final = "https://lantern.example/feed"


def _feed(data: bytes) -> None:
    with suppress(Unreadable):
        feeds.parse(Document(ADDRESS, data))
    feeds.offers(Document(ADDRESS, data))


def _page(data: bytes) -> None:
    with suppress(Unreadable):
        paged.read(Document(ADDRESS, data))


def _list(data: bytes) -> None:
    with suppress(Unreadable):
        opml.read(data.decode("utf-8", "replace"))


def _robots(data: bytes) -> None:
    robots.allowed(Question(data, "Dateline", ADDRESS))


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "feeds": _feed,
    "pages": _page,
    "opml": _list,
    "robots": _robots,
}
