"""What a question is limited to: topic, time and outlet, taken off its end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.commands.grammar import dates
from bot.commands.grammar.kinds import Scope

ABOUT: Final = r"(?:about|on|regarding|concerning|re|over)"
"""Words before a topic."""
MARKS: Final = '“”„‟"«»'
_IN: Final = re.compile(
    r"(?:^|\s)(?:in|by|from|only|according to) (?=(?P<name>.+)$)", re.IGNORECASE
)
_LEADING: Final = re.compile(rf"^(?:,? ?(?:{ABOUT}|of) )+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a line was typed: the reader's time, and the names it may use."""

    now: datetime
    zone: ZoneInfo
    outlets: Sequence[str] = ()
    root: str = "news"
    follows: bool = False
    """A question was asked here before, which a short line may lean on."""


def taken(text: str, setting: Setting) -> tuple[str, Scope]:
    """Return a text without the period and outlet it ends in, and those."""
    scope = Scope()
    for _ in range(2):
        text, period = dates.taken(text, setting.now, setting.zone)
        text, outlet = _outlet(text, setting.outlets)
        if period != dates.ALWAYS:
            scope = replace(scope, period=period)
        if outlet:
            scope = replace(scope, outlet=outlet)
    return text.strip(" ,"), scope


def read(text: str | None, setting: Setting) -> Scope:
    """Return the scope a text names: “about the recount since Monday”."""
    rest, scope = taken(text or "", setting)
    return replace(scope, topic=topic(rest))


def topic(text: str) -> str:
    """Return a topic without “about” and marks around it."""
    return _LEADING.sub("", f"{text.strip()}").strip(f" ,?!{MARKS}")


def outlet_named(name: str, outlets: Sequence[str]) -> str:
    """Return the outlet a name means, or empty: case and “The” do not matter."""
    wanted = _plain(name)
    same = [outlet for outlet in outlets if _plain(outlet) == wanted]
    begin = [outlet for outlet in outlets if _plain(outlet).startswith(f"{wanted} ")]
    matches = same or begin
    return matches[0] if wanted and len(matches) == 1 else ""


def _outlet(text: str, outlets: Sequence[str]) -> tuple[str, str]:
    for match in _IN.finditer(text):
        if name := outlet_named(match["name"], outlets):
            return text[: match.start()].rstrip(), name
    return text, ""


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", name.strip(" .?!,'\"").lower())
