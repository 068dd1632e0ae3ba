"""The chat page's channel: posts kept in the store, sent live over WebSockets.

The page has no accounts: whoever can open it is the person at the keyboard. It is
therefore served on a loopback address, or under host names the operator lists.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from aiohttp import WSMsgType, web

from bot import log
from bot.adapters.web import render
from bot.chat import (
    Capabilities,
    Incoming,
    Limits,
    Listener,
    Origin,
    Person,
    Target,
)
from bot.errors import Gone
from bot.letters import sound
from bot.messages import Block, Paragraph, Part, Text, split
from bot.store import Store, page

LOG = log.get("web")
STATIC = Path(__file__).parent / "static"
MAX_TEXT = 4_000
"""Characters of one typed line; a longer one is refused by the page as well."""
MAX_EVENT = 64
"""Characters of the id the page gives to what is typed."""
HISTORY = 500
"""Posts an opened page is given."""
FAILED = "That could not be answered: see the log, and try again."
CHANNEL = Target("web", "local", "newsroom")
"""The one channel of the page."""


def measure(block: Block) -> int:
    """Return the characters of HTML a block takes."""
    return len(render.block(block))


LIMITS = Limits(size=40_000, blocks=200, actions=12, measure=measure)
CAPABILITIES = Capabilities()


@dataclass(slots=True)
class Web:
    """The page as a platform; its posts are kept across restarts."""

    store: Store
    now: Callable[[], datetime]
    hosts: frozenset[str] = frozenset()
    platform: str = "web"
    limits: Limits = LIMITS
    capabilities: Capabilities = CAPABILITIES
    _sockets: set[web.WebSocketResponse] = field(default_factory=set)
    _inbox: asyncio.Queue[tuple[Incoming, web.WebSocketResponse]] = field(
        default_factory=asyncio.Queue
    )

    async def run(self, listener: Listener) -> None:
        """Answer what is typed on the page, several questions at once."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                incoming, socket = await self.next_typed()
                tasks.create_task(self._surely(listener, incoming, socket))

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Post; a key posted before is not posted again."""
        post = await self._add(target, part, key)
        await self._broadcast(_shown(post))
        return post.id

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Replace a post on every open page."""
        async with self.store.writing() as tx:
            post = await page.rewrite(tx, target.channel, message_id, part)
        if post is None:
            raise Gone(f"web: no message {message_id}")
        await self._broadcast(_shown(post))

    async def direct(self, workspace: str, person: str) -> Target | None:  # noqa: ARG002
        """Nobody is alone here."""
        return None

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Find a post by its key."""
        del since  # keys are unique for good here
        async with self.store.reading() as tx:
            return await page.find(tx, target.channel, key)

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Return the page's routes, to be hung into the server."""
        return [
            web.get("/", self._page),
            web.get("/api/posts", self._history),
            web.get("/api/socket", self._socket),
            web.static("/static", STATIC),
        ]

    # --- answering ----------------------------------------------------------

    async def next_typed(self) -> tuple[Incoming, web.WebSocketResponse]:
        """Wait for a line, and the open page it came from."""
        return await self._inbox.get()

    async def respond(
        self, listener: Listener, incoming: Incoming, socket: web.WebSocketResponse
    ) -> None:
        """Answer a line where it was asked; a private answer on its page alone."""
        reply = await listener.answer(incoming)
        if reply is None:
            return
        for part in split(reply.message, self.limits):
            if reply.private:
                await _push(socket, _private(incoming.target, part, self.now()))
            else:
                key = f"{incoming.event_id}-{part.index}"
                await self.send(incoming.target, part, key)

    async def _surely(
        self, listener: Listener, incoming: Incoming, socket: web.WebSocketResponse
    ) -> None:
        try:
            await self.respond(listener, incoming, socket)
        except Exception:  # the outermost edge of one line: the others are answered
            LOG.exception("web.answer_failed", event_id=incoming.event_id)
            await _push(socket, {"type": "error", "text": FAILED})

    # --- the page -----------------------------------------------------------

    async def _page(self, request: web.Request) -> web.FileResponse:
        self._guard(request)
        return web.FileResponse(STATIC / "index.html")

    async def _history(self, request: web.Request) -> web.Response:
        self._guard(request)
        async with self.store.reading() as tx:
            posts = await page.latest(tx, CHANNEL.channel, limit=HISTORY)
        return web.json_response([_shown(post) for post in posts])

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self._guard(request)
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=64_000)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._typed(message.data, socket)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _typed(self, data: str, socket: web.WebSocketResponse) -> None:
        typed = _parse(data)
        if typed is None:
            await _push(socket, {"type": "error", "text": "That was not understood."})
            return
        try:
            typed = await self._noted(typed)
        except Gone:
            await _push(socket, {"type": "error", "text": "That thread is gone."})
            return
        self._inbox.put_nowait((replace(typed, person=self._person()), socket))

    async def _noted(self, typed: Incoming) -> Incoming:
        """Post what was typed; in the channel, it is answered in a thread under it."""
        if typed.origin is Origin.BUTTON:
            return typed
        post_id = await self._echo(typed)
        thread = typed.target.thread or post_id
        return replace(typed, target=replace(typed.target, thread=thread))

    async def _echo(self, typed: Incoming) -> str:
        part = Part(0, (Paragraph((Text(typed.text),)),))
        post = await self._add(typed.target, part, typed.event_id, author="You")
        await self._broadcast(_shown(post) | {"event": typed.event_id})
        return post.id

    async def _add(
        self, target: Target, part: Part, key: str, author: str | None = None
    ) -> page.Posted:
        thread, channel, now = target.thread, target.channel, self.now()
        async with self.store.writing() as tx:
            if thread and not await page.get(tx, channel, thread):
                raise Gone(f"web: no message {thread}")
            return await page.add(
                tx, channel, part, key=key, now=now, thread=thread, author=author
            )

    def _person(self) -> Person:
        # No profile says a zone: the channel's own counts.
        return Person("you", "You", may_configure=True)

    async def _broadcast(self, data: dict[str, object]) -> None:
        for socket in tuple(self._sockets):
            await _push(socket, data)

    def _guard(self, request: web.Request) -> None:
        """Refuse foreign host names (DNS rebinding) and foreign pages' sockets.

        Anybody can write a loopback name into a request, so it counts from here only.
        """
        host = request.url.host or ""
        at_home = _is_loopback(host) and _is_near(request)
        if not at_home and host not in self.hosts:
            raise web.HTTPForbidden(
                text=f"{host} is not a name of this page: add it to web.allow\n"
            )
        origin = request.headers.get("Origin")
        if origin and origin.partition("://")[2] != request.host:
            raise web.HTTPForbidden(text="another site may not talk to this page\n")


