"""A local Discord, the adapter against it, and a listener that says what it is told."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.adapters.discord import Discord
from tests.adapters.discord import newsroom
from tests.adapters.discord.running import make
from tests.factories import make_reply
from tests.listening import Scripted
from tests.platforms.discord import Server


@pytest.fixture(autouse=True, scope="session")
def plain_logs() -> Iterator[None]:
    """Log tracebacks without every local variable, which takes seconds each."""
    structlog.configure(
        processors=[
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(),
        ]
    )
    yield
    structlog.reset_defaults()


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
    return Scripted(make_reply())


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose channel has read the seed pack, to be copied."""
    path = tmp_path_factory.mktemp("pack") / "pack.db"
    asyncio.run(newsroom.fill(path))
    return path
