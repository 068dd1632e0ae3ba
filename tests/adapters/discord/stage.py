"""Discord's stage for the contract suite: the local server, seen as people see it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.discord import Discord
from bot.chat import Listener, Target
from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from tests.adapters.discord.running import listening, make
from tests.adapters.discord.running import text as words
from tests.adapters.stages import Seen, Stage
from tests.factories import NOW
from tests.platforms.discord import CHANNEL, GUILD, Fault, Server

FAULTS: dict[type[DeliveryError], Fault] = {
    RateLimited: Fault(status=429, after=3.0),
    Gone: Fault(status=404, code=10003),
    Forbidden: Fault(status=403, code=50013),
    Invalid: Fault(status=400, code=50035),
    Unknown: Fault(written=True, lost=True),
}
PLACE = Target("discord", GUILD, CHANNEL)


@dataclass(slots=True)
class DiscordStage:
    server: Server
    adapter: Discord
    place: Target = PLACE
    fails: frozenset[type[DeliveryError]] = frozenset(FAULTS)

    async def posts(self) -> Sequence[Seen]:
        return [
            Seen(str(post["id"]), None if at == CHANNEL else at, words(post))
            for at in list(self.server.world.messages)
            for post in self.server.posts(at)
        ]

    def fail(self, kind: type[DeliveryError]) -> None:
        self.server.faults.append(FAULTS[kind])

    async def hear(self, text: str, listener: Listener) -> Sequence[str]:
        async with listening(self.adapter, listener, self.server):
            asked = str((await self.server.say(text))["id"])
            await self.server.until(lambda: self.server.posts(asked))
        return [words(post) for post in self.server.posts(asked)]


@asynccontextmanager
async def staged(_folder: Path) -> AsyncIterator[Stage]:
    async with Server.open() as server:
        server.world.start = NOW
        adapter = make(server)
        yield DiscordStage(server, adapter)
        await adapter.close()
