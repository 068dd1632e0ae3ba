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
"""Characters of a thread's name, in UTF-16 units."""

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rest:
    """Discord's REST API. Raises what discord.py and the wire raise."""

    http: HTTPClient

    async def create_message(self, channel: str, body: Json) -> str:
        """Post into a channel or thread; return the message's id."""
        return _id(await self.ask(_in("POST", channel, "/messages"), body))

    async def edit_message(self, channel: str, message: str, body: Json) -> None:
        """Replace a message of ours."""
        await self.ask(_at("PATCH", channel, message), body)

    async def open_thread(self, channel: str, message: str, name: str) -> None:
        """Open the thread under a message; its id is the message's."""
        body: Json = {"name": _cut(name), "auto_archive_duration": ARCHIVE}
        await self.ask(_at("POST", channel, message, "/threads"), body)

    async def create_forum_post(
        self, channel: str, name: str, body: Json, tags: Sequence[str] = ()
    ) -> str:
        """Open a post in a forum; its first message has the same id."""
        shown = {"name": _cut(name), "message": body}
        if tags:
            shown["applied_tags"] = tags
        return _id(await self.ask(_in("POST", channel, "/threads"), shown))

    async def open_direct(self, person: str) -> str:
        """Return the channel of our direct messages with a person."""
        route = Route("POST", "/users/@me/channels")
        return _id(await self.ask(route, {"recipient_id": person}))

    async def messages(self, channel: str, after: int) -> Sequence[Json]:
        """Return up to 100 messages after a snowflake, the oldest of them."""
        params: Json = {"limit": 100, "after": str(after)}
        found = await self.ask(_in("GET", channel, "/messages"), params=params)
        return cast("Sequence[Json]", found) if isinstance(found, list) else ()

    async def message(self, channel: str, message: str) -> Json:
        """Return one message."""
        return as_object(await self.ask(_at("GET", channel, message)))

    async def channel(self, channel: str) -> Json:
        """Return what a channel or thread is."""
        return as_object(await self.ask(_in("GET", channel)))

    async def guild(self, guild: str) -> Json:
        """Return what a server is."""
        return as_object(await self.ask(Route("GET", "/guilds/{id}", id=guild)))

    async def active_threads(self, guild: str) -> Sequence[Json]:
        """Return the threads of a guild that are not archived."""
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=guild)
        found = as_object(await self.ask(route))
        return cast("Sequence[Json]", found.get("threads") or ())

    async def ask(
        self, route: Route, body: object = None, params: Json | None = None
    ) -> object:
        """Make one request, within `TIMEOUT`."""
        async with asyncio.timeout(TIMEOUT):
            if body is None:
                return cast("object", await self.http.request(route, params=params))
            answer = self.http.request(route, json=body, params=params)
            return cast("object", await answer)


def as_object(answer: object) -> Json:
    """Return an answer that is an object; an empty one where it is not."""
    return cast("Json", answer) if isinstance(answer, dict) else {}


def _in(method: str, channel: str, rest: str = "") -> Route:
    return Route(method, f"/channels/{{channel_id}}{rest}", channel_id=channel)


def _at(method: str, channel: str, message: str, rest: str = "") -> Route:
    path = f"/channels/{{channel_id}}/messages/{{message_id}}{rest}"
    return Route(method, path, channel_id=channel, message_id=message)


def _cut(name: str) -> str:
    """Return as much of a thread's name as fits, however Discord counts an emoji."""
    return name.encode("utf-16-le", "replace")[: 2 * NAME].decode("utf-16-le", "ignore")


def _id(answer: object) -> str:
    """Return the id of what was created."""
    made = as_object(answer)
    if "id" not in made:
        raise Unknown("discord: the answer to a post names no id")
    return str(made["id"])
