"""Register our commands with Discord, only where they differ from what it has."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from discord.http import Route

from bot.adapters.discord.commands import Json
from bot.adapters.discord.rest import Rest

OURS: Final = (
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "default_member_permissions",
    "integration_types",
    "contexts",
    "options",
    "required",
    "autocomplete",
    "choices",
    "value",
)
"""What we say about a command; Discord adds ids, versions and defaults."""
PATH: Final = "/applications/{application_id}/commands"


async def sync(rest: Rest, application: str, wanted: Sequence[Json]) -> bool:
    """Make Discord's commands ours; return whether anything had to change."""
    if same(wanted, await held(rest, application)):
        return False
    await rest.ask(Route("PUT", PATH, application_id=application), wanted)
    return True


async def held(rest: Rest, application: str) -> object:
    """Return the commands Discord has of us, with every language."""
    listed = Route("GET", PATH, application_id=application)
    return await rest.ask(listed, params={"with_localizations": "true"})


def same(wanted: object, there: object) -> bool:
    """Tell whether two lists of commands say the same, whatever their order."""
    return _by_name(wanted) == _by_name(there)


def _by_name(commands: object) -> dict[tuple[object, object], object]:
    listed = cast("Sequence[Json]", commands) if isinstance(commands, list) else ()
    return {(c.get("type", 1), c.get("name")): _normal(c) for c in listed}


def _normal(value: object) -> object:
    """Return a value without what Discord adds or leaves out on its own."""
    if isinstance(value, list):
        items = [_normal(item) for item in value]
        in_order = any(isinstance(item, dict) for item in items)
        return items if in_order else sorted(items, key=str)
    if not isinstance(value, Mapping):
        return str(value) if isinstance(value, int) else value  # permissions are both
    return {
        key: item if key.endswith("localizations") else _normal(item)
        for key, item in cast("Json", value).items()
        if key in OURS and item not in (None, False, "", [], {})
    }
