"""A listener for tests: it keeps what it heard and answers as it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chat import Incoming, Person, Reply, Suggest, Target
from bot.messages import Message, Paragraph, Section, Text

Answer = Callable[[Incoming], Awaitable[Reply | None]]


def says(text: str, *, private: bool = False) -> Reply:
    return Reply(Message((Section((Paragraph((Text(text),)),)),)), private)


async def echo(incoming: Incoming) -> Reply | None:
    return says(f"You asked: {incoming.text}")


@dataclass(slots=True)
class Scripted:
    """Implements `bot.chat.Listener`."""

    reply: Answer | Reply | None = echo
    greeting: Reply | None = None
    suggestions: tuple[str, ...] = ()
    delay: asyncio.Event | None = None
    """Answers wait for it where it is there."""
    known: set[str] = field(default_factory=set)
    """Workspaces the bot is in, as far as it was told."""
    heard: list[Incoming] = field(default_factory=list)
    asked: list[tuple[Target, Suggest, str]] = field(default_factory=list)
    joins: list[tuple[Target, Person | None]] = field(default_factory=list)
    lefts: list[Target] = field(default_factory=list)

    async def answer(self, incoming: Incoming) -> Reply | None:
        self.heard.append(incoming)
        if self.delay:
            await self.delay.wait()
        return await self.reply(incoming) if callable(self.reply) else self.reply

    async def suggest(
        self, target: Target, what: Suggest, prefix: str
    ) -> tuple[str, ...]:
        self.asked.append((target, what, prefix))
        wanted = prefix.lower()
        return tuple(s for s in self.suggestions if s.lower().startswith(wanted))

    async def joined(self, target: Target, by: Person | None) -> Reply | None:
        self.joins.append((target, by))
        return self.greeting

    async def workspaces(self, platform: str) -> frozenset[str]:
        del platform
        return frozenset(self.known)

    async def left(self, target: Target) -> None:
        self.lefts.append(target)
