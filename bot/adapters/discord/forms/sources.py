"""What a channel reads: one more source, some less."""

from typing import Final

from bot.adapters.discord.commands import Json
from bot.adapters.discord.forms.fields import (
    CHOICES,
    EMPTY,
    ID_SIZE,
    Opening,
    Sent,
    labelled,
    select,
    text,
)

ADDRESS: Final = 2_000
"""Characters of an address at most."""


def add(opening: Opening) -> tuple[Json, ...]:
    """Return the field of a source that is to be read."""
    address = text("address", "https://example.org/feed", ADDRESS)
    return (labelled(opening, "address", address),)


def added(_opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return the line that adds a source; its protocol may be left out."""
    address = sent.get("address", EMPTY).value
    return (f"feed add {address if '://' in address else f'https://{address}'}",)


def remove(opening: Opening) -> tuple[Json, ...]:
    """Return the choice of sources; nothing where there is none."""
    held = [each for each in opening.held if 0 < len(each) <= ID_SIZE][:CHOICES]
    if not held:
        return ()
    choice = select("feeds", [(each, each) for each in held], most=CHOICES)
    return (labelled(opening, "feeds", choice),)


def removed(_opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return a line for each source that is no longer read."""
    return tuple(f"feed remove {each}" for each in sent.get("feeds", EMPTY).chosen)
