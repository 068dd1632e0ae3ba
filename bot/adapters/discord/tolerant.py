"""Events as discord.py wants them, whatever a server leaves out that it insists on.

Its version of the API is older or newer than the server's; nothing we need is lost.
"""

from collections.abc import Mapping
from typing import Final

Event = dict[str, object]

INTERACTION: Final = "INTERACTION_CREATE"
DEFAULTS: Final[Mapping[str, Mapping[str, object]]] = {
    INTERACTION: {"version": 1, "attachment_size_limit": 0},
}


def completed(name: str, data: Event) -> Event:
    """Return an event with what discord.py would trip over the lack of."""
    if name not in DEFAULTS:
        return data
    whole = {**DEFAULTS[name], **data}
    if name == INTERACTION and "channel" not in data and "channel_id" in data:
        whole["channel"] = _channel(data)
    return whole


def _channel(data: Event) -> Event:
    """Return the least that names a channel: one that is cached is found by its id."""
    text, direct = 0, 1
    kind = text if "guild_id" in data else direct
    return {"id": data["channel_id"], "type": kind, "name": "", "position": 0}
