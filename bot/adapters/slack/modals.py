"""Forms: what they look like, and the line of the grammar a filled-in one stands for.

Pure. A form checks what it can see; what only the bot knows comes back as its answer.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object, objects, text
from bot.chat import Origin

ADDRESS = 2_000
"""Characters of an address at most."""
HOME = "home"
"""Stands in a form's private data where it was opened on the Home tab."""

DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
WEEKDAYS = DAYS[:5]

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Form(StrEnum):
    """The forms there are; the value is the form's callback id."""

    DIGEST = "digest"
    SOURCE = "source"


_BARE = {
    "digest create": Form.DIGEST,
    "digest new": Form.DIGEST,
    "digest add": Form.DIGEST,
    "feed add": Form.SOURCE,
    "source add": Form.SOURCE,
}
"""Lines that lack their words: the form asks for them."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: the line it stands for, or what is wrong, by field."""

    line: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    channel: str = ""
    on_home: bool = False


def wanted(typed: Typed) -> Form | None:
    """Return the form a line opens; None where it says all, or none can be opened."""
    if not typed.trigger or typed.origin not in (Origin.COMMAND, Origin.BUTTON):
        return None
    return _BARE.get(" ".join(typed.text.lower().split()))


def view(
    form: Form, channel: str, zone: str | None, *, on_home: bool = False
) -> Object:
    """Return a form about a channel, with the person's own zone filled in."""
    fields = _digest(zone) if form is Form.DIGEST else _source()
    return {
        "type": "modal",
        "callback_id": form.value,
        "private_metadata": f"{channel} {HOME if on_home else ''}".strip(),
        "title": _plain("New briefing" if form is Form.DIGEST else "Add a source"),
        "submit": _plain("Create" if form is Form.DIGEST else "Add"),
        "close": _plain("Cancel"),
        "blocks": [_where(channel), *fields],
    }


def note(title: str, blocks: tuple[Object, ...]) -> Object:
    """Return a view that only shows something."""
    return {
        "type": "modal",
        "title": _plain(title),
        "close": _plain("Close"),
        "blocks": list(blocks),
    }


def read(form: Form, sent: object) -> Filled:
    """Return what a sent form stands for, or what is wrong with it."""
    channel, _, place = text(sent, "private_metadata").partition(" ")
    line, errors = _digest_line(sent) if form is Form.DIGEST else _source_line(sent)
    return Filled(line, errors, channel, place == HOME)


def option(words: str) -> Object:
    """Return something that can be chosen."""
    return {"text": _plain(words), "value": words}


# --- a briefing --------------------------------------------------------------------


def _digest(zone: str | None) -> tuple[Object, ...]:
    days: Object = {
        "type": "checkboxes",
        "action_id": "days",
        "options": [_day(day) for day in DAYS],
        "initial_options": [_day(day) for day in WEEKDAYS],
    }
    time: Object = {"type": "timepicker", "action_id": "time", "initial_time": "08:00"}
    zones: Object = {
        "type": "external_select",
        "action_id": "zone",
        "min_query_length": 1,
        "placeholder": _plain("Start typing: Berlin"),
    }
    if zone:
        zones["initial_option"] = option(zone)
    return (
        _input("days", "On which days?", days),
        _input("time", "At what hour?", time),
        _input("zone", "In which time zone?", zones),
    )


def _digest_line(sent: object) -> tuple[str, tuple[tuple[str, str], ...]]:
    days = [text(each, "value") for each in objects(sent, *_state("days"), _CHOSEN)]
    time = text(sent, *_state("time"), "selected_time")
    zone = text(sent, *_state("zone"), "selected_option", "value")
    errors = []
    if not set(days) & set(DAYS):
        errors.append(("days", "Choose a day at least."))
    if not _TIME.fullmatch(time):
        errors.append(("time", "Choose an hour, such as 08:00."))
    if zone not in available_timezones():
        errors.append(("zone", "Choose a zone from the list, such as Europe/Berlin."))
    return f"digest create {_said(days)} {time} {zone}", tuple(errors)


_CHOSEN = "selected_options"


def _said(days: list[str]) -> str:
    chosen = tuple(day for day in DAYS if day in days)
    return {DAYS: "daily", WEEKDAYS: "weekdays"}.get(chosen, " ".join(chosen))


def _day(day: str) -> Object:
    return {"text": _plain(day.capitalize()), "value": day}


# --- a source ----------------------------------------------------------------------


def _source() -> tuple[Object, ...]:
    address: Object = {
        "type": "plain_text_input",
        "action_id": "address",
        "max_length": ADDRESS,
        "placeholder": _plain("https://example.org/feed"),
    }
    hint = "A feed, or a page: I look for the feeds on it."
    return (_input("address", "Address", address, hint),)


def _source_line(sent: object) -> tuple[str, tuple[tuple[str, str], ...]]:
    typed = text(sent, *_state("address"), "value").strip()
    address = typed if "://" in typed else f"https://{typed}"
    if _is_address(address):
        return f"feed add {address}", ()
    wrong = "This is not a web address. One looks like https://example.org/feed."
    return "", (("address", wrong),)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    named = parts.hostname is not None and "." in parts.hostname.strip(".")
    plain = not any(c.isspace() or c in '<>"' for c in address)
    return parts.scheme in ("http", "https") and named and plain


# --- pieces ------------------------------------------------------------------------


def _where(channel: str) -> Object:
    mine = channel.startswith("D")
    words = "For you alone." if mine else f"In <#{channel}>, for everybody there."
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": words}]}


def _input(name: str, label: str, element: Object, hint: str = "") -> Object:
    block: Object = {
        "type": "input",
        "block_id": name,
        "label": _plain(label),
        "element": element,
    }
    if hint:
        block["hint"] = _plain(hint)
    return block


def _plain(words: str) -> Object:
    return {"type": "plain_text", "text": words, "emoji": False}


def _state(name: str) -> tuple[str, ...]:
    return ("state", "values", name, name)
