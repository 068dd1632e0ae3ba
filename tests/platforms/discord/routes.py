"""The REST routes of channels, messages, threads and commands."""

from collections.abc import Awaitable, Callable
from typing import cast

from aiohttp import web

from tests.platforms.discord import contract
from tests.platforms.discord.answers import Refusal, answer
from tests.platforms.discord.world import (
    BOT,
    GUILD,
    MEMBER,
    SECOND,
    Json,
    World,
    user,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

NO_MESSAGES = {4, 14, 15, 16}
THREADED = {0, 5}
REQUIRE_TAG = 1 << 4


class Routes:
    """Handlers over a world. A nonce seen before returns the message it made."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.nonces: dict[tuple[str, str], Json] = {}
        self.deleted: set[str] = set()
        """Threads that were there; another cannot be opened under their message."""
        self.forbidden: dict[str, int] = {}
        """Channel to the code every write there is refused with."""
        self.hidden: set[str] = set()
        """Channels whose history the bot may not read: listed empty, not refused."""
        self.permissions = {GUILD: MEMBER, SECOND: str(1 << 10)}
        self.forgetful = False
        """Whether nonces are no longer remembered, as after some minutes."""
        self.announce: Callable[[str, str, object], Awaitable[None]] | None = None
        """Tells the gateway of what was made; None keeps it to itself."""
        self.shards = 1
        self.gateway_url = ""

    def all(self) -> list[web.RouteDef]:
        channel, message = "/channels/{channel}", "/channels/{channel}/messages/{id}"
        return [
            web.get("/users/@me", self.me),
            web.post("/users/@me/channels", self.open_direct),
            web.get("/users/@me/guilds", self.guilds),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/gateway/bot", self.gateway),
            web.get(channel, self.channel),
            web.get(f"{channel}/messages", self.list_messages),
            web.post(f"{channel}/messages", self.create_message),
            web.post(f"{channel}/threads", self.create_forum_post),
            web.get(message, self.message),
            web.patch(message, self.edit_message),
            web.post(f"{message}/threads", self.open_thread),
            web.get("/guilds/{guild}/threads/active", self.active_threads),
            web.get("/guilds/{guild}", self.guild),
            web.get("/applications/{app}/commands", self.commands),
            web.put("/applications/{app}/commands", self.put_commands),
        ]

    async def me(self, _: web.Request) -> web.Response:
        return answer(user(BOT))

    async def open_direct(self, request: web.Request) -> web.Response:
        person = (await request.json())["recipient_id"]
        for channel in self.world.channels.values():
            if channel["type"] == 1 and channel["recipients"] == [user(person)]:
                return answer(channel)
        raise Refusal(10013)

    async def guilds(self, _: web.Request) -> web.Response:
        shown = [
            {"id": id_, "name": f"Server {id_[-3:]}", "permissions": held}
            for id_, held in self.permissions.items()
        ]
        return answer(shown)

    async def application(self, _: web.Request) -> web.Response:
        shown = {
            "id": BOT,
            "name": "Dateline",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": user("900000000000000077"),
            "team": None,
            "flags": 0,
        }
        return answer(shown)

    async def gateway(self, _: web.Request) -> web.Response:
        limit = {
            "total": 1000,
            "remaining": 999,
            "reset_after": 0,
            "max_concurrency": 1,
        }
        shown = {
            "url": self.gateway_url,
            "shards": self.shards,
            "session_start_limit": limit,
        }
        return answer(shown)

    async def channel(self, request: web.Request) -> web.Response:
        return answer(self._channel(request))

    async def list_messages(self, request: web.Request) -> web.Response:
        """Newest first, of those after: the oldest ``limit``."""
        channel = self._channel(request)
        if channel["type"] in NO_MESSAGES:
            raise Refusal(50008)
        after = int(request.query.get("after", "0"))
        limit = int(request.query.get("limit", "50"))
        held = self.world.messages[str(channel["id"])]
        if channel["id"] in self.hidden:
            return answer([])
        later = [m for m in held if int(str(m["id"])) > after][:limit]
        if not self.world.keeps_nonce:
            later = [{k: v for k, v in m.items() if k != "nonce"} for m in later]
        return answer(later[::-1])

    async def message(self, request: web.Request) -> web.Response:
        if self._channel(request)["id"] in self.hidden:
            raise Refusal(50013)
        return answer(self._message(request))

    async def create_message(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), await self._body(request)
        if channel["type"] in NO_MESSAGES:
            raise Refusal(50008)
        self._check(channel, body)
        key = (str(channel["id"]), str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self.nonces:
            return answer(self.nonces[key])
        made = self.world.add(str(channel["id"]), BOT, body)
        if body.get("enforce_nonce") and not self.forgetful:
            self.nonces[key] = made
        return answer(made)

    async def edit_message(self, request: web.Request) -> web.Response:
        message, body = self._message(request), await self._body(request)
        self._check(self._channel(request), body)
        message |= body | {"edited_timestamp": message["timestamp"]}
        return answer(message)

    async def open_thread(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), await self._body(request)
        if channel["type"] not in THREADED:
            raise Refusal(50024)
        message = self._message(request)
        if str(message["id"]) in {*self.world.channels, *self.deleted}:
            raise Refusal(160004)
        if code := self.forbidden.get(f"{channel['id']}/threads"):
            raise Refusal(code)
        thread = self.world.thread(
            str(message["id"]), str(channel["id"]), str(body["name"])
        )
        await self._announce(thread)
        return answer(thread, 201)

    async def create_forum_post(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), await self._body(request)
        inside = cast("Json", body["message"])
        self._check(channel, inside)
        tags = body.get("applied_tags") or []
        if int(str(channel["flags"])) & REQUIRE_TAG and not tags:
            raise Refusal(40067)
        id_ = self.world.new_id()
        thread = self.world.thread(id_, str(channel["id"]), str(body["name"]))
        first = self.world.add(id_, BOT, inside)
        first["id"] = id_
        thread["applied_tags"] = tags
        await self._announce(thread)
        return answer(thread | {"message": first}, 201)

    async def guild(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] not in self.permissions:
            raise Refusal(10004)
        return answer(self.world.guild(request.match_info["guild"]))

    async def active_threads(self, request: web.Request) -> web.Response:
        guild = request.match_info["guild"]
        threads = [
            c
            for c in self.world.channels.values()
            if c.get("guild_id") == guild and "parent_id" in c
        ]
        return answer({"threads": threads, "members": [], "has_more": False})

    async def commands(self, _: web.Request) -> web.Response:
        return answer(self.world.commands)

    async def put_commands(self, request: web.Request) -> web.Response:
        sent = cast("list[Json]", await self._body(request))
        self.world.commands = [
            {"id": self.world.new_id(), "application_id": BOT, "version": "1"}
            | {"dm_permission": True, "nsfw": False}
            | command
            for command in sent
        ]
        return answer(self.world.commands)

    async def _announce(self, thread: Json) -> None:
        if self.announce:
            await self.announce(str(thread["guild_id"]), "THREAD_CREATE", thread)

    # --- checks ---------------------------------------------------------------------

    async def _body(self, request: web.Request) -> Json:
        body = await request.json()
        path = "/" + request.path.split("/", 3)[3]
        if wrong := contract.problems(request.method, path, body):
            raise Refusal(50035, wrong)
        return cast("Json", body)

    def _channel(self, request: web.Request) -> Json:
        found = self.world.channels.get(request.match_info["channel"])
        if found is None:
            raise Refusal(10003)
        return found

    def _message(self, request: web.Request) -> Json:
        channel = str(self._channel(request)["id"])
        found = self.world.find(channel, request.match_info["id"])
        if found is None:
            raise Refusal(10008)
        return found

    def _check(self, channel: Json, body: Json) -> None:
        if code := self.forbidden.get(str(channel["id"])):
            raise Refusal(code)
        if contract.empty(body):
            raise Refusal(50006)
