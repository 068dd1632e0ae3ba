"""A platform that is a list: posts stay in memory, for tests and dry runs.

It keeps the whole contract of `bot.chat.Adapter`, refusals included.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from bot import plain
from bot.chat import Capabilities, Incoming, Limits, Listener, Person, Reply, Target
from bot.errors import DeliveryError, Gone, Unknown
from bot.messages import Block, Part


@dataclass(frozen=True, slots=True)
class Post:
    """What stands in a channel of this platform."""

    id: str
    target: Target
    part: Part
    key: str


def measure(block: Block) -> int:
    """Return the characters a block takes here: those of its plain text."""
    return len(plain.block(block))


LIMITS = Limits(size=4_000, blocks=50, actions=10, measure=measure)
EVERYTHING = Capabilities()


@dataclass(slots=True)
class Memory:
    """The posts of a run. ``failures`` are raised by the next calls, one each."""

    platform: str = "memory"
    limits: Limits = LIMITS
    capabilities: Capabilities = EVERYTHING
    posts: list[Post] = field(default_factory=list)
    replies: list[tuple[Incoming, Reply]] = field(default_factory=list)
    failures: deque[DeliveryError] = field(default_factory=deque)
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _inbox: asyncio.Queue[Incoming] = field(default_factory=asyncio.Queue)

    async def run(self, listener: Listener) -> None:
        """Answer what `say` puts in, until cancelled."""
        while True:
            incoming = await self._inbox.get()
            if reply := await listener.answer(incoming):
                self.replies.append((incoming, reply))
            self._inbox.task_done()

    async def say(self, incoming: Incoming) -> None:
        """Let somebody type; return when it has been answered."""
        self._inbox.put_nowait(incoming)
        await self._inbox.join()

    async def send(self, target: Target, part: Part, key: str) -> str:
        """Post; an `Unknown` failure posts first, as a lost reply does."""
        failure = self.failures.popleft() if self.failures else None
        if failure and not isinstance(failure, Unknown):
            raise failure
        if target.thread and not self._holds(target.thread):
            raise Gone(f"memory: no message {target.thread}")
        post = Post(str(next(self._ids)), target, part, key)
        self.posts.append(post)
        if failure:
            raise failure
        return post.id

    async def edit(self, target: Target, message_id: str, part: Part) -> None:
        """Replace a post."""
        for at, post in enumerate(self.posts):
            if post.id == message_id and post.target.place == target.place:
                self.posts[at] = replace(post, part=part)
                return
        raise Gone(f"memory: no message {message_id}")

    async def lookup(self, target: Target, key: str, since: datetime) -> str | None:
        """Find a post by its key."""
        del since  # nothing here is older than the run
        return next(
            (p.id for p in self.posts if p.key == key and p.target == target), None
        )

    async def direct(self, workspace: str, person: str) -> Target:
        """Return a person's own channel."""
        return Target(self.platform, workspace, f"direct-{person}")

    def _holds(self, message_id: str) -> bool:
        return any(post.id == message_id for post in self.posts)


def person(name: str = "Ana", *, may_configure: bool = True) -> Person:
    """Return somebody who can type here."""
    return Person(name.lower(), name, "UTC", "en", may_configure)
