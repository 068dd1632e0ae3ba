"""A bot for tests: the real adapter on the local Slack."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.adapters.slack import Slack
from bot.adapters.slack.session import Patience
from bot.chat import Listener
from tests.factories import NOW
from tests.platforms.slack import Server


def made(server: Server, *, patience: float = 5.0, **settings: object) -> Slack:
    """Return an adapter for the server, in no hurry and with no pauses."""
    return Slack(
        server.settings(**settings),
        clock=lambda: NOW,
        pace=0.0,
        patience=Patience(answer=patience),
    )


@asynccontextmanager
async def running(
    server: Server, listener: Listener, *, patience: float = 5.0, **settings: object
) -> AsyncIterator[Slack]:
    """Run the adapter against the server for as long as the block lasts."""
    bot = made(server, patience=patience, **settings)
    task = asyncio.ensure_future(bot.run(listener))  # noqa: TID251
    before = server.connections
    try:
        await server.until(lambda: server.connections > before)
        yield bot
    finally:
        task.cancel()
        await asyncio.wait((task,))
