"""A local Discord, the adapter against it, and a listener that says what it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.adapters.discord import Discord
from bot.chat import Listener
from tests.adapters.discord.listening import Scripted
from tests.platforms.discord import NOON, Server


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server.open() as opened:
        yield opened


@pytest.fixture
async def adapter(server: Server) -> AsyncIterator[Discord]:
    made = make(server)
    yield made
    await made.close()


@pytest.fixture
def listener() -> Scripted:
    return Scripted()


def make(server: Server, **settings: object) -> Discord:
    """Return an adapter that talks to the local server and does not dawdle."""
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
