"""The gateway: hello, identify, resume, heartbeats, shards, zlib-stream."""

import json
import zlib
from dataclasses import dataclass, field
from itertools import count
from typing import cast

from aiohttp import WSMsgType, web

from tests.platforms.discord.world import BOT, GUILD, SECOND, TOKEN, Json, World, user

HEARTBEAT = 41_250
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)


@dataclass(slots=True)
class Session:
    """What survives a lost connection: the events, to be played again."""

    id: str
    shard: int
    shards: int
    events: list[str] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    squeeze: "zlib._Compress | None" = None

    async def dispatch(self, name: str, data: object) -> None:
        sequence = len(self.events) + 1
        event = {"op": 0, "t": name, "s": sequence, "d": data}
        self.events.append(json.dumps(event))
        await self.write(self.events[-1])

    async def write(self, text: str) -> None:
        """Send where somebody is connected; a lost one gets it on resume."""
        if self.socket is None or self.socket.closed:
            return
        if self.squeeze is None:
            await self.socket.send_str(text)
            return
        packed = self.squeeze.compress(text.encode())
        packed += self.squeeze.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)


@dataclass(slots=True)
class Gateway:
    """All sessions, and how the next connections go wrong."""

    world: World
    url: str = ""
    refuse: int = 0
    """How many connections are turned away before one is let in."""
    deaf: bool = False
    """Whether heartbeats stay unanswered."""
    shut: int = 0
    """The code every identification is answered with; 0: they are let in."""
    connections: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: list[Json] = field(default_factory=list)
    resumed: list[Json] = field(default_factory=list)
    beats: int = 0
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection to its end."""
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=503)
        self.connections += 1
        socket = web.WebSocketResponse(max_msg_size=4096)
        await socket.prepare(request)
        packed = request.query.get("compress") == "zlib-stream"
        line = Session("", 0, 1, [], socket, zlib.compressobj() if packed else None)
        await line.write(_op(10, {"heartbeat_interval": HEARTBEAT}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                line = await self._received(json.loads(message.data), line)
        return socket

    def live(self) -> list[Session]:
        """Return the sessions somebody is connected to."""
        return [s for s in self.sessions.values() if s.socket and not s.socket.closed]

    async def dispatch(self, guild: str | None, name: str, data: object) -> None:
        """Send an event to the shard that sees this server; direct ones to shard 0."""
        for session in self.sessions.values():
            shard = (int(guild) >> 22) % session.shards if guild else 0
            if session.shard == shard:
                await session.dispatch(name, data)

    async def _received(self, message: Json, line: Session) -> Session:
        data = message.get("d")
        match message["op"]:
            case 1:
                self.beats += 1
                if not self.deaf:
                    await line.write(_op(11))
            case 2 if isinstance(data, dict):
                return await self._identify(data, line)
            case 6 if isinstance(data, dict):
                return await self._resume(data, line)
            case _:
                pass
        return line

    async def _identify(self, data: Json, line: Session) -> Session:
        assert line.socket is not None
        if self.shut or data["token"] != TOKEN:
            await line.socket.close(code=self.shut or 4004)
            return line
        if int(str(data["intents"])) & PRIVILEGED:
            await line.socket.close(code=4014)
            return line
        self.identified.append(data)
        shard, shards = cast("tuple[int, int]", data.get("shard") or (0, 1))
        name = f"session-{next(self._numbers)}"
        session = Session(name, shard, shards, [], line.socket, line.squeeze)
        self.sessions = {
            key: old
            for key, old in self.sessions.items()
            if (old.shard, old.shards) != (shard, shards)
        }
        self.sessions[name] = session
        guilds = [g for g in (GUILD, SECOND) if (int(g) >> 22) % shards == shard]
        await session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds:
            await session.dispatch("GUILD_CREATE", self.world.guild(guild))
        return session

    def _ready(self, session: Session, guilds: list[str]) -> Json:
        return {
            "v": 10,
            "user": user(BOT),
            "guilds": [{"id": g, "unavailable": True} for g in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [session.shard, session.shards],
            "application": {"id": BOT, "flags": 0},
        }

    async def _resume(self, data: Json, line: Session) -> Session:
        session = self.sessions.get(str(data["session_id"]))
        if session is None or data["token"] != TOKEN:
            await line.write(_op(9, d=False))
            return line
        self.resumed.append(data)
        session.socket, session.squeeze = line.socket, line.squeeze
        for event in session.events[int(str(data["seq"])) :]:
            await session.write(event)
        await session.dispatch("RESUMED", {})
        return session

    # --- what a test can make happen ------------------------------------------------

    async def drop(self, code: int = 4000) -> None:
        """Close every connection; the sessions can be resumed."""
        for session in self.live():
            assert session.socket is not None
            await session.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        for session in self.live():
            await session.write(_op(7))

    async def invalidate(self, *, resumable: bool) -> None:
        lost = self.live()
        for session in lost:
            await session.write(_op(9, d=resumable))
            if not resumable:
                del self.sessions[session.id]


def _op(op: int, d: object = None) -> str:
    return json.dumps({"op": op, "d": d, "s": None, "t": None})
