"""The adapter against the local Discord, and what people see there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from bot.adapters.discord import Discord, commands
from bot.chat import Listener
from tests.platforms.discord import NOON, Server
from tests.platforms.discord.world import Json


def make(server: Server, **settings: object) -> Discord:
    """Return an adapter that talks to the local server and does not dawdle.

    Its commands are registered there already, unless a test takes them away.
    """
    server.world.commands = list(commands.payload("news"))
    return Discord(server.settings(**settings), clock=lambda: NOON, pause=0.01)


@asynccontextmanager
async def listening(
    adapter: Discord, listener: Listener, server: Server, sessions: int = 1
) -> AsyncIterator[None]:
    """Run the adapter while the context is open."""
    running = asyncio.get_running_loop().create_task(adapter.run(listener))
    try:
        await server.ready(sessions)
        yield
    finally:
        running.cancel()
        await asyncio.wait([running])


def text(post: Json) -> str:
    """Return what a post of ours says."""
    return str(embed(post)["description"])


def embed(post: Json) -> Json:
    """Return the one embed of a post of ours."""
    [only] = cast("list[Json]", post["embeds"])
    return only


def texts(server: Server, channel: str) -> list[str]:
    """Return what our posts in a channel or thread say."""
    return [text(post) for post in server.posts(channel)]
