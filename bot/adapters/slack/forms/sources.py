"""What a channel reads: one more address, or one source less."""

from urllib.parse import urlsplit

from bot.adapters.slack.forms.fields import (
    Errors,
    Opening,
    chosen,
    field,
    line,
    search,
    written,
)
from bot.adapters.slack.payload import Object

ADDRESS = 2_000
"""Characters of an address at most."""


def add(_opening: Opening) -> tuple[Object, ...]:
    """Return the field for an address."""
    hint = "A feed, or a page: I look for the feeds on it."
    return (
        field("address", "Address", line("https://example.org/feed", ADDRESS), hint),
    )


def added(sent: object, _opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return the line that adds what stands at an address."""
    typed = written(sent, "address")
    address = typed if "://" in typed else f"https://{typed}"
    if _is_address(address):
        return (f"feed add {address}",), ()
    wrong = "This is not a web address. One looks like https://example.org/feed."
    return (), (("address", wrong),)


def remove(_opening: Opening) -> tuple[Object, ...]:
    """Return the choice of what is read."""
    choice = search("Start typing, or choose", least=0)
    return (field("feed", "Which one is not to be read any more?", choice),)


def removed(sent: object, _opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return the line that ends a source."""
    if name := chosen(sent, "feed"):
        return (f"feed remove {name}",), ()
    return (), (("feed", "Choose a source from the list."),)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    named = parts.hostname is not None and "." in parts.hostname.strip(".")
    plain = not any(c.isspace() or c in '<>"' for c in address)
    return parts.scheme in ("http", "https") and named and plain
