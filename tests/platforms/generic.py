"""A platform without mercy: it loses answers, limits, fails, and keeps count.

It posts what it is sent, once for each request, and can be asked for a key. The
client beside it keeps the contract of `bot.chat.Adapter`.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from bot.chat import Capabilities, Limits, Listener, Target
from bot.errors import RateLimited, Unknown
from bot.messages import Part

PLATFORM = "generic"


@dataclass(frozen=True, slots=True)
class Weather:
    """Shares of requests that go wrong, and how long a good one takes."""

    lost: float = 0.0
    """Posted, and the connection dropped without an answer."""
    limited: float = 0.0
    """429: not posted."""
    failed: float = 0.0
    """500: posted half of the time."""
    delay: float = 0.0
    """Seconds."""


STORM = Weather(lost=0.03, limited=0.05, failed=0.02, delay=0.01)


@dataclass(slots=True)
class Platform:
    """The server's side: what stands where, and how often under each key."""

    weather: Weather = field(default_factory=Weather)
    random: Random = field(default_factory=lambda: Random(6))  # noqa: S311
    posts: dict[str, str] = field(default_factory=dict)
    """Key to the id of its first post."""
    counts: Counter[str] = field(default_factory=Counter)
    """Key to the number of posts under it."""
    threads: dict[str, str | None] = field(default_factory=dict)
    """Id to the thread the post stands in."""
    first: float = 0.0
    """When the first post was made and when the last, by the monotonic clock."""
    last: float = 0.0
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def doubled(self) -> int:
        """How many posts there are too many."""
        return sum(self.counts.values()) - len(self.counts)

    async def post(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        luck, weather = self.random.random(), self.weather
        if luck < weather.limited:
            return web.json_response({"retry_after": 0.2}, status=429)
        luck -= weather.limited
        broken = luck < weather.failed
        message = ""
        if not broken or self.random.random() < 0.5:
            message = self._post(body["key"], body["thread"])
        if broken:
            return web.Response(status=500)
        if luck - weather.failed < weather.lost:
            return _hang_up(request)
        await asyncio.sleep(weather.delay)
        return web.json_response({"id": message})

    async def find(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"id": self.posts.get(request.query["key"])})

    def _post(self, key: str, thread: str | None) -> str:
        message = f"m{next(self._ids)}"
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.posts.setdefault(key, message)
        self.counts[key] += 1
        self.threads[message] = thread
        return message


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@asynccontextmanager
async def serving(platform: Platform) -> AsyncIterator[str]:
    """Serve on a free port of the loopback; give the address."""
    app = web.Application()
    app.add_routes([web.post("/post", platform.post), web.get("/find", platform.find)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass(slots=True)
class Generic:
    """The client's side. With ``blind`` it finds nothing again: naive retry."""

    base: str
    session: ClientSession
    blind: bool = False
    platform: str = PLATFORM
    limits: Limits = field(default_factory=lambda: Limits(4_000, 50, 10, lambda _: 100))
    capabilities: Capabilities = field(default_factory=Capabilities)

    async def run(self, listener: Listener) -> None:  # noqa: ARG002
        """Nobody types here."""
        await asyncio.Event().wait()

    async def send(self, target: Target, part: Part, key: str) -> str:  # noqa: ARG002
        """Post, and return the id."""
        body = {"channel": target.channel, "thread": target.thread, "key": key}
        answer = await self._ask("POST", "/post", body)
        if answer is None:
            raise Unknown("the answer holds no id")
        return answer

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Nothing is edited here."""

    async def direct(self, workspace: str, person: str) -> Target | None:  # noqa: ARG002
        """Nobody is alone here."""
        return None

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:  # noqa: ARG002
        """Return the id under a key."""
        if self.blind:
            return None
        return await self._ask("GET", f"/find?key={quote(key)}", None)

    async def _ask(self, method: str, path: str, body: object) -> str | None:
        try:
            async with self.session.request(
                method, self.base + path, json=body
            ) as response:
                if response.status == 429:
                    after = (await response.json())["retry_after"]
                    raise RateLimited(timedelta(seconds=after))
                if response.status != 200:
                    raise Unknown(f"HTTP {response.status}")
                found = (await response.json())["id"]
                return None if found is None else str(found)
        except (ClientError, TimeoutError) as error:
            raise Unknown(repr(error)) from error


@asynccontextmanager
async def connected(base: str, *, blind: bool = False) -> AsyncIterator[Generic]:
    """Give a client."""
    async with ClientSession(timeout=ClientTimeout(total=10)) as session:
        yield Generic(base, session, blind)
