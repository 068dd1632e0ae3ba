"""Buttons that carry their line of the grammar, and so work after any restart.

A custom id holds 100 characters. A line that is longer stands in the address of the
message's embed, which comes back with every press; nothing is kept on our side.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.messages import Action

ID_SIZE = 100
"""Characters of a custom id (Discord, Component Object)."""
LABEL_SIZE = 80
URL_SIZE = 2_048
PER_ROW = 5
HOME = "https://dateline.invalid/"
"""Address of our embeds. They have no title, so nobody sees or can follow it."""

Row = dict[str, object]


def rows(actions: Sequence[Action]) -> list[Row]:
    """Return the component rows of a post, as few and as equal as can be."""
    buttons = [_button(at, action) for at, action in enumerate(actions)]
    lines = -(-len(buttons) // PER_ROW)
    step = -(-len(buttons) // lines) if lines else 1
    cuts = range(0, len(buttons), step)
    return [{"type": 1, "components": buttons[at : at + step]} for at in cuts]


def mark(key: str, actions: Sequence[Action]) -> str:
    """Return the hidden address of a post: its key, and the lines too long for ids."""
    long = [(str(at), a.command) for at, a in enumerate(actions) if _is_long(a)]
    address = HOME + key
    while long:
        full = f"{address}?{urlencode(long, errors='replace')}"
        if len(full) <= URL_SIZE:
            return full
        long.pop()
    return address


def key_of(address: str) -> str | None:
    """Return the key in an embed's address, or None where it is not one of ours."""
    if not address.startswith(HOME):
        return None
    return urlsplit(address).path.removeprefix("/") or None


def line(custom_id: str, addresses: Iterable[str]) -> str | None:
    """Return the line behind a pressed button; None where it is not ours."""
    at, mark, command = custom_id.partition(":")
    if not mark or not at.isdecimal():
        return None
    if command:
        return command
    for address in addresses:
        if address.startswith(HOME):
            return parse_qs(urlsplit(address).query).get(at, [None])[0]
    return None


def _button(at: int, action: Action) -> dict[str, object]:
    return {
        "type": 2,
        "style": 2,
        "label": _cut(action.label),
        "custom_id": f"{at}:" if _is_long(action) else f"{at}:{action.command}",
    }


def _is_long(action: Action) -> bool:
    return len(action.command) + 3 > ID_SIZE


def _cut(label: str) -> str:
    label = label.strip() or "…"
    return label if len(label) <= LABEL_SIZE else label[: LABEL_SIZE - 1] + "…"
