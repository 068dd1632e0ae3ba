"""What Slack delivers, as lines somebody typed. Pure; the only reader of its events."""

import re
from dataclasses import dataclass
from html import unescape

from bot.adapters.slack.payload import Object, flag, objects, text
from bot.chat import Origin, Target

SUBTYPES = {"", "file_share", "thread_broadcast"}
"""Kinds of message a person writes; all others are reports about messages."""

INSTALLED = "dateline_installed_team"
"""Where we note for which installation a delivery is."""

_MENTION = re.compile(r"<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
"""Marks nobody sees, which come along when text is copied from a page."""
_CONTROL = re.compile(r"<(?P<body>[^<>]+)>")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line, who typed it, and by which ways it can be answered."""

    id: str
    """The same for every delivery of the same line: as `message`, as `app_mention`,
    and again when Slack believes that we did not hear it."""
    target: Target
    user: str
    text: str
    origin: Origin
    message_id: str | None = None
    respond: str = ""
    """Slack's address for answers to this interaction; empty where there is none."""
    trigger: str = ""
    """What opens a modal, within three seconds; empty where none may be opened."""
    within: str = ""
    """The thread the line itself stands in; empty where that is the channel."""


def team(body: Object) -> str:
    """Return the workspace whose installation this delivery is for.

    In a shared channel the event may have happened in another one, and where a whole
    organisation is concerned ids of workspaces may lack.
    """
    named = (text(each, "team_id") for each in objects(body, "authorizations"))
    return (
        text(body, INSTALLED)
        or text(body, "view", "app_installed_team_id")
        or next((team for team in named if team), "")
        or text(body, "team", "id")
        or text(body, "team_id")
        or text(body, "user", "team_id")
    )


def mention(body: Object, bot: str) -> Typed | None:
    """Return a line that names us, to be answered in the thread under it."""
    event = body.get("event")
    if not _by_person(event, bot) or f"<@{bot}" not in text(event, "text"):
        return None
    return _message(body, Origin.MENTION, bot, text(event, "thread_ts"))


def direct(body: Object, bot: str) -> Typed | None:
    """Return a direct message, to be answered below it, or in the thread it is in."""
    event = body.get("event")
    if not _by_person(event, bot) or not _is_direct(event):
        return None
    return _message(body, Origin.DIRECT, bot, text(event, "thread_ts"))


def command(body: Object) -> Typed:
    """Return what was typed after the slash command."""
    return Typed(
        id=text(body, "trigger_id"),
        target=Target("slack", team(body), text(body, "channel_id")),
        user=text(body, "user_id"),
        text=_UNSEEN.sub("", unescape(text(body, "text"))).strip(),
        origin=Origin.COMMAND,
        respond=text(body, "response_url"),
        trigger=text(body, "trigger_id"),
    )


def press(body: Object) -> Typed | None:
    """Return the line a button stands for; None for a press without one."""
    pressed = next(iter(objects(body, "actions")), None)
    if pressed is None:
        return None
    message = text(body, "container", "message_ts") or text(body, "message", "ts")
    user, when = text(body, "user", "id"), text(pressed, "action_ts")
    return Typed(
        id=f"{user}:{text(pressed, 'action_id')}:{when or text(body, 'trigger_id')}",
        target=Target("slack", team(body), place(body), _thread(body, message)),
        user=user,
        text=text(pressed, "value"),
        origin=Origin.BUTTON,
        message_id=None if flag(body, "container", "is_ephemeral") else message or None,
        within=_within(body),
        respond=text(body, "response_url"),
        trigger=text(body, "trigger_id"),
    )


def pressed(body: Object) -> str:
    """Return the name (action id) of what was pressed."""
    return text(next(iter(objects(body, "actions")), None), "action_id")


def place(body: Object) -> str:
    """Return the channel an interaction happened in; empty on the Home tab."""
    return text(body, "channel", "id") or text(body, "container", "channel_id")


def spoken(raw: str, bot: str = "") -> str:
    """Return a message's text as its author saw it, without our own name."""
    named = _MENTION.sub(lambda m: "" if m["id"] == bot else m[0], raw)
    shown = _CONTROL.sub(lambda m: _shown(m["body"]), named)
    return " ".join(_UNSEEN.sub("", unescape(shown)).split())


def _shown(body: str) -> str:
    address, _, label = body.partition("|")
    if body[0] in "@!":
        return label or address
    if body[0] == "#":
        return f"#{label or address[1:]}"
    return address.removeprefix("mailto:")


def _by_person(event: object, bot: str) -> bool:
    """Say whether a person wrote this: never answer a bot, least of all ourselves."""
    return (
        text(event, "subtype") in SUBTYPES
        and not text(event, "bot_id")
        and text(event, "user") not in ("", bot, "USLACKBOT")
        and not flag(event, "hidden")
    )


def _is_direct(event: object) -> bool:
    """Say whether nobody else is there; a mention does not name the channel's type."""
    kind = text(event, "channel_type")
    return kind == "im" or (not kind and text(event, "channel").startswith("D"))


def _message(body: Object, origin: Origin, bot: str, thread: str) -> Typed:
    event = body.get("event")
    channel, ts = text(event, "channel"), text(event, "ts")
    under = thread or (ts if origin is Origin.MENTION else "")
    return Typed(
        id=f"{channel}:{ts}",
        target=Target("slack", team(body), channel, under or None),
        user=text(event, "user"),
        text=spoken(text(event, "text"), bot),
        origin=origin,
        message_id=thread or None,
        within=thread,
    )


def _thread(body: Object, message: str) -> str | None:
    """Return the thread that answers to a press go to: below the button's message.

    In a direct message they follow it, and nothing hangs below a private message.
    """
    alone = flag(body, "container", "is_ephemeral") or place(body).startswith("D")
    return _within(body) or (None if alone else message) or None


def _within(body: Object) -> str:
    return text(body, "message", "thread_ts") or text(body, "container", "thread_ts")
