"""Pieces of forms: fields, what a form keeps to itself, and what was filled in."""

import json
from dataclasses import dataclass

from bot.adapters.slack.payload import Object, at, flag, text

Errors = tuple[tuple[str, str], ...]
"""What is wrong, by field."""

METADATA = 3_000
"""Characters a form may keep to itself, at most."""
OPTION = 75
"""Characters of something to choose, at most."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form is opened for: a channel, and what is there already."""

    channel: str
    zone: str | None = None
    """The person's own."""
    on_home: bool = False
    number: int = 0
    """The briefing's it is about, or 0."""
    held: tuple[str, ...] = ()
    """Lines that say what is there, such as “zone Europe/Berlin”."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: the lines it stands for, or what is wrong, by field."""

    lines: tuple[str, ...] = ()
    errors: Errors = ()
    channel: str = ""
    on_home: bool = False


def kept(opening: Opening) -> str:
    """Return what a form keeps to itself until it is sent."""
    about: Object = {
        "channel": opening.channel,
        "home": opening.on_home,
        "number": opening.number,
        "held": opening.held,
    }
    written = json.dumps(about, ensure_ascii=False)
    if len(written) <= METADATA:
        return written
    return json.dumps(about | {"held": ()}, ensure_ascii=False)


def opened(sent: object) -> Opening:
    """Return what a sent form was opened for."""
    try:
        about: object = json.loads(text(sent, "private_metadata"))
    except ValueError:
        about = None
    number, held = at(about, "number"), at(about, "held")
    lines = held if isinstance(held, list) else []
    return Opening(
        channel=text(about, "channel"),
        on_home=flag(about, "home"),
        number=number if isinstance(number, int) else 0,
        held=tuple(line for line in lines if isinstance(line, str)),
    )


def value(sent: object, name: str, *path: str) -> object:
    """Return what stands in a field; None where it is empty."""
    return at(sent, "state", "values", name, name, *path)


def written(sent: object, name: str) -> str:
    """Return what was typed into a field, without space around it."""
    return text(value(sent, name), "value").strip()


def chosen(sent: object, name: str) -> str:
    """Return the one thing that was chosen in a field; empty where none was."""
    return text(value(sent, name), "selected_option", "value")


# --- fields ------------------------------------------------------------------------


def plain(words: str) -> Object:
    """Return words of ours without markup."""
    return {"type": "plain_text", "text": words, "emoji": False}


def option(words: str, value: str = "") -> Object:
    """Return something that can be chosen; its value is the words themselves."""
    shown = words if len(words) <= OPTION else words[: OPTION - 1] + "…"
    return {"text": plain(shown), "value": value or words}


def field(
    name: str, label: str, element: Object, hint: str = "", *, optional: bool = False
) -> Object:
    """Return a field with its label."""
    block: Object = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": name},
    }
    if optional:
        block["optional"] = True
    if hint:
        block["hint"] = plain(hint)
    return block


def line(placeholder: str, longest: int, initial: str = "") -> Object:
    """Return a line to type into."""
    element: Object = {
        "type": "plain_text_input",
        "max_length": longest,
        "placeholder": plain(placeholder),
    }
    return {**element, "initial_value": initial} if initial else element


def search(placeholder: str, initial: str = "", *, least: int = 1) -> Object:
    """Return a choice that the bot completes as somebody types."""
    element: Object = {
        "type": "external_select",
        "min_query_length": least,
        "placeholder": plain(placeholder),
    }
    return {**element, "initial_option": option(initial)} if initial else element


def where(channel: str) -> Object:
    """Return the words that say whom a form is about."""
    mine = channel.startswith("D")
    words = "For you alone." if mine else f"In <#{channel}>, for everybody there."
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": words}]}


def note(title: str, blocks: tuple[Object, ...]) -> Object:
    """Return a view that only shows something."""
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain("Close"),
        "blocks": list(blocks),
    }
