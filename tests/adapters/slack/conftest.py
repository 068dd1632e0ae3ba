"""A local Slack, and a bot that listens there and says what a test wants."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack import newsroom
from tests.adapters.slack.newsroom import Newsroom
from tests.platforms import slack


@pytest.fixture
async def server() -> AsyncIterator[slack.Server]:
    async with slack.serve() as running:
        yield running


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database whose channel has read the pack, to be copied."""
    path = tmp_path_factory.mktemp("newsroom") / "filled.db"
    asyncio.run(newsroom.fill(path))
    return path


@pytest.fixture
async def room(
    server: slack.Server, filled: Path, tmp_path: Path
) -> AsyncIterator[Newsroom]:
    """A whole bot whose channel has read the seed pack."""
    async with newsroom.opened(server, filled, tmp_path) as ready:
        yield ready
