"""A listener for tests: it remembers what it heard and says what it is told."""

import asyncio
from dataclasses import dataclass, field

from bot.chat import Incoming, Person, Reply, Suggest, Target
from bot.messages import Action, Heading, Message, Paragraph, Section, Text


def make_reply(
    text: str = "Twelve, says the port authority.",
    *,
    private: bool = False,
    actions: tuple[Action, ...] = (),
    sections: int = 1,
    threaded: bool = False,
) -> Reply:
    blocks = (Heading((Text("Answer"),)), Paragraph((Text(text),)))
    made = tuple(Section(blocks, actions) for _ in range(sections))
    return Reply(Message(made, threaded=threaded), private)


@dataclass(slots=True)
class Scripted:
    """Implements `bot.chat.Listener`."""

    reply: Reply | None = field(default_factory=make_reply)
    greeting: Reply | None = None
    suggestions: tuple[str, ...] = ()
    delay: asyncio.Event | None = None
    """Answers wait for it where it is there."""
    heard: list[Incoming] = field(default_factory=list)
    asked: list[tuple[Target, Suggest, str]] = field(default_factory=list)
    places: list[Target] = field(default_factory=list)
    gone: list[Target] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    """Servers the bot is in, as far as it was told."""

    async def answer(self, incoming: Incoming) -> Reply | None:
        self.heard.append(incoming)
        if self.delay:
            await self.delay.wait()
        return self.reply

    async def suggest(
        self, target: Target, what: Suggest, prefix: str
    ) -> tuple[str, ...]:
        self.asked.append((target, what, prefix))
        return self.suggestions

    async def joined(self, target: Target, by: Person | None) -> Reply | None:
        del by
        self.places.append(target)
        return self.greeting

    async def workspaces(self, platform: str) -> frozenset[str]:
        assert platform == "discord"
        return frozenset(self.known)

    async def left(self, target: Target) -> None:
        self.gone.append(target)
