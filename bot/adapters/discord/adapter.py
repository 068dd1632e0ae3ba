"""Discord as a platform: listening by gateway, posting by REST alone.

The two share no connection, so a worker on another machine posts without a gateway.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from bot import log
from bot.adapters.discord import lookup, posting, render
from bot.adapters.discord.client import MAX_WAIT, Client
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.guard import Clock, Guard, Pace
from bot.adapters.discord.rest import Rest
from bot.adapters.discord.wire import watch
from bot.chat import Capabilities, Limits, Listener, Target
from bot.errors import ConfigError, RateLimited
from bot.messages import Part
from bot.settings import Discord as Settings

LOG = log.get("discord")

PAUSE: Final = 1.0
"""Seconds before connecting again; doubled each time, up to a minute."""
MAX_PAUSE: Final = 60.0
REMEMBERED: Final = 1_000
"""Titles of posts kept to name the threads under them."""
UNTITLED: Final = "Briefing"
FATAL: Final = {
    4004: "discord.token: Discord does not accept it",
    4010: "discord.shard_ids: Discord knows no such shard",
    4011: "discord.shards: too few; set 0 and Discord recommends a number",
    4014: "discord: an intent was refused; none is needed, so check the token's bot",
}
"""Gateway close codes after which connecting again cannot help."""


class Discord:
    """The adapter. Implements `bot.chat.Adapter`."""

    platform = "discord"
    limits: Limits = render.LIMITS
    capabilities = Capabilities()

    def __init__(
        self,
        settings: Settings,
        *,
        command: str = "news",
        clock: Clock,
        shift: timedelta = timedelta(),
        pause: float = PAUSE,
    ) -> None:
        """Point discord.py at the configured addresses; ask nothing yet.

        ``shift`` is how far our clock runs ahead of the real one (``--now``): the ids
        of Discord's messages tell real time.

        Raises:
            ConfigError: the shards cannot be meant so.
        """
        self._settings = settings
        self._command = command
        self._clock = clock
        self._shift = shift
        self._pause = pause
        self._guard, self._pacing = Guard(clock), Pace()
        self._http: HTTPClient | None = None
        self._me = ""
        self._titles: OrderedDict[str, str] = OrderedDict()
        self._login = asyncio.Lock()
        self._client: Client | None = None
        Route.BASE = settings.api_url.rstrip("/")
        if settings.shard_ids and not settings.shards:
            raise ConfigError("discord.shards: set it too where shard_ids is set")
        if settings.gateway_url:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)

    async def run(self, listener: Listener) -> None:
        """Listen until cancelled; a lost connection is made again.

        Raises:
            ConfigError: Discord refuses the token or the shards.
        """
        pause = self._pause
        try:
            while True:
                began = asyncio.get_running_loop().time()
                told = await self._listen(listener)
                if asyncio.get_running_loop().time() - began > MAX_PAUSE:
                    pause = self._pause
                await asyncio.sleep(told or pause)
                pause = min(pause * 2, MAX_PAUSE)
        finally:
            await self.close()

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Post a part; see `bot.chat.Adapter.send`."""
        name = self._titles.get(target.thread or "") or render.title(part) or UNTITLED
        async with self._rest() as rest:
            made = await posting.post(rest, posting.made(target, part, key, name))
        self._remember(made, render.title(part))
        return made

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Replace a post of ours."""
        async with self._rest() as rest:
            await posting.edit(rest, target, message_id, part)

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Find a post of ours by its key."""
        async with self._rest() as rest:
            # Ids tell Discord's time: a clock of ours that is ahead must not miss any.
            real = since - max(self._shift, self._guard.ahead)
            return await lookup.find(rest, target, key, real, self._me)

    async def direct(self, workspace: str, person: str) -> Target:  # noqa: ARG002
        """Return where a person is written to alone: they belong to no server."""
        async with self._rest() as rest:
            with meaning():
                channel = await rest.open_direct(person)
        return Target(self.platform, posting.DIRECT, channel)

    def ready(self) -> bool:
        """Tell whether all shards of this process listen."""
        return self._client is not None and self._client.is_ready()

    async def close(self) -> None:
        """Close the connection that posts; the next post opens it again."""
        if self._http is not None:
            http, self._http = self._http, None
            await http.close()

    @asynccontextmanager
    async def _rest(self) -> AsyncIterator[Rest]:
        """Log in once, on the first post."""
        with meaning():
            async with self._login:
                if self._http is None:
                    self._http = await self._logged_in()
        yield Rest(self._http)

    async def _logged_in(self) -> HTTPClient:
        http = HTTPClient(
            asyncio.get_running_loop(),
            http_trace=watch(self._guard, self._pacing),
            max_ratelimit_timeout=MAX_WAIT,
        )
        try:
            self._me = str((await http.static_login(self._settings.token))["id"])
        except BaseException:
            await http.close()
            raise
        return http

    async def _listen(self, listener: Listener) -> float | None:
        """Listen on one client until it ends; return how long we were told to wait."""
        trace = watch(self._guard, self._pacing)
        self._client = client = Client(
            self._settings,
            listener,
            trace,
            clock=lambda: self._clock() - self._shift,
            command=self._command,
        )
        try:
            async with client:
                await client.start(self._settings.token)
        except discord.LoginFailure as error:
            raise ConfigError(FATAL[4004]) from error
        except discord.PrivilegedIntentsRequired as error:
            raise ConfigError(FATAL[4014]) from error
        except discord.ConnectionClosed as error:
            if error.code in FATAL:
                raise ConfigError(FATAL[error.code]) from error
            LOG.warning("discord.connection_closed", code=error.code)
        except RateLimited as error:
            return error.after.total_seconds()
        except Exception:  # the outermost edge: whatever it was, connect again
            LOG.exception("discord.connection_lost")
        return None

    def _remember(self, message_id: str, title: str | None) -> None:
        if title:
            self._titles[message_id] = title
            while len(self._titles) > REMEMBERED:
                self._titles.popitem(last=False)
