"""The server: its state, its doors, and what a test can make happen there."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count

from aiohttp import ClientSession, WSMsgType, web

from bot.settings import Secret, Slack
from tests.factories import NOW
from tests.platforms.slack import methods
from tests.platforms.slack.methods import Call
from tests.platforms.slack.rules import Json

TEAM, APP, BOT, BOT_ID = "T100", "A100", "U900", "B900"
CHANNEL, DIRECT = "C100", "D100"
ANA, BEN = "U100", "U200"
TOKEN, APP_TOKEN = "xoxb-100-local-token", "xapp-1-local-token"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105
DEADLINE = 30.0
"""Seconds a test waits for something to happen before it has failed."""

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "users:read",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """How the next call of a method goes wrong."""

    error: str = ""
    status: int = 200
    after: int | None = None
    lost: bool = False
    """Do what was asked, and only lose the answer."""
    cut: bool = False
    """Break the connection instead of answering."""
    body: bytes | None = None
    """Answer exactly this, as ``kind``, where it is not JSON as it should be."""
    kind: str = "application/json"


@dataclass(slots=True)
class Server:
    """One workspace with a few people and channels."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Calls that came by another verb or content type than Slack's reference names."""
    responses: list[Json] = field(default_factory=list)
    """What was sent to response addresses."""
    refused_responses: tuple[int, int] = (0, 404)
    """How many of the next answers to response addresses are refused, and how."""
    acks: dict[str, float] = field(default_factory=dict)
    """Seconds until each envelope was acknowledged."""
    answers: dict[str, Json] = field(default_factory=dict)
    """What came with the acknowledgements."""
    views: dict[str, Json] = field(default_factory=dict)
    """Home tabs by user, open modals by trigger."""
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    whispers: list[Json] = field(default_factory=list)
    users: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    tokens: dict[str, Json] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    interval: float = 0.0
    """Seconds between two posts to a channel below which Slack answers 429."""
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    connections: int = 0
    tickets: set[str] = field(default_factory=set)
    """Socket addresses given out and not yet used: each opens one socket."""
    closed_doors: int = 0
    """How many of the next sockets are refused; their addresses are used up."""
    looks: int | None = None
    """How many pages of the past may still be asked for; None: not counted."""
    ahead: int = 0
    """Seconds that have passed since `NOW`, besides one for each message."""
    hook: str = ""
    """Where events go in HTTP mode; empty in Socket Mode."""
    posted_at: dict[str, float] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _sent: dict[str, float] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.people(ANA, "Ana Ruiz", tz="Europe/Madrid", is_admin=True)
        self.people(BEN, "Ben Okri", tz="Africa/Lagos")
        self.people(BOT, "dateline", is_bot=True)
        self.channel(CHANNEL, "news", creator=ANA)
        self.channel(DIRECT, "", is_im=True, user=ANA)
        self.tokens[TOKEN] = methods.installed(TEAM, BOT, BOT_ID, SCOPES)

    # --- what there is ------------------------------------------------------------

    def people(self, user: str, name: str, **more: object) -> None:
        """Add a person."""
        profile = {"display_name": name, "real_name": name}
        self.users[user] = {"id": user, "team_id": TEAM, "profile": profile, **more}

    def channel(self, channel: str, name: str, **more: object) -> None:
        """Add a channel that the bot is in."""
        self.channels[channel] = {
            "id": channel,
            "name": name,
            "is_member": True,
            "members": [*self.users],
            **more,
        }

    def settings(self, **more: object) -> Slack:
        """Return the settings of a bot in this workspace."""
        values: Json = {
            "bot_token": Secret(TOKEN),
            "app_token": Secret(APP_TOKEN),
            "signing_secret": Secret(SECRET),
            "mode": "socket",
            "base_url": f"{self.url}/api/",
            "client_id": "",
            "client_secret": Secret(""),
            "encryption_key": Secret(""),
            "encryption_key_file": "",
            "maintainers": (),
        }
        return Slack(**values | more)

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of ``method`` go wrong, one after the other."""
        self.faults[method].extend(faults)

    def ts(self) -> str:
        """Return the next message's time stamp, from `NOW` on a second apart."""
        return f"{NOW.timestamp() + self.ahead + next(self._ids):.0f}.000100"

    def posts(self, channel: str = CHANNEL, thread: str | None = None) -> list[Json]:
        """Return what the bot has posted into a channel, or into one of its threads."""
        return [
            message
            for message in self.messages[channel]
            if message.get("bot_id") and message.get("thread_ts") == thread
        ]

    def asked(self, method: str) -> list[Json]:
        """Return the arguments of every call of ``method``."""
        return [call.arguments for call in self.calls if call.method == method]

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something to be so, here or in the bot."""
        async with asyncio.timeout(DEADLINE), self._news:
            while not happened():
                with suppress(TimeoutError):
                    # What the bot does without asking us, nobody tells us.
                    await asyncio.wait_for(self._news.wait(), 0.05)

    async def pause(self) -> None:
        """Let the bot go on for a moment, where nothing tells that it has."""
        await asyncio.sleep(0.01)

    async def answered(self, ts: str, channel: str = CHANNEL) -> None:
        """Wait for a post in the thread under a message."""
        await self.until(lambda: self.posts(channel, ts))

    async def changed(self) -> None:
        """Wake those who wait."""
        async with self._news:
            self._news.notify_all()

    # --- what people do -------------------------------------------------------------

    async def say(
        self,
        text: str,
        *,
        user: str = ANA,
        channel: str = CHANNEL,
        thread: str | None = None,
        kinds: tuple[str, ...] = ("app_mention",),
        **more: object,
    ) -> str:
        """Let a person write; return the message's time stamp."""
        message: Json = {"user": user, "text": text, "ts": self.ts(), "team": TEAM}
        if thread:
            message["thread_ts"] = thread
        self.messages[channel].append(message)
        kind = "im" if channel.startswith("D") else "channel"
        for event in kinds:
            await self.event(
                {
                    "type": event,
                    **message,
                    "channel": channel,
                    **({"channel_type": kind} if event == "message" else {}),
                    **more,
                }
            )
        return str(message["ts"])

    async def event(self, event: Json, *, team: str = TEAM) -> str:
        """Deliver an event; return its envelope."""
        payload = {
            "type": "event_callback",
            "token": "verification",
            "team_id": team,
            "api_app_id": APP,
            "event_id": f"Ev{next(self._ids)}",
            "event_time": int(NOW.timestamp()),
            "event": event,
            "authorizations": [{"team_id": team, "user_id": BOT, "is_bot": True}],
        }
        return await self.deliver("events_api", payload)

    async def slash(self, text: str, *, user: str = ANA, channel: str = CHANNEL) -> str:
        """Let a person type a slash command."""
        payload = {
            "command": "/news",
            "text": text,
            "user_id": user,
            "channel_id": channel,
            "channel_name": self.channels.get(channel, {}).get("name", "elsewhere"),
            "team_id": TEAM,
            "api_app_id": APP,
            "trigger_id": self.trigger(),
            "response_url": f"{self.url}/respond/{channel}/{user}",
        }
        return await self.deliver("slash_commands", payload)

    async def press(
        self, label: str, *, user: str = ANA, where: Json, team: str = TEAM
    ) -> str:
        """Let a person of a workspace press the button with a label on a message."""
        button = next(b for b in methods.buttons(where) if methods.label(b) == label)
        channel = where.get("channel", CHANNEL)
        container: Json = {
            "type": "message",
            "message_ts": where["ts"],
            "channel_id": channel,
            "is_ephemeral": "user_only" in where,
        }
        if where.get("thread_ts"):
            container["thread_ts"] = where["thread_ts"]
        payload: Json = {
            "type": "block_actions",
            "team": {"id": team, "domain": "local"},
            "user": {"id": user, "team_id": team},
            "api_app_id": APP,
            "channel": {"id": channel, "name": "news"},
            "container": container,
            "trigger_id": self.trigger(),
            "response_url": f"{self.url}/respond/{channel}/{user}",
            "actions": [{**button, "action_ts": self.ts()}],
        }
        if not container["is_ephemeral"]:
            payload["message"] = where
        return await self.deliver("interactive", payload)

    def trigger(self) -> str:
        """Return a new trigger id."""
        return f"{next(self._ids)}.{next(self._ids)}.abc"

    # --- delivery -------------------------------------------------------------------

    async def deliver(self, kind: str, payload: Json, **retry: object) -> str:
        """Hand a payload to the app by the way it listens; return its envelope."""
        envelope = f"env-{next(self._ids)}"
        self._sent[envelope] = time.monotonic()
        if self.hook:
            await self.request(kind, payload, envelope)
            return envelope
        await self.until(lambda: any(not socket.closed for socket in self.sockets))
        socket = next(socket for socket in self.sockets if not socket.closed)
        await socket.send_json(
            {
                "type": kind,
                "envelope_id": envelope,
                "payload": payload,
                "accepts_response_payload": kind != "events_api",
                **retry,
            }
        )
        return envelope

    async def request(
        self, kind: str, payload: Json, envelope: str, *, headers: Json | None = None
    ) -> int:
        """Deliver by HTTP, signed unless ``headers`` say otherwise."""
        body, content_type = methods.encoded(kind, payload)
        signed = signature(body, int(time.time()))  # noqa: TID251  # the SDK checks the real one
        async with (
            ClientSession() as session,
            session.post(
                self.hook,
                data=body.encode(),
                headers={"Content-Type": content_type, **(headers or signed)},
            ) as response,
        ):
            text = await response.text()
            if response.status == 200 and envelope:
                await self.acknowledged(envelope, json.loads(text) if text else {})
            return response.status

    async def raw(self, body: bytes, content_type: str) -> int:
        """Send any body, signed; return the status."""
        now = int(time.time())  # noqa: TID251  # the SDK checks the real one
        headers = {"Content-Type": content_type, **signature(body, now)}
        async with (
            ClientSession() as session,
            session.post(self.hook, data=BytesIO(body), headers=headers) as response,
        ):
            return response.status

    async def acknowledged(self, envelope: str, answer: Json) -> None:
        """Note an acknowledgement and what came with it."""
        now = time.monotonic()
        self.acks[envelope] = now - self._sent.get(envelope, now)
        self.answers[envelope] = answer
        await self.changed()

    async def hang_up(self, *, politely: bool) -> None:
        """Refresh the socket as Slack does every few hours, or just drop it."""
        for socket in [s for s in self.sockets if not s.closed]:
            if politely:
                await socket.send_json(goodbye("refresh_requested"))
            else:
                self.sockets.remove(socket)
                await socket.close()

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Keep one socket open, at an address that nobody has used before."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=404)
        self.tickets.remove(ticket)
        if self.closed_doors:
            self.closed_doors -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        self.sockets.append(socket)
        await socket.send_json(hello(len(self.sockets)))
        await self.changed()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                await self.acknowledged(
                    answer["envelope_id"], answer.get("payload") or {}
                )
        return socket

    async def respond(self, request: web.Request) -> web.Response:
        """Take an answer at a response address."""
        number, status = self.refused_responses
        if number:
            self.refused_responses = number - 1, status
            return web.Response(status=status, headers={"Retry-After": "1"})
        body = await request.json()
        self.responses.append({**body, "channel": request.match_info["channel"]})
        await self.changed()
        return web.Response(text="ok")


def hello(connections: int) -> Json:
    """Return what Slack says first on a socket."""
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP},
        "debug_info": {"host": "applink-1", "approximate_connection_time": 18060},
    }


def goodbye(reason: str) -> Json:
    """Return what Slack says before it closes a socket."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "wss-1"}}


def signature(body: str | bytes, at: int, secret: str = SECRET) -> Json:
    """Return the headers by which Slack signs a request."""
    signed = body.encode() if isinstance(body, str) else body
    base = f"v0:{at}:".encode() + signed
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


@asynccontextmanager
async def serve() -> AsyncIterator[Server]:
    """Run a server on a free port."""
    server = Server()
    app = web.Application()
    app.add_routes(
        [
            web.route("*", "/api/{method}", methods.handler(server)),
            web.get("/link", server.link),
            web.post("/respond/{channel}/{user}", server.respond),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
