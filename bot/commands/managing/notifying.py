"""Whom a briefing notifies: one group that a maintainer named, or nobody."""

import re
from collections.abc import Mapping
from typing import Final

from bot.chat import Target
from bot.errors import CommandError
from bot.store.places import Place

NAME: Final = "ping"
MEANING: Final = "the role each briefing notifies, or off"
OFF: Final = "off"
_NOBODY: Final = frozenset({OFF, "none", "nobody", "no"})
_MENTION: Final[Mapping[str, str]] = {"discord": r"<@&(\d+)>"}
"""How a platform writes the mention of a group."""


def possible(target: Target) -> bool:
    """Tell whether there are groups where this place is."""
    return target.platform in _MENTION


def shown(place: Place) -> str:
    """Return the setting's value as it is typed."""
    group = place.settings.get(NAME, "")
    return f"<@&{group}>" if group else OFF


def read(target: Target, value: str) -> str:
    """Return the id of the group somebody mentions, empty for nobody.

    Raises:
        CommandError: it is no group, or everyone.
    """
    if value.lower() in _NOBODY:
        return ""
    named = re.fullmatch(_MENTION[target.platform], value.strip())
    if named and named[1] != target.workspace:  # the id of the role of everyone
        return named[1]
    raise CommandError(
        "A briefing can notify one role, as in `settings ping @Newsroom`, or nobody: "
        "`settings ping off`. It never notifies everyone."
    )
