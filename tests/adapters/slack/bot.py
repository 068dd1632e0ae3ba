"""A bot for tests: the real adapter on the local Slack, with a reciting listener."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.adapters.slack import Slack
from bot.adapters.slack.session import Patience
from bot.chat import Incoming, Listener, Person, Reply, Suggest, Target
from bot.messages import Message, Paragraph, Section, Text
from tests.factories import NOW
from tests.platforms.slack import Server
from tests.platforms.slack.server import TEAM

Answer = Callable[[Incoming], Awaitable[Reply | None]]


def says(text: str, *, private: bool = False) -> Reply:
    return Reply(Message((Section((Paragraph((Text(text),)),)),)), private)


async def echo(incoming: Incoming) -> Reply | None:
    return says(f"You asked: {incoming.text}")


@dataclass(slots=True)
class Recital:
    """A listener that keeps what it heard and answers as it is told."""

    reply: Answer = echo
    greeting: Reply | None = None
    heard: list[Incoming] = field(default_factory=list)
    joins: list[tuple[Target, Person | None]] = field(default_factory=list)
    lefts: list[Target] = field(default_factory=list)
    suggestions: tuple[str, ...] = ()

    async def answer(self, incoming: Incoming) -> Reply | None:
        self.heard.append(incoming)
        return await self.reply(incoming)

    async def suggest(
        self, target: Target, what: Suggest, prefix: str
    ) -> tuple[str, ...]:
        del target, what
        return tuple(
            s for s in self.suggestions if s.lower().startswith(prefix.lower())
        )

    async def joined(self, target: Target, by: Person | None) -> Reply | None:
        self.joins.append((target, by))
        return self.greeting

    async def workspaces(self, platform: str) -> frozenset[str]:
        del platform
        return frozenset({TEAM})

    async def left(self, target: Target) -> None:
        self.lefts.append(target)


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
