"""Forms: so that nobody must recall a syntax. A filled-in one stands for lines.

Pure. What only the bot knows is asked beforehand (`Kind.shows`) or comes back as its
answer to the lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.adapters.discord.commands import Json
from bot.adapters.discord.forms import filters, hours, settings, sources
from bot.adapters.discord.forms.fields import Opening, Sent, filled
from bot.chat import Suggest

__all__ = ["KINDS", "Opening", "Wanted", "form", "lines", "opening", "wanted"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form consists of."""

    fields: Callable[[Opening], tuple[Json, ...]]
    """Its fields; none where there is nothing to fill in."""
    lines: Callable[[Opening, Sent], tuple[str, ...]]
    shows: Suggest | None = None
    """What it shows of what is there."""


KINDS: Final[Mapping[str, Kind]] = {
    "digest create": Kind(hours.new, hours.created),
    "digest edit": Kind(hours.change, hours.changed, Suggest.HOURS),
    "feed add": Kind(sources.add, sources.added),
    "feed remove": Kind(sources.remove, sources.removed, Suggest.FEED),
    "filter add": Kind(filters.fields, filters.lines, Suggest.FILTER),
    "settings edit": Kind(settings.fields, settings.lines, Suggest.SETTING),
}
"""The lines that lack their words, and the forms that ask for them."""

_ALIAS: Final = {"settings": "settings edit"}
"""A line that shows what a form shows too, and lets change."""
_LINE: Final = re.compile(rf"({'|'.join(KINDS)})(?: #?(\d{{1,3}}))?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that a line opens; ``about`` is the number of the briefing, or ""."""

    name: str
    about: str = ""

    @property
    def kind(self) -> Kind:
        """What it consists of."""
        return KINDS[self.name]


def wanted(line: str) -> Wanted | None:
    """Return the form a line opens, or the one with that id; None where it says all."""
    words = " ".join(line.lower().split())
    match = _LINE.fullmatch(_ALIAS.get(words, words))
    if match is None or (match[2] and match[1] != "digest edit"):
        return None
    return Wanted(match[1], match[2] or "")


def opening(
    wanted: Wanted, locale: str | None, held: tuple[str, ...], settings: Sequence[str]
) -> Opening:
    """Return what a form is opened with; a briefing that is alone needs no number."""
    about = wanted.about
    if wanted.name == "digest edit" and not about and len(held) == 1:
        about = held[0].split(" ")[0]
    zones = (each.partition(" ")[2] for each in settings if each.startswith("zone "))
    return Opening(locale, about, held, next(zones, ""))


def form(wanted: Wanted, opening: Opening) -> Json | None:
    """Return a form in a person's language; None where there is nothing to fill in."""
    fields = wanted.kind.fields(opening)
    if not fields:
        return None
    return {
        "custom_id": f"{wanted.name} {opening.about}".strip(),
        "title": opening.say(f"form {wanted.name}"),
        "components": list(fields),
    }


def lines(data: Json) -> tuple[str, ...]:
    """Return the lines a filled form stands for; none where it is none of ours."""
    form = wanted(str(data.get("custom_id", "")))
    if form is None:
        return ()
    return form.kind.lines(Opening(about=form.about), filled(data))
