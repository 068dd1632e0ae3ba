"""What a channel leaves out, or wants only: one more filter, some less."""

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

LONGEST: Final = 100
"""Characters of a filter at most."""
DROP, KEEP = "drop", "keep"


def fields(opening: Opening) -> tuple[Json, ...]:
    """Return the fields: how, about what, and which filters are to end."""
    ways = [(opening.say(f"how {way}"), way) for way in (DROP, KEEP)]
    about = text("topic", opening.say("example filter"), LONGEST, required=False)
    return (
        labelled(opening, "how", select("how", ways, chosen=[DROP])),
        labelled(opening, "topic", about),
        *_ending(opening),
    )


def lines(_opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return the lines that end filters and add one; else the one that lists them."""
    gone = tuple(f"filter remove {each}" for each in sent.get("ended", EMPTY).chosen)
    words = sent.get("topic", EMPTY).value.lstrip("-").strip()
    minus = "" if sent.get("how", EMPTY).value == KEEP else "-"
    added = (f"filter add {minus}{words}",) if words else ()
    return (*gone, *added) or ("filter list",)


def _ending(opening: Opening) -> tuple[Json, ...]:
    held = [each for each in opening.held if 0 < len(each) <= ID_SIZE][:CHOICES]
    if not held:
        return ()
    options = [(_said(opening, each), each) for each in held]
    choice = select("ended", options, least=0, most=CHOICES)
    return (labelled(opening, "ended", choice),)


def _said(opening: Opening, each: str) -> str:
    how = DROP if each.startswith("-") else KEEP
    return f"{opening.say(f'how {how}')} {each.removeprefix('-')}"
