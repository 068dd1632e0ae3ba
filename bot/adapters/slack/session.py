"""What the parts of a running adapter share: whom to ask, and the ways out."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime

from bot import log
from bot.adapters.slack.events import Typed
from bot.adapters.slack.people import People
from bot.adapters.slack.turns import Turns
from bot.adapters.slack.wire import Wire
from bot.chat import Incoming, Listener, Origin, Person, Reply
from bot.errors import DeliveryError
from bot.messages import Message, Paragraph, Section, Text

LOG = log.get("slack")

FAILED = (
    "I could not answer: something is broken on my side, and it is in my log. "
    "Try again later, or tell whoever runs me."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds."""

    answer: float = 2.0
    """Until a person is told that the answer takes a while."""


@dataclass(frozen=True, slots=True)
class Session:
    """The adapter while it runs. Work that follows an ack runs in ``tasks``."""

    listener: Listener
    wire: Wire
    people: People
    tasks: asyncio.TaskGroup
    clock: Callable[[], datetime]
    patience: Patience
    turns: Turns = field(default_factory=Turns)

    def start(self, work: Coroutine[object, object, None]) -> None:
        """Do something after the acknowledgement; its failure is its own."""
        self.tasks.create_task(_guarded(work))

    async def ask(self, typed: Typed) -> Reply | None:
        """Have a line answered; a bug there becomes an apology, not silence."""
        incoming = Incoming(
            event_id=typed.id,
            target=typed.target,
            person=await self.person(typed),
            text=typed.text,
            origin=typed.origin,
            message_id=typed.message_id,
        )
        try:
            async with self.turns.turn():
                return await self.listener.answer(incoming)
        except Exception:
            # The outermost edge of a person's question: they must hear something.
            LOG.exception("slack.answer_failed", event_id=typed.id)
            return Reply(says(FAILED), private=typed.origin is Origin.COMMAND)

    async def person(self, typed: Typed) -> Person:
        """Return who typed a line."""
        client = await self.wire.client(typed.target.workspace)
        return await self.people.person(client, typed.target, typed.user)


def says(words: str) -> Message:
    """Return a message of one paragraph."""
    return Message((Section((Paragraph((Text(words),)),)),))


async def _guarded(work: Awaitable[None]) -> None:
    """Let one failure be one line in the log, and nobody else's problem."""
    try:
        await work
    except* DeliveryError as group:
        LOG.warning("slack.unanswered", why=str(group.exceptions[0]))
    except* Exception:
        # The outermost edge of a task: the others must go on.
        LOG.exception("slack.failed")