def _is_near(request: web.Request) -> bool:
    """Say whether a request was made on this machine, and not passed on by a proxy."""
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not passed_on and _is_loopback(request.remote or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host.removeprefix("::ffff:")).is_loopback
    return False


def _parse(data: str) -> Incoming | None:
    """Take apart what the page sent; None where it is not what the page sends."""
    try:
        raw = json.loads(data)
        event, text = raw["event"], raw["text"]
        thread, message = raw.get("thread"), raw.get("message")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    optional = (each for each in (thread, message) if each is not None)
    if not all(isinstance(each, str) for each in (event, text, *optional)):
        return None
    event, text = sound(event), sound(text)
    if not text.strip() or len(text) > MAX_TEXT or not event or len(event) > MAX_EVENT:
        return None
    return Incoming(
        event_id=f"web-{event}",
        target=replace(CHANNEL, thread=thread or message),
        person=Person("you", "You"),
        text=text.strip(),
        origin=_origin(thread, message),
        message_id=message,
    )


def _origin(thread: str | None, message: str | None) -> Origin:
    if message:
        return Origin.BUTTON
    return Origin.THREAD if thread else Origin.MENTION


def _shown(post: page.Posted) -> dict[str, object]:
    return {
        "type": "post",
        "id": post.id,
        "thread": post.thread,
        "author": post.author,
        "at": post.at.isoformat(),
        "html": render.part(post.part),
    }


def _private(target: Target, part: Part, now: datetime) -> dict[str, object]:
    return {
        "type": "private",
        "thread": target.thread,
        "at": now.isoformat(),
        "html": render.part(part),
    }


async def _push(socket: web.WebSocketResponse, data: dict[str, object]) -> None:
    with suppress(ConnectionError):
        await socket.send_json(data)
