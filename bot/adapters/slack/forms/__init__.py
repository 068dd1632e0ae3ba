"""Forms: what they look like, and the lines of the grammar a filled-in one stands for.

Pure. A form checks what it can see; what only the bot knows comes back as its answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.adapters.slack.events import Typed
from bot.adapters.slack.forms import filters, hours, settings, sources
from bot.adapters.slack.forms.fields import (
    Errors,
    Filled,
    Opening,
    kept,
    note,
    opened,
    option,
    plain,
    where,
)
from bot.adapters.slack.payload import Object
from bot.chat import Origin, Suggest

__all__ = [
    "KINDS",
    "Filled",
    "Form",
    "Opening",
    "Wanted",
    "note",
    "opened",
    "option",
    "read",
    "view",
    "wanted",
]


class Form(StrEnum):
    """The forms there are; the value is the form's callback id."""

    DIGEST = "digest"
    HOURS = "hours"
    SOURCE = "source"
    LEAVE = "leave"
    FILTERS = "filters"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a form consists of."""

    title: str
    submit: str
    probe: str
    """A line whose refusal tells who may fill it in."""
    fields: Callable[[Opening], tuple[Object, ...] | None]
    lines: Callable[[object, Opening], tuple[tuple[str, ...], Errors]]
    shows: Suggest | None = None
    """What it shows of what is there."""


KINDS = {
    Form.DIGEST: Kind(
        "New briefing", "Create", "digest create", hours.new, hours.created
    ),
    Form.HOURS: Kind(
        "Change a briefing",
        "Change",
        "digest edit",
        hours.change,
        hours.changed,
        Suggest.HOURS,
    ),
    Form.SOURCE: Kind("Add a source", "Add", "feed add", sources.add, sources.added),
    Form.LEAVE: Kind(
        "Remove a source", "Remove", "feed remove", sources.remove, sources.removed
    ),
    Form.FILTERS: Kind(
        "Filters", "Change", "filter add", filters.fields, filters.lines, Suggest.FILTER
    ),
    Form.SETTINGS: Kind(
        "Settings",
        "Change",
        "settings zone",
        settings.fields,
        settings.lines,
        Suggest.SETTING,
    ),
}

_BARE = {
    "digest create": Form.DIGEST,
    "digest new": Form.DIGEST,
    "digest add": Form.DIGEST,
    "digest edit": Form.HOURS,
    "digest change": Form.HOURS,
    "feed add": Form.SOURCE,
    "source add": Form.SOURCE,
    "feed remove": Form.LEAVE,
    "source remove": Form.LEAVE,
    "filter add": Form.FILTERS,
    "settings edit": Form.SETTINGS,
    "settings change": Form.SETTINGS,
}
"""Lines that lack their words: the form asks for them."""
_NUMBERED = re.compile(r"digest (?:edit|change) #?(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that a line opens; ``number`` is the briefing's it is about, or 0."""

    form: Form
    number: int = 0


def wanted(typed: Typed) -> Wanted | None:
    """Return the form a line opens; None where it says all, or none can be opened."""
    if not typed.trigger or typed.origin not in (Origin.COMMAND, Origin.BUTTON):
        return None
    words = " ".join(typed.text.lower().split())
    if numbered := _NUMBERED.fullmatch(words):
        return Wanted(Form.HOURS, int(numbered[1]))
    form = _BARE.get(words)
    return Wanted(form) if form else None


def view(form: Form, opening: Opening) -> Object | None:
    """Return a form about a channel; None where there is nothing to fill in."""
    kind = KINDS[form]
    fields = kind.fields(opening)
    if fields is None:
        return None
    return {
        "type": "modal",
        "callback_id": form.value,
        "private_metadata": kept(opening),
        "title": plain(kind.title),
        "submit": plain(kind.submit),
        "close": plain("Cancel"),
        "blocks": [where(opening.channel), *fields],
    }


def read(form: Form, sent: object) -> Filled:
    """Return the lines a sent form stands for, or what is wrong with it."""
    opening = opened(sent)
    lines, errors = KINDS[form].lines(sent, opening)
    filled = Filled(channel=opening.channel, on_home=opening.on_home)
    return replace(filled, errors=errors) if errors else replace(filled, lines=lines)
