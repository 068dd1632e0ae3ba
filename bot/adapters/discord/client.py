"""The gateway: discord.py's client, and what we hear through it."""

from collections.abc import Callable
from typing import Final, cast

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot import log
from bot.adapters.discord import (
    answers,
    asked,
    commands,
    hello,
    incoming,
    tolerant,
)
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.guard import Clock
from bot.adapters.discord.rest import Rest
from bot.adapters.discord.sync import sync
from bot.adapters.discord.uses import Crowd, Uses
from bot.chat import Incoming, Listener, Target
from bot.errors import DeliveryError, Forbidden, Gone
from bot.settings import Discord as Settings

LOG = log.get("discord")

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
"""We never speak; discord.py need not say so at every start."""

MAX_WAIT: Final = 30.0
"""Seconds to wait for a rate limit's window at most; longer waits are the ledger's."""

Parser = Callable[[dict[str, object]], None]


def intents() -> discord.Intents:
    """Return what we listen for; no privileged intent is among it."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Client(discord.AutoShardedClient):
    """Hears mentions, replies, direct messages and interactions, and answers them.

    Sharded even for one shard: a plain client dies where its first connection fails.
    """

    def __init__(
        self,
        settings: Settings,
        listener: Listener,
        trace: aiohttp.TraceConfig | None = None,
        *,
        clock: Clock,
        command: str = "news",
    ) -> None:
        """Prepare; nothing is asked of Discord before `start`. ``clock`` is real."""
        super().__init__(
            intents=intents(),
            shard_count=settings.shards or None,
            shard_ids=list(settings.shard_ids) or None,  # type: ignore[arg-type]  # None: all
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            http_trace=trace or aiohttp.TraceConfig(),
            max_ratelimit_timeout=MAX_WAIT,
        )
        self._settings = settings
        self._listener = listener
        self._command = command
        self._clock = clock
        self._crowd = Crowd()
        _forgive(self)
        if settings.gateway_url:
            _redirect(self, yarl.URL(settings.gateway_url))

    @property
    def rest(self) -> Rest:
        """The API, over the client's own connection."""
        return Rest(self.http)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what was said to us."""
        if self.user is None:
            return
        maintainers = self._settings.maintainers
        if not incoming.said(message, self.user, maintainers):
            return
        await self._place(message)
        if line := incoming.said(message, self.user, maintainers):
            await self._answer(line)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the configured gateway, else to the one the API names.

        discord.py knows that of discord.com by heart and falls back on it.
        """
        if not self._settings.gateway_url:
            _, url, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await super().connect(reconnect=reconnect)

    async def setup_hook(self) -> None:
        """Register the commands before the first event; going without is no end."""
        try:
            with meaning():
                wanted = commands.payload(self._command)
                changed = await sync(self.rest, str(self.application_id), wanted)
        except DeliveryError as error:
            LOG.warning("discord.commands_not_synced", error=str(error))
        else:
            LOG.info("discord.commands_synced", changed=changed)

    async def on_interaction(self, it: asked.Interaction) -> None:
        """Answer a command, button, form or completion."""
        maintainers = self._settings.maintainers
        uses = Uses(self._listener, self.http, maintainers, self._crowd)
        await uses.take(it)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet a server that invited us, once, where we may write.

        Discord does not say who invited us, so nobody is greeted in person.
        """
        await self._listener.joined(Target(incoming.PLATFORM, str(guild.id), ""), None)
        place = hello.channel(guild)
        target = incoming.target_of(guild.id, place.id if place else guild.id, None)
        reply = await self._listener.joined(target, None) if place else None
        if reply:
            event = f"{incoming.PLATFORM}-joined-{guild.id}"
            await answers.say(self.rest, target, reply, event, guild.name)
        LOG.info("discord.joined", guild=str(guild.id), greeted=reply is not None)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Greet also a server that invited us while we were not connected."""
        me = guild.get_member(self.user.id) if self.user else None
        if hello.is_new(me, self._clock()):
            await self.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Pass on that a server put us out."""
        await self._listener.left(Target(incoming.PLATFORM, str(guild.id), ""))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Pass on that a channel is gone: nothing can be posted there any more."""
        target = incoming.target_of(channel.guild.id, channel.id, None)
        await self._listener.left(target)

    async def on_ready(self) -> None:
        """Note which servers put us out while we were not connected."""
        for guild in await self._listener.workspaces(incoming.PLATFORM):
            if self._is_ours(guild) and self.get_guild(int(guild)) is None:
                await self._look_for(guild)

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log what went wrong with one event; the others go on."""
        # discord.py calls this while it handles the exception
        LOG.exception("discord.event_failed", method=event_method)  # noqa: LOG004

    def _is_ours(self, guild: str) -> bool:
        """Tell whether a server would be seen by the shards of this process."""
        if not guild.isdecimal():  # direct messages belong to no server
            return False
        shard = (int(guild) >> 22) % (self.shard_count or 1)
        return self.shard_ids is None or shard in self.shard_ids

    async def _look_for(self, guild: str) -> None:
        """Ask whether we are in a server still that no event told of."""
        try:
            with meaning():
                await self.rest.guild(guild)
        except (Gone, Forbidden):
            await self._listener.left(Target(incoming.PLATFORM, guild, ""))
            LOG.info("discord.left", guild=guild)
        except DeliveryError as error:
            LOG.warning("discord.server_unknown", guild=guild, error=str(error))

    async def _place(self, message: discord.Message) -> None:
        """Ask what a channel is that no event told us of: it may be a thread."""
        if message.guild is None or incoming.is_known(message.channel):
            return
        try:
            with meaning():
                found = await self.fetch_channel(message.channel.id)
        except (DeliveryError, discord.InvalidData) as error:
            LOG.warning("discord.channel_unknown", error=str(error))
        else:
            message.channel = cast("discord.Thread", found)

    async def _answer(self, line: Incoming) -> None:
        try:
            await answers.answer(self.rest, self._listener, line)
        except Forbidden as error:
            LOG.warning("discord.answer_refused", key=line.event_id, error=str(error))
            await answers.tell(self.rest, line, str(error))
        else:
            LOG.info("discord.answered", key=line.event_id, origin=line.origin)


def _forgive(client: discord.Client) -> None:
    """Let a malformed event be its own loss: discord.py ends the client over one."""
    parsers: dict[str, Parser] = client._connection.parsers  # noqa: SLF001
    client._connection.parsers = {  # noqa: SLF001
        name: _forgiving(name, parse) for name, parse in parsers.items()
    }


def _forgiving(name: str, parse: Parser) -> Parser:
    def parsed(data: dict[str, object]) -> None:
        try:
            parse(tolerant.completed(name, data))
        except Exception:  # whatever a parser of discord.py trips over
            LOG.exception("discord.event_unreadable", name=name)

    return parsed


def _redirect(client: discord.Client, gateway: yarl.URL) -> None:
    """Connect to this gateway, whatever address the API or READY name."""
    connect = client.http.ws_connect

    async def elsewhere(
        url: str, *, compress: int = 0
    ) -> aiohttp.ClientWebSocketResponse:
        there = gateway.with_query(yarl.URL(url).query)
        return await connect(str(there), compress=compress)

    client.http.ws_connect = elsewhere  # type: ignore[method-assign]
