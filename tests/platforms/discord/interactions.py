"""Interactions: three seconds for the first answer, fifteen minutes for the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from aiohttp import web

from tests.platforms.discord import contract
from tests.platforms.discord.answers import Refusal, answer
from tests.platforms.discord.world import (
    ANA,
    BOT,
    MANAGE_GUILD,
    NOON,
    Json,
    World,
    member,
    user,
)

FIRST = timedelta(seconds=3)
LATER = timedelta(minutes=15)
EPHEMERAL = 1 << 6


@dataclass(slots=True)
class Talk:
    """One interaction and everything that was said about it."""

    id: str
    token: str
    channel: str
    at: datetime
    callback: Json | None = None
    said: list[Json] = field(default_factory=list)
    """Answers as people see them, the first first."""
    withdrawn: bool = False

    @property
    def kind(self) -> int:
        return int(str((self.callback or {"type": 0})["type"]))

    @property
    def loading(self) -> bool:
        return self.kind == 5 and not self.said and not self.withdrawn


@dataclass(slots=True)
class Interactions:
    """All of them, with their endpoints."""

    world: World
    clock: Callable[[], datetime] = lambda: NOON
    talks: dict[str, Talk] = field(default_factory=dict)

    def all(self) -> list[web.RouteDef]:
        hook = "/webhooks/{app}/{token}"
        first = f"{hook}/messages/@original"
        return [
            web.post("/interactions/{id}/{token}/callback", self.callback),
            web.post(hook, self.follow),
            web.get(first, self.first),
            web.patch(first, self.fill),
            web.delete(first, self.withdraw),
        ]

    def start(
        self, kind: int, data: Json, channel: str, *, manages: bool, locale: str
    ) -> tuple[Talk, Json]:
        """Return a new interaction and the event that tells of it."""
        id_ = self.world.new_id()
        talk = Talk(id_, f"token-{id_}", channel, self.clock())
        self.talks[talk.token] = talk
        about = self.world.channels[channel]
        permissions = str((1 << 11) | (MANAGE_GUILD if manages else 0))
        event: Json = {
            "id": id_,
            "application_id": BOT,
            "type": kind,
            "data": data,
            "token": talk.token,
            "version": 1,
            "channel_id": channel,
            "channel": about | {"permissions": permissions},
            "locale": locale,
            "app_permissions": permissions,
            "entitlements": [],
            "context": 0,
            "attachment_size_limit": 0,
        }
        if guild := about.get("guild_id"):
            shown = member(ANA) | {"permissions": permissions}
            event |= {"guild_id": guild, "guild_locale": "en-US", "member": shown}
            event["guild"] = {"id": guild, "locale": "en-US", "features": []}
            event["authorizing_integration_owners"] = {"0": guild}
        else:
            event |= {"user": user(ANA), "context": 1}
            event["authorizing_integration_owners"] = {"1": ANA}
        return talk, event

    async def callback(self, request: web.Request) -> web.Response:
        body = await _body(request)
        talk = self.talks.get(request.match_info["token"])
        if talk is None or self.clock() - talk.at > FIRST:
            raise Refusal(10062)
        if talk.callback is not None:
            raise Refusal(40060)
        talk.callback = body
        if talk.kind == 4:
            self._say(talk, cast("Json", body["data"]))
        return web.Response(status=204)

    async def follow(self, request: web.Request) -> web.Response:
        talk, body = self._talk(request), await _body(request)
        if talk.loading:  # what comes first takes the place and side of "thinking"
            body |= {"flags": _flags(talk)}
        return answer(self._say(talk, body))

    async def fill(self, request: web.Request) -> web.Response:
        talk, body = self._talk(request), await _body(request)
        if talk.loading:
            return answer(self._say(talk, body | {"flags": _flags(talk)}))
        if not talk.said:
            raise Refusal(10008)
        talk.said[0] |= body
        return answer(talk.said[0])

    async def first(self, request: web.Request) -> web.Response:
        talk = self._talk(request)
        if not talk.said:
            raise Refusal(10008)
        return answer(talk.said[0])

    async def withdraw(self, request: web.Request) -> web.Response:
        self._talk(request).withdrawn = True
        return web.Response(status=204)

    def _talk(self, request: web.Request) -> Talk:
        talk = self.talks.get(request.match_info["token"])
        if talk is None or talk.callback is None or self.clock() - talk.at > LATER:
            raise Refusal(10015)
        return talk

    def _say(self, talk: Talk, body: Json) -> Json:
        hidden = int(str(body.get("flags") or 0)) & EPHEMERAL
        message = self.world.add(talk.channel, BOT, body)
        if hidden:
            self.world.messages[talk.channel].remove(message)
        talk.said.append(message)
        return message


def _flags(talk: Talk) -> int:
    data = cast("Json", (talk.callback or {}).get("data") or {})
    return int(str(data.get("flags") or 0))


async def _body(request: web.Request) -> Json:
    body = await request.json()
    path = "/" + request.path.split("/", 3)[3]
    if wrong := contract.problems(request.method, path, body):
        raise Refusal(50035, wrong)
    return cast("Json", body)
