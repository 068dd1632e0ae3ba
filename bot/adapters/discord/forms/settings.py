"""A channel's settings: a field for each that there is."""

import re
from typing import Final

from bot.adapters.discord.commands import Json
from bot.adapters.discord.forms.fields import (
    Filled,
    Opening,
    Sent,
    labelled,
    roles,
    text,
    zone,
)

LONGEST: Final = 80
"""Characters of a setting's value at most."""
MOST: Final = 5
"""Fields of a form (Discord, Modal)."""
ROLE: Final = "ping"
OFF: Final = "off"
_MENTION: Final = re.compile(r"<@&(\d+)>")


def fields(opening: Opening) -> tuple[Json, ...]:
    """Return a field for each setting."""
    named = [each.partition(" ") for each in opening.held][:MOST]
    return tuple(
        labelled(opening, name, _field(name, value)) for name, _, value in named
    )


def lines(_opening: Opening, sent: Sent) -> tuple[str, ...]:
    """Return a line for each setting that was changed; else the one that shows them."""
    said = {name: _value(name, each) for name, each in sent.items()}
    changed = [n for n, each in sent.items() if said[n] not in ("", each.before)]
    return tuple(f"settings {name} {said[name]}" for name in changed) or ("settings",)


def _field(name: str, value: str) -> Json:
    if name == ROLE:
        named = _MENTION.fullmatch(value)
        return roles(name, named[1] if named else "", value)
    return text(name, value, LONGEST, value=value, before=value)


def _value(name: str, filled: Filled) -> str:
    if name == ROLE:
        return f"<@&{filled.value}>" if filled.value else OFF
    return zone(filled.value) if name == "zone" else filled.value
