"""The terminal as a platform: a person types lines, the bot prints its answers."""

import asyncio
import sys
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from secrets import token_hex
from typing import TextIO

from bot import plain
from bot.chat import (
    Capabilities,
    Incoming,
    Limits,
    Listener,
    Origin,
    Person,
    Reply,
    Target,
)
from bot.messages import Action, Block, Part, Section

PROMPT = "› "
LEAVING = frozenset({"quit", "exit", "bye", ":q"})
"""Lines that end a session, as the end of the stream does."""
HERE = Target("console", "local", "terminal")
"""The one channel a terminal has."""


def measure(block: Block) -> int:
    """Return the characters a block takes on a terminal."""
    return len(plain.block(block))


LIMITS = Limits(size=1_000_000, blocks=10_000, actions=100, measure=measure)
CAPABILITIES = Capabilities(threads=False, edits=False, private=False)


@dataclass(slots=True)
class Console:
    """Reads lines from one stream and prints to another; nothing can be edited."""

    output: TextIO = field(default_factory=lambda: sys.stdout)
    source: TextIO = field(default_factory=lambda: sys.stdin)
    platform: str = "console"
    limits: Limits = LIMITS
    capabilities: Capabilities = CAPABILITIES
    _sent: dict[str, str] = field(default_factory=dict)
    _session: str = field(default_factory=lambda: token_hex(8))
    _events: "count[int]" = field(default_factory=lambda: count(1))

    async def run(self, listener: Listener) -> None:
        """Ask for lines and answer them until the stream ends, or somebody leaves."""
        while line := await asyncio.to_thread(self._ask):
            if line.strip().lower() in LEAVING:
                return
            if line.strip() and (reply := await listener.answer(self._said(line))):
                self.show(reply)

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Print a post; a key printed before is not printed again."""
        del target
        if key not in self._sent:
            self._print(part.blocks, part.actions)
            self._sent[key] = f"c{len(self._sent) + 1}"
        return self._sent[key]

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Print the new form: a terminal cannot take words back."""
        del target, message_id
        self._print(part.blocks, part.actions)

    async def direct(self, workspace: str, person: str) -> Target | None:  # noqa: ARG002
        """Nobody is alone here."""
        return None

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Tell what was printed in this run."""
        del target, since
        return self._sent.get(key)

    def say(self, text: str) -> None:
        """Print words of our own."""
        print(text, file=self.output, flush=True)

    def show(self, reply: Reply) -> None:
        """Print an answer."""
        for section in reply.message.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        self._print(section.blocks, section.actions)

    def _print(self, blocks: tuple[Block, ...], actions: tuple[Action, ...]) -> None:
        print(*(plain.block(item) for item in blocks), sep="\n\n", file=self.output)
        if actions:
            shown = " · ".join(f"{a.label}: {a.command}" for a in actions)
            print(f"\n[{shown}]", file=self.output)
        print(file=self.output, flush=True)

    def _ask(self) -> str:
        if self.source.isatty():
            print(PROMPT, end="", flush=True, file=self.output)
        return self.source.readline()

    def _said(self, line: str) -> Incoming:
        return Incoming(
            event_id=f"console-{self._session}-{next(self._events)}",
            target=HERE,
            # No profile says a zone: the channel's own counts.
            person=Person("you", "you", may_configure=True),
            text=line.strip(),
            origin=Origin.TERMINAL,
        )
