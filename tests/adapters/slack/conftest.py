"""A local Slack, and a bot that listens there and says what a test wants."""

from collections.abc import AsyncIterator

import pytest

from tests.platforms import slack


@pytest.fixture
async def server() -> AsyncIterator[slack.Server]:
    async with slack.serve() as running:
        yield running
