"""The slash command and the context menu: which uses there are, and their lines.

Discord's options are only another way to type the one grammar: each use has a template
whose ``{names}`` are options and whose ``[brackets]`` fall away with an empty option.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.adapters.discord import locales
from bot.chat import Suggest

Json = dict[str, object]

ROOM: Final = 8_000
"""Characters of one command over all its names, descriptions and choices."""
SEND_MESSAGES: Final = 1 << 11
"""Who may not write in a channel may not ask there either. Discord knows this default
per top-level command only, so who may configure is checked with each line."""
SUBCOMMAND, GROUP, STRING, ATTACHMENT = 1, 2, 3, 11
CHAT, MESSAGE_MENU = 1, 3
INSTALLS = [0, 1]
"""In servers, and by a person for themselves."""
CONTEXTS = [0, 1, 2]
"""Servers, direct messages with the bot, other private conversations."""
WHO_SAID_THIS = "Who said this?"

USES: Final[Mapping[str, str]] = {
    "who-said-what": "who said what[ about {topic}][ since {since}][ in {outlet}]",
    "what-did-say": "what did {person} say[ about {topic}]",
    "quotes": "quotes {person}[ about {topic}][ since {since}]",
    "brief": "brief[ {address}]",
    "summary": "summary[ {story}]",
    "ask": "ask {question}",
    "verify": 'verify "{text}"',
    "timeline": "timeline {person} on {topic}",
    "numbers": "numbers {topic}",
    "first": "first {topic}",
    "sources": "sources {story}",
    "compare": "compare {outlet} and {other} on {topic}",
    "new": "new[ since {since}]",
    "context": "context[ {number}]",
    "why": "why[ {item}]",
    "watch": "watch {person}[ when says about {topic}]",
    "unwatch": "unwatch {person}",
    "mute": "mute {topic}[ for {span}]",
    "export": "export {format}",
    "digest now": "digest now",
    "digest preview": "digest preview",
    "digest create": "digest create[ {days}][ {hour}][ {zone}]",
    "digest edit": "digest edit {digest}[ {days}][ {hour}][ {zone}]",
    "digest list": "digest list",
    "digest pause": "digest pause[ {digest}]",
    "digest resume": "digest resume[ {digest}]",
    "digest skip": "digest skip[ {digest}]",
    "digest delete": "digest delete {digest}",
    "feed add": "feed add[ {address}]",
    "feed remove": "feed remove[ {feed}]",
    "feed list": "feed list",
    "feed test": "feed test {feed}",
    "feed import": "feed import {file}",
    "feed export": "feed export",
    "filter add": "filter add[ {rule}]",
    "filter list": "filter list",
    "filter test": "filter test[ {rule}]",
    "filter remove": "filter remove {filter}",
    "settings": "settings[ {change}]",
    "status": "status",
    "help": "help[ {subject}]",
}
"""Path of a subcommand to its template, in the order Discord shows them."""

SUGGESTED: Final[Mapping[str, Suggest]] = {
    "topic": Suggest.STORY,
    "story": Suggest.STORY,
    "person": Suggest.SPEAKER,
    "feed": Suggest.FEED,
    "digest": Suggest.HOURS,
    "filter": Suggest.FILTER,
    "change": Suggest.SETTING,
    "zone": Suggest.ZONE,
}
"""Options that complete what is typed."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "format": ("csv", "json", "md"),
    "days": ("weekdays", "daily", "weekends"),
}

_SLOT = re.compile(r"\[(?P<soft>[^\]{]*)\{(?P<maybe>\w+)\}\]|\{(?P<must>\w+)\}")


@dataclass(frozen=True, slots=True)
class Option:
    """A slot of a template."""

    name: str
    required: bool


def options(template: str) -> Iterator[Option]:
    """Yield a template's slots, the required first, as Discord wants them."""
    found = [
        Option(slot["must"] or slot["maybe"], required=slot["must"] is not None)
        for slot in _SLOT.finditer(template)
    ]
    yield from sorted(found, key=lambda option: not option.required)


def line(path: str, values: Mapping[str, str]) -> str:
    """Return the line a use makes of its options.

    Raises:
        KeyError: there is no such use: the command is older than this program.
    """

    def filled(slot: re.Match[str]) -> str:
        value = values.get(slot["must"] or slot["maybe"], "").strip()
        return (slot["soft"] or "") + value.replace('"', "”") if value else ""

    return _SLOT.sub(filled, USES[path])


def payload(command: str) -> list[Json]:
    """Return everything we register with Discord."""
    shared: Json = {"integration_types": INSTALLS, "contexts": CONTEXTS}
    chat = {
        "type": CHAT,
        "name": command,
        **_described("news"),
        "default_member_permissions": SEND_MESSAGES,
        "options": _tree(),
        **shared,
    }
    menu = {
        "type": MESSAGE_MENU,
        "name": WHO_SAID_THIS,
        "name_localizations": locales.texts("menu"),
        "default_member_permissions": SEND_MESSAGES,
        **shared,
    }
    return [chat, menu]


def _tree() -> list[Json]:
    top: dict[str, Json] = {}
    for path, template in USES.items():
        group, _, name = path.rpartition(" ")
        leaf = _use(path, name, template)
        if not group:
            top[path] = leaf
            continue
        branch = top.setdefault(
            group, {"type": GROUP, "name": group, **_called(group), "options": []}
        )
        leaves = branch["options"]
        assert isinstance(leaves, list)  # noqa: S101  # made three lines above
        leaves.append(leaf)
    return list(top.values())


def _use(path: str, name: str, template: str) -> Json:
    made: Json = {"type": SUBCOMMAND, "name": name, **_called(path)}
    if slots := [_option(option) for option in options(template)]:
        made["options"] = slots
    return made


def _option(option: Option) -> Json:
    made: Json = {
        "type": ATTACHMENT if option.name == "file" else STRING,
        "name": option.name,
        **_called(f"option {option.name}"),
        "required": option.required,
    }
    if option.name in SUGGESTED:
        made["autocomplete"] = True
    if option.name in CHOICES:
        made["choices"] = [{"name": c, "value": c} for c in CHOICES[option.name]]
    return made


def _called(key: str) -> Json:
    return {"name_localizations": locales.names(key), **_described(key)}


def _described(key: str) -> Json:
    return {
        "description": locales.text(key),
        "description_localizations": locales.texts(key),
    }
