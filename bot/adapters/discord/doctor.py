"""Check the set-up with Discord: token, gateway, clock, commands, permissions.

It asks only and changes nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, cast

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot.adapters.discord import commands, sync
from bot.adapters.discord.commands import Json
from bot.adapters.discord.errors import meaning
from bot.adapters.discord.guard import Clock
from bot.adapters.discord.rest import Rest, as_object
from bot.chat import Finding
from bot.errors import DeliveryError
from bot.settings import Discord as Settings

NEEDED: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    read_message_history=True,
)
"""What the bot does in a channel; nothing of it is dangerous."""
SCOPES: Final = "bot%20applications.commands"
SKEW: Final = timedelta(seconds=30)
"""By how much the clock may be off before posts are looked up at the wrong time."""


def invitation(application: str) -> str:
    """Return the address by which a server's owner invites the bot."""
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        f"&scope={SCOPES}&permissions={NEEDED.value}"
    )


async def check(
    settings: Settings, clock: Clock, command: str = "news"
) -> tuple[Finding, ...]:
    """Look at everything; the first thing that stops us is the last one named."""
    found: list[Finding] = []
    try:
        async with _asking(settings, clock, found) as rest:
            me = as_object(await rest.ask(Route("GET", "/users/@me")))
            name = me.get("username")
            found.append(Finding(ok=True, what=f"discord: signed in as {name}"))
            found.append(await _gateway(rest, settings))
            found.append(await _commands(rest, str(me["id"]), command))
            found.extend(await _servers(rest, str(me["id"])))
    except DeliveryError as error:
        remedy = "see docs/discord.md; is discord.api_url reachable from here?"
        found.append(Finding(ok=False, what=str(error), remedy=remedy))
    return tuple(found)


@asynccontextmanager
async def _asking(
    settings: Settings, clock: Clock, found: list[Finding]
) -> AsyncIterator[Rest]:
    Route.BASE = settings.api_url.rstrip("/")
    dates: list[str] = []
    http = HTTPClient(asyncio.get_running_loop(), http_trace=_dates(dates))
    try:
        with meaning():
            await http.static_login(settings.token)
            found.extend(clock_findings(dates, clock()))
            yield Rest(http)
    finally:
        await http.close()


def _dates(dates: list[str]) -> aiohttp.TraceConfig:
    async def answered(
        _session: object, _context: object, params: aiohttp.TraceRequestEndParams
    ) -> None:
        dates.append(params.response.headers.get("Date", ""))

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(answered)
    return trace


def clock_findings(dates: Sequence[str], now: datetime) -> list[Finding]:
    """Return how far our clock is from the ``Date`` of an answer."""
    try:
        theirs = parsedate_to_datetime(dates[-1]).astimezone(UTC)
    except (ValueError, IndexError):
        return []
    off = abs(now - theirs)
    shown = f"discord: the clock is {off.total_seconds():.0f} s off"
    return [Finding(off <= SKEW, shown, "set this machine's clock by NTP")]


async def _gateway(rest: Rest, settings: Settings) -> Finding:
    told = as_object(await rest.ask(Route("GET", "/gateway/bot")))
    limit = cast("Json", told.get("session_start_limit") or {})
    shards, left = int(str(told.get("shards", 1))), limit.get("remaining", "?")
    enough = not settings.shards or settings.shards >= shards
    return Finding(
        enough,
        f"discord: {settings.shards or shards} shards, {shards} recommended; "
        f"{left} connections left today",
        f"set discord.shards to 0 or to at least {shards}",
    )


async def _commands(rest: Rest, application: str, command: str) -> Finding:
    held = await sync.held(rest, application)
    return Finding(
        sync.same(commands.payload(command), held),
        f"discord: /{command} and its menu are registered",
        "start the bot: it registers them; until then mention it instead",
    )


async def _servers(rest: Rest, application: str) -> list[Finding]:
    answer = await rest.ask(Route("GET", "/users/@me/guilds"))
    servers = cast("Sequence[Json]", answer if isinstance(answer, list) else ())
    if not servers:
        remedy = f"invite it: {invitation(application)}"
        return [Finding(ok=False, what="discord: in no server yet", remedy=remedy)]
    return [server_finding(server) for server in servers]


def server_finding(server: Json) -> Finding:
    """Return which permissions a server does not give us."""
    held = discord.Permissions(int(str(server.get("permissions") or 0)))
    missing = [
        name
        for name, on in NEEDED
        if on and not held.administrator and not getattr(held, name)
    ]
    named = ", ".join(name.replace("_", " ").title() for name in missing)
    return Finding(
        not missing,
        f"discord: {server.get('name')}: "
        + (f"missing {named}" if missing else "all permissions"),
        "allow them in Server Settings → Roles, on the bot's role",
    )
