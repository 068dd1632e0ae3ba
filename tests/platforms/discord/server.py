"""The server: its doors, its faults, and what a test can make people do there."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import cast

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.settings import Discord, Secret
from tests.platforms.discord.answers import Refusal, answer, too_many
from tests.platforms.discord.gateway import Gateway
from tests.platforms.discord.interactions import Interactions, Talk
from tests.platforms.discord.limits import Limits
from tests.platforms.discord.routes import Handler, Routes
from tests.platforms.discord.world import (
    ANA,
    BOT,
    CHANNEL,
    TOKEN,
    Json,
    World,
    member,
    user,
)

DEADLINE = 60.0
"""Seconds a test waits for something to happen before it has failed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How a request that matches goes wrong, once."""

    method: str = "POST"
    path: str = ""
    """A regular expression found in the path."""
    status: int = 500
    after: float = 0.01
    """Seconds a 429 asks to wait."""
    via: bool = True
    everywhere: bool = False
    written: bool = False
    """Whether the request takes effect before the answer goes wrong."""
    lost: bool = False
    """Whether the connection breaks instead of an answer."""
    code: int = 0
    """Discord's own code of the error."""


@dataclass(slots=True)
class Server:
    """One local Discord. Open it with `Server.open`."""

    world: World = field(default_factory=World)
    requests: list[tuple[str, str, object]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    plan: dict[int, Fault] = field(default_factory=dict)
    """Faults that come again and again: each at every n-th post."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Attachments, as the content network serves them."""
    limits: Limits | None = None
    date: str = ""
    """The ``Date`` of answers; empty: the real one."""
    charset: bool = False
    """Whether answers name their charset, as other servers' JSON often does."""
    url: str = ""
    posted: int = 0
    routes: Routes = field(init=False)
    gateway: Gateway = field(init=False)
    interactions: Interactions = field(init=False)

    def __post_init__(self) -> None:
        self.routes = Routes(self.world)
        self.gateway = Gateway(self.world)
        self.routes.announce = self.gateway.dispatch
        self.interactions = Interactions(self.world)

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator["Server"]:
        """Listen on loopback while the context is open."""
        server = cls()
        app = web.Application(middlewares=[server._door])
        api = web.Application()
        api.add_routes(server.routes.all())
        api.add_routes(server.interactions.all())
        app.add_subapp("/api/v10", api)
        app.router.add_get("/gateway", server.gateway.connect)
        app.router.add_get("/files/{name}", server.file)
        async with TestServer(app) as running:
            server.url = str(running.make_url("/api/v10"))
            server.gateway.url = str(running.make_url("/gateway").with_scheme("ws"))
            server.routes.gateway_url = server.gateway.url
            yield server

    def settings(self, **changed: object) -> Discord:
        """Return the settings that point the adapter here."""
        here = Discord(
            token=Secret(TOKEN),
            api_url=self.url,
            gateway_url="",
            shards=0,
            shard_ids=(),
            maintainers=(),
        )
        return replace(here, **changed)  # type: ignore[arg-type]

    def posts(self, channel: str = CHANNEL, author: str = BOT) -> list[Json]:
        """Return what was posted into a channel or thread, oldest first."""
        held = self.world.messages[channel]
        return [m for m in held if cast("Json", m["author"])["id"] == author]

    def delete_thread(self, id_: str) -> None:
        """Let a moderator delete a thread; Discord goes on to say it was there."""
        del self.world.channels[id_], self.world.messages[id_]
        self.routes.deleted.add(id_)

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something holds, here or in whoever talks to this server."""
        async with asyncio.timeout(DEADLINE):
            while not happened():  # noqa: ASYNC110  # two processes' worth of state
                await asyncio.sleep(0.005)

    async def ready(self, sessions: int = 1) -> None:
        """Wait until the bot listens."""
        await self.until(lambda: len(self.gateway.live()) >= sessions)

    async def say(
        self,
        text: str,
        *,
        channel: str = CHANNEL,
        author: str = ANA,
        mention: bool = True,
        reply_to: Json | None = None,
        roles: tuple[str, ...] = (),
    ) -> Json:
        """Let somebody write; without a mention or reply the words stay hidden."""
        guild = cast("str | None", self.world.channels[channel].get("guild_id"))
        told = f"<@{BOT}> {text}" if mention and guild else text
        body: Json = {"content": told, "mentions": [user(BOT)] if mention else []}
        if reply_to is not None:
            where = {"message_id": reply_to["id"], "channel_id": channel}
            body |= {"type": 19, "message_reference": where}
            body |= {"referenced_message": reply_to}
        message = self.world.add(channel, author, body)
        shown = dict(message)
        if guild:
            shown |= {"member": member(author, roles, full=False)}
            if not mention:
                shown["content"] = ""
        await self.gateway.dispatch(guild, "MESSAGE_CREATE", shown)
        return message

    async def use(
        self, kind: int, data: Json, channel: str = CHANNEL, **event: object
    ) -> Talk:
        """Let Ana use a command (2), button (3), option (4) or form (5)."""
        manages = bool(event.pop("manages", True))
        locale = str(event.pop("locale", "en-US"))
        talk, told = self.interactions.start(
            kind, data, channel, manages=manages, locale=locale
        )
        guild = cast("str | None", told.get("guild_id"))
        left_out = cast("tuple[str, ...]", event.pop("without", ()))
        shown = {k: v for k, v in (told | event).items() if k not in left_out}
        await self.gateway.dispatch(guild, "INTERACTION_CREATE", shown)
        return talk

    async def slash(self, path: str, channel: str = CHANNEL, **options: str) -> Talk:
        """Let Ana use ``/news``; ``path`` is that of the subcommand."""
        return await self.use(2, command(path, options), channel)

    async def file(self, request: web.Request) -> web.Response:
        """Serve what somebody attached."""
        name = request.match_info["name"]
        return web.Response(body=self.files[name])

    async def attach(self, path: str, content: bytes, size: int | None = None) -> Talk:
        """Let Ana use a subcommand that takes a file."""
        self.files["1"] = content
        address = self.url.replace("/api/v10", "/files/1")
        shown: Json = {"id": "1", "filename": "1", "url": address, "proxy_url": address}
        shown |= {"size": len(content) if size is None else size}
        data = command(path, {"file": "1"})
        _leaf(data)[0]["type"] = 11
        return await self.use(2, data | {"resolved": {"attachments": {"1": shown}}})

    async def press(self, post: Json, at: int = 0, **event: object) -> Talk:
        """Let Ana press a button of a post."""
        rows = cast("list[Json]", post["components"])
        flat = [b for row in rows for b in cast("list[Json]", row["components"])]
        data: Json = {"component_type": 2, "custom_id": flat[at]["custom_id"]}
        return await self.use(3, data, str(post["channel_id"]), message=post, **event)

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Record a request, then answer it, or let it go wrong."""
        if request.path == "/gateway":
            return await handler(request)
        body = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path, body))
        answered = await self._answered(request, handler)
        if self.date:
            answered.headers["Date"] = self.date
        if self.charset and answered.headers.get("Content-Type") == "application/json":
            answered.headers["Content-Type"] = "application/json; charset=utf-8"
        return answered

    async def _answered(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        open_ = ("/webhooks/", "/interactions/", "/files/")
        hooked = any(part in request.path for part in open_)
        if not hooked and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return answer({"message": "401: Unauthorized", "code": 0}, 401)
        if self.limits and (refused := self.limits.refuse(request)):
            return refused
        fault = self._fault(request)
        if fault and not fault.written:
            return await _gone_wrong(request, fault)
        try:
            done = await handler(request)
        except Refusal as refusal:
            done = refusal.response()
        if self.limits:
            self.limits.tell(request, done)
        return await _gone_wrong(request, fault) if fault else done

    def _fault(self, request: web.Request) -> Fault | None:
        for fault in self.faults:
            if fault.method == request.method and re.search(fault.path, request.path):
                self.faults.remove(fault)
                return fault
        return self._planned() if request.method == "POST" else None

    def _planned(self) -> Fault | None:
        self.posted += 1
        due = (fault for every, fault in self.plan.items() if not self.posted % every)
        return next(due, None)


async def _gone_wrong(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.lost:
        assert request.transport is not None
        request.transport.close()
        return web.Response()
    if fault.status == 429:
        return too_many(fault.after, via=fault.via, everywhere=fault.everywhere)
    return answer({"message": "broken", "code": fault.code}, fault.status)


def _leaf(data: Json) -> list[Json]:
    """Return the innermost options of a use."""
    options = cast("list[Json]", data["options"])
    while options and options[0]["type"] in (1, 2):
        options = cast("list[Json]", options[0]["options"])
    return options


def command(path: str, options: dict[str, str], focused: str = "") -> Json:
    """Return the data of a use of ``/news``."""
    inner: list[Json] = [
        {"type": 3, "name": name, "value": value, "focused": name == focused}
        for name, value in options.items()
    ]
    *groups, name = path.split()
    leaf: Json = {"type": 1, "name": name, "options": inner}
    for group in groups:
        leaf = {"type": 2, "name": group, "options": [leaf]}
    return {"id": "1", "name": "news", "type": 1, "options": [leaf]}
