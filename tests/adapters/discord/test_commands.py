"""The slash command: complete, translated, within Discord's limits."""

import re
from collections.abc import Iterator
from typing import cast

import pytest

from bot.adapters.discord import commands, locales, sync
from bot.adapters.discord.guard import LIMIT, WINDOW, Guard
from tests.platforms.discord import NOON, contract
from tests.platforms.discord.world import Json

CHAT, MENU = commands.payload("news")
NAME = re.compile(r"^[-_'\w]{1,32}$")


def nodes(node: Json) -> Iterator[Json]:
    yield node
    for inner in cast("list[Json]", node.get("options") or []):
        yield from nodes(inner)


def test_discord_would_accept_our_commands() -> None:
    path = "/applications/1/commands"

    assert contract.problems("PUT", path, [CHAT, MENU]) == []


def test_every_text_is_kept_in_every_language() -> None:
    wanted = {"de", "fr", "es-ES", "es-419"}

    for node in nodes(CHAT):
        assert set(cast("Json", node["description_localizations"])) == wanted
        if node is not CHAT:
            assert set(cast("Json", node["name_localizations"])) == wanted
    assert set(cast("Json", MENU["name_localizations"])) == wanted


@pytest.mark.parametrize("locale", ["", "de", "fr", "es-ES"])
def test_names_are_well_formed_and_unlike_each_other(locale: str) -> None:
    def name(node: Json) -> str:
        localized = cast("Json", node.get("name_localizations") or {})
        return str(localized.get(locale, node["name"]))

    for node in nodes(CHAT):
        inner = [name(n) for n in cast("list[Json]", node.get("options") or [])]
        assert len(set(inner)) == len(inner) <= 25, inner
        assert all(NAME.match(n) and n == n.lower() for n in inner), inner
        described = cast("Json", node["description_localizations"])
        assert len(str(described.get(locale, node["description"]))) <= 100


def test_the_whole_command_has_room() -> None:
    def size(node: Json) -> int:
        several = cast("Json", node.get("description_localizations") or {})
        words = [str(node["description"]), *map(str, several.values())]
        names = cast("Json", node.get("name_localizations") or {})
        called = [str(node["name"]), *map(str, names.values())]
        return max(map(len, words)) + max(map(len, called))

    assert sum(map(size, nodes(CHAT))) <= commands.ROOM


@pytest.mark.parametrize(
    ("path", "values", "line"),
    [
        ("who-said-what", {}, "who said what"),
        (
            "who-said-what",
            {"topic": "rent", "outlet": "The Lantern"},
            "who said what about rent in The Lantern",
        ),
        ("what-did-say", {"person": "Corvo"}, "what did Corvo say"),
        ("verify", {"text": 'so "it" is'}, 'verify "so ”it” is"'),
        ("watch", {"person": "Corvo", "topic": "pay"}, None),
        (
            "digest create",
            {"days": "daily", "hour": "8:00"},
            "digest create daily 8:00",
        ),
        ("mute", {"topic": "rent", "span": "7d"}, "mute rent for 7d"),
        ("feed list", {}, "feed list"),
    ],
)
def test_options_make_the_line_one_would_type(
    path: str, values: dict[str, str], line: str | None
) -> None:
    wanted = line or "watch Corvo when says about pay"

    assert commands.line(path, values) == wanted


def test_every_language_has_every_key() -> None:
    keys = set(locales.table("en", "texts"))

    for language in locales.LANGUAGES:
        assert set(locales.table(language, "texts")) == keys


def test_commands_are_the_same_whatever_discord_adds_and_their_order() -> None:
    held = [
        MENU | {"id": "2", "version": "7", "description": "", "nsfw": False},
        CHAT
        | {"id": "1", "dm_permission": True, "default_member_permissions": "2048"}
        | {"contexts": [2, 1, 0]},
    ]

    assert sync.same([CHAT, MENU], held)
    assert not sync.same([CHAT, MENU], [MENU])
    assert not sync.same([CHAT], [CHAT | {"description": "old"}])


def test_too_many_refusals_silence_us_until_they_age() -> None:
    now = NOON
    guard = Guard(lambda: now)
    for _ in range(LIMIT):
        guard.note(403)
    guard.note(200)

    assert guard.wait() == WINDOW
    now += WINDOW
    assert guard.wait() is None


def test_a_limit_shared_with_others_is_not_held_against_us() -> None:
    guard = Guard(lambda: NOON, limit=1)

    guard.note(429, shared=True)

    assert guard.wait() is None
