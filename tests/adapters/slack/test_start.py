"""The whole bot started beside Slack: what one platform refuses stops no other."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import metrics
from bot.adapters.memory import Memory
from bot.app.listening import listen
from bot.chat import Listener
from bot.errors import ConfigError
from tests.listening import Scripted
from tests.platforms.slack import Server
from tests.platforms.slack.server import APP_TOKEN

BAD = "xoxb-999-nobody-knows-this-one"


@asynccontextmanager
async def started(folder: Path, **settings: str) -> AsyncIterator[Process]:
    """Run the bot as a person does, on a port of its own choosing."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    environment |= {"DATELINE_DATA_DIR": str(folder), "DATELINE_LOG_FORMAT": "json"}
    environment |= {f"DATELINE_{k.upper()}": v for k, v in settings.items()}
    with (folder / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def logged(folder: Path, words: str, process: Process) -> str:
    """Wait until the bot's log says something; return the line."""
    while process.returncode is None:
        for line in (folder / "log").read_text().splitlines():
            if words in line:
                return line
        await asyncio.sleep(0.1)
    raise AssertionError((folder / "log").read_text())


@pytest.mark.timeout(180)
async def test_a_refused_token_leaves_the_chat_page_open(
    server: Server, tmp_path: Path, unused_tcp_port: int
) -> None:
    async with started(
        tmp_path,
        web_port=str(unused_tcp_port),
        slack_bot_token=BAD,
        slack_app_token=APP_TOKEN,
        slack_base_url=f"{server.url}/api/",
    ) as process:
        refused = await logged(tmp_path, "app.platform_refused", process)
        await logged(tmp_path, "web.listening", process)
        async with (
            ClientSession() as session,
            session.get(f"http://127.0.0.1:{unused_tcp_port}/readyz") as ready,
            session.get(f"http://127.0.0.1:{unused_tcp_port}/metrics") as shown,
        ):
            assert ready.status == 200
            assert 'platform_refused{platform="slack"} 1.0' in await shown.text()

    assert process.returncode == 0
    assert "slack.bot_token: slack: invalid_auth" in refused
    assert "docs/slack.md" in refused
    assert BAD not in (tmp_path / "log").read_text()


@dataclass(slots=True)
class Moody(Memory):
    """A platform that refuses us at first, then breaks, and then listens."""

    tries: int = 0
    listening: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, listener: Listener) -> None:
        self.tries += 1
        if self.tries == 1:
            raise ConfigError("memory: no entry")
        if self.tries == 2:
            raise RuntimeError("a bug")
        self.listening.set()
        await Memory.run(self, listener)


async def test_a_platform_that_refused_us_is_tried_again() -> None:
    platform = Moody()

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(listen(platform, Scripted(), again=0.0))
        await platform.listening.wait()
        task.cancel()

    assert platform.tries == 3
    assert metrics.REFUSED.labels("memory")._value.get() == 0
