"""The requests we make of Discord, over discord.py's own HTTP client."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from discord.http import HTTPClient, Route

from bot.errors import Unknown

TIMEOUT: Final = 30.0
"""Seconds for one request, waiting for a rate limit's window included."""
ARCHIVE: Final = 4_320
"""Minutes without a word after which a thread of ours folds: three days."""
NAME: Final = 100
"""Characters of a thread's name."""

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rest:
    """Discord's REST API. Raises what discord.py and the wire raise."""

    http: HTTPClient

    async def create_message(self, channel: str, body: Json) -> str:
        """Post into a channel or thread; return the message's id."""
        path = "/channels/{channel_id}/messages"
        return _id(await self.ask("POST", path, body, channel_id=int(channel)))

    async def edit_message(self, channel: str, message: str, body: Json) -> None:
        """Replace a message of ours."""
        path = "/channels/{channel_id}/messages/{message_id}"
        ids = {"channel_id": int(channel), "message_id": int(message)}
        await self.ask("PATCH", path, body, **ids)

    async def open_thread(self, channel: str, message: str, name: str) -> None:
        """Open the thread under a message; its id is the message's."""
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body: Json = {"name": name[:NAME], "auto_archive_duration": ARCHIVE}
        ids = {"channel_id": int(channel), "message_id": int(message)}
        await self.ask("POST", path, body, **ids)

    async def create_forum_post(self, channel: str, name: str, body: Json) -> str:
        """Open a post in a forum; its first message has the same id."""
        shown: Json = {"name": name[:NAME], "message": body}
        path = "/channels/{channel_id}/threads"
        return _id(await self.ask("POST", path, shown, channel_id=int(channel)))

    async def messages(self, channel: str, after: int) -> Sequence[Json]:
        """Return up to 100 messages after a snowflake, the oldest of them."""
        path = "/channels/{channel_id}/messages"
        params = {"limit": 100, "after": after}
        found = await self.ask("GET", path, None, params, channel_id=int(channel))
        return cast("Sequence[Json]", found) if isinstance(found, list) else ()

    async def message(self, channel: str, message: str) -> Json:
        """Return one message."""
        path = "/channels/{channel_id}/messages/{message_id}"
        ids = {"channel_id": int(channel), "message_id": int(message)}
        return _object(await self.ask("GET", path, **ids))

    async def channel(self, channel: str) -> Json:
        """Return what a channel or thread is."""
        path = "/channels/{channel_id}"
        return _object(await self.ask("GET", path, channel_id=int(channel)))

    async def active_threads(self, guild: str) -> Sequence[Json]:
        """Return the threads of a guild that are not archived."""
        path = "/guilds/{guild_id}/threads/active"
        found = _object(await self.ask("GET", path, guild_id=int(guild)))
        return cast("Sequence[Json]", found.get("threads") or ())

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        params: Mapping[str, int | str] | None = None,
        **ids: int | str,
    ) -> object:
        """Make one request, within `TIMEOUT`."""
        route = Route(method, path, metadata=None, **ids)
        async with asyncio.timeout(TIMEOUT):
            if body is None:
                return cast("object", await self.http.request(route, params=params))
            answer = self.http.request(route, json=body, params=params)
            return cast("object", await answer)


def _id(answer: object) -> str:
    """Return the id of what was created."""
    made = _object(answer)
    if "id" not in made:
        raise Unknown("discord: the answer to a post names no id")
    return str(made["id"])


def _object(answer: object) -> Json:
    return cast("Json", answer) if isinstance(answer, dict) else {}
