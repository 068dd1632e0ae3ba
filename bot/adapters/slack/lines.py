"""Lines people type and buttons they press: answered once, where they were."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace

from slack_bolt.async_app import AsyncAck

from bot.adapters.slack import answering, events, forms
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Typed
from bot.adapters.slack.filling import Filling
from bot.adapters.slack.payload import Object
from bot.adapters.slack.recent import Recent
from bot.adapters.slack.session import Session, says
from bot.chat import Reply
from bot.errors import DeliveryError
from bot.messages import Footer, Message, Text

HELD = 10_000
"""Lines remembered, so that one delivered twice is answered once."""
SHARED = 500
"""Private answers that can still be shared."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What was typed lately, and which private answers can be shared."""

    session: Session
    filling: Filling
    _seen: Recent[None] = field(default_factory=lambda: Recent(HELD))
    _private: Recent[Message] = field(default_factory=lambda: Recent(SHARED))

    async def on_message(self, body: Object) -> None:
        """Hear a mention or a direct message, however often it is delivered."""
        bot = (await self.session.wire.workspace(events.team(body))).bot
        typed = events.direct(body, bot) or events.mention(body, bot)
        if typed:
            self.session.start(self.answer(typed))

    async def on_command(self, ack: AsyncAck, body: Object) -> None:
        """Hear a slash command; one that lacks its words opens a form for them."""
        await ack()
        self._hear(events.command(body))

    async def on_press(self, ack: AsyncAck, body: Object) -> None:
        """Hear a button on a message."""
        await ack()
        if typed := events.press(body):
            self._hear(typed)

    async def on_share(self, ack: AsyncAck, body: Object) -> None:
        """Show a private answer to everybody in its channel."""
        await ack()
        if typed := events.press(body):
            self.session.start(self.share(typed))

    async def answer(self, typed: Typed) -> None:
        """Answer a line once, where it was typed."""
        if not self._seen.add(typed.id, None):
            return
        asked = Answering(typed, self.session.wire, self.session.clock())
        async with asyncio.TaskGroup() as tasks:
            asking = tasks.create_task(self.session.ask(typed))
            await asyncio.wait((asking,), timeout=self.session.patience.answer)
            waiting = None if asking.done() else await answering.wait(asked)
        if reply := asking.result():
            await answering.give(asked, reply, waiting, self._keep(typed, reply))
        elif waiting:
            await self.session.wire.remove(typed.target, waiting)

    async def share(self, typed: Typed) -> None:
        """Post a private answer openly, with the name of who shares it."""
        if not self._seen.add(typed.id, None):
            return
        asked = Answering(typed, self.session.wire, self.session.clock())
        message = self._private.get(typed.text)
        if message is None:
            gone = says("I no longer hold this answer. Please ask again.")
            await answering.give(asked, Reply(gone, private=True), None, None)
            return
        person = await self.session.person(typed)
        await answering.openly(asked, _signed(message, person.name), None)
        with suppress(DeliveryError):
            await self.session.wire.respond(typed.respond, {"delete_original": True})

    def _hear(self, typed: Typed) -> None:
        if form := forms.wanted(typed):
            self.session.start(self.filling.open(typed, form))
        elif typed.text or not typed.message_id:
            self.session.start(self.answer(typed))

    def _keep(self, typed: Typed, reply: Reply) -> str | None:
        if not reply.private:
            return None
        self._private.add(typed.id, reply.message)
        return typed.id


def _signed(message: Message, name: str) -> Message:
    last = message.sections[-1]
    signed = (*last.blocks, Footer((Text(f"Shared by {name}"),)))
    return replace(
        message, sections=(*message.sections[:-1], replace(last, blocks=signed))
    )
