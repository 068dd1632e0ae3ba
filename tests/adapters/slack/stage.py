"""Slack's stage for the contract suite: the local server, seen as people see it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.slack import Slack
from bot.chat import Listener, Target
from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from tests.adapters.slack.bot import made, running
from tests.adapters.stages import Seen, Stage
from tests.platforms.slack import CHANNEL, Fault, Server, serve
from tests.platforms.slack.server import BOT, TEAM

FAULTS: dict[type[DeliveryError], Fault] = {
    RateLimited: Fault(error="ratelimited", status=429, after=3),
    Gone: Fault(error="is_archived"),
    Forbidden: Fault(error="not_in_channel"),
    Invalid: Fault(error="invalid_blocks"),
    Unknown: Fault(status=503, lost=True),
}
PLACE = Target("slack", TEAM, CHANNEL)


@dataclass(slots=True)
class SlackStage:
    server: Server
    adapter: Slack
    place: Target = PLACE
    fails: frozenset[type[DeliveryError]] = frozenset(FAULTS)

    async def posts(self) -> Sequence[Seen]:
        return [
            Seen(post["ts"], post.get("thread_ts"), post["text"])
            for post in self.server.messages[CHANNEL]
            if post.get("bot_id")
        ]

    def fail(self, kind: type[DeliveryError]) -> None:
        self.server.fail("chat.postMessage", FAULTS[kind])

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        async with running(self.server, listener):
            both = ("message", "app_mention")
            ts = await self.server.say(f"<@{BOT}> {text}", kinds=both)
            await self.server.until(lambda: self.server.posts(thread=ts))
        return [post["text"] for post in self.server.posts(thread=ts)]


@asynccontextmanager
async def staged(_folder: Path) -> AsyncIterator[Stage]:
    async with serve() as server:
        yield SlackStage(server, made(server))
