"""Bolt's handlers: acknowledge, turn the delivery into a line, have it answered."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot import log
from bot.adapters.slack import answering, events
from bot.adapters.slack.answering import Answering
from bot.adapters.slack.events import Typed
from bot.adapters.slack.payload import Object, text
from bot.adapters.slack.people import People
from bot.adapters.slack.recent import Recent
from bot.adapters.slack.wire import LOG as SDK_LOG
from bot.adapters.slack.wire import Wire
from bot.adapters.slack.workspaces import Workspaces
from bot.chat import Incoming, Listener, Origin, Person, Reply, Target
from bot.errors import DeliveryError
from bot.messages import Footer, Message, Paragraph, Section, Text
from bot.settings import Secret

LOG = log.get("slack")

LEFT = ("channel_left", "group_left", "channel_deleted", "group_deleted")
"""Events that end our stay in a channel."""
ANY = re.compile("")
HELD = 10_000
"""Lines remembered, so that one delivered twice is answered once."""
SHARED = 500
"""Private answers that can still be shared."""
FAILED = Text(
    "I could not answer: something is broken on my side, and it is in my log. "
    "Try again later, or tell whoever runs me."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, in seconds."""

    answer: float = 2.0
    """Until a person is told that the answer takes a while."""


@dataclass(slots=True)
class Hearing:
    """What Slack tells us, until cancelled. Work after the ack runs in ``tasks``."""

    listener: Listener
    wire: Wire
    people: People
    tasks: asyncio.TaskGroup
    clock: Callable[[], datetime]
    patience: Patience
    secret: Secret
    app: AsyncApp = field(init=False)
    _lines: Recent[None] = field(init=False, default_factory=lambda: Recent(HELD))
    _shared: Recent[Message] = field(init=False, default_factory=lambda: Recent(SHARED))

    def __post_init__(self) -> None:
        """Hang the handlers in; the last one takes what nobody wants."""
        self.app = AsyncApp(
            name="dateline",
            logger=SDK_LOG,
            signing_secret=self.secret or "unused in Socket Mode",
            client=self.wire.of(""),
            authorize=_authorizing(self.wire.workspaces),
        )
        self.app.event("app_mention")(self.on_message)
        self.app.event("message")(self.on_message)
        self.app.event("member_joined_channel")(self.on_joined)
        self.app.event("member_left_channel")(self.on_member_left)
        for name in LEFT:
            self.app.event(name)(self.on_left)
        self.app.event("app_uninstalled")(self.on_uninstalled)
        self.app.event("tokens_revoked")(self.on_revoked)
        self.app.command(ANY)(self.on_command)
        self.app.action(answering.SHARE)(self.on_share)
        self.app.action(ANY)(self.on_press)
        self.app.event(ANY)(_ignore)

    # --- lines -----------------------------------------------------------------

    async def on_message(self, body: Object) -> None:
        """Hear a mention or a direct message, however often it is delivered."""
        bot = (await self.wire.workspace(events.team(body))).bot
        typed = events.direct(body, bot) or events.mention(body, bot)
        if typed:
            self._start(self.answer(typed))

    async def on_command(self, ack: AsyncAck, body: Object) -> None:
        """Hear a slash command."""
        await ack()
        self._start(self.answer(events.command(body)))

    async def on_press(self, ack: AsyncAck, body: Object) -> None:
        """Hear a button."""
        await ack()
        typed = events.press(body)
        if typed and typed.text:
            self._start(self.answer(typed))

    async def on_share(self, ack: AsyncAck, body: Object) -> None:
        """Show a private answer to everybody in its channel."""
        await ack()
        if typed := events.press(body):
            self._start(self.share(typed))

    async def answer(self, typed: Typed) -> None:
        """Answer a line once, where it was typed."""
        if not self._lines.add(typed.id, None):
            return
        asked = Answering(typed, self.wire, self.clock())
        async with asyncio.TaskGroup() as tasks:
            asking = tasks.create_task(self._ask(typed))
            await asyncio.wait((asking,), timeout=self.patience.answer)
            waiting = None if asking.done() else await answering.wait(asked)
        reply = asking.result()
        if reply:
            await answering.give(asked, reply, waiting, self._keep(typed, reply))
        elif waiting:
            await self.wire.remove(typed.target, waiting)

    async def share(self, typed: Typed) -> None:
        """Post a private answer openly, with the name of who shares it."""
        if not self._lines.add(typed.id, None):
            return
        asked = Answering(typed, self.wire, self.clock())
        message = self._shared.get(typed.text)
        if message is None:
            gone = Text("I no longer hold this answer. Please ask again.")
            reply = Reply(_says(gone), private=True)
            await answering.give(asked, reply, None, None)
            return
        person = await self._person(typed)
        await answering.openly(asked, _signed(message, person.name), None)
        with suppress(DeliveryError):
            await self.wire.respond(typed.respond, {"delete_original": True})

    async def _ask(self, typed: Typed) -> Reply | None:
        """Ask the listener; a bug there becomes an apology, not silence."""
        incoming = Incoming(
            event_id=typed.id,
            target=typed.target,
            person=await self._person(typed),
            text=typed.text,
            origin=typed.origin,
            message_id=typed.message_id,
        )
        try:
            return await self.listener.answer(incoming)
        except Exception:
            # The outermost edge of a person's question: they must hear something.
            LOG.exception("slack.answer_failed", event_id=typed.id)
            return Reply(_says(FAILED), private=typed.origin is Origin.COMMAND)

    async def _person(self, typed: Typed) -> Person:
        client = await self.wire.client(typed.target.workspace)
        return await self.people.person(client, typed.target, typed.user)

    def _keep(self, typed: Typed, reply: Reply) -> str | None:
        if reply.private:
            self._shared.add(typed.id, reply.message)
            return typed.id
        return None

    # --- coming and going --------------------------------------------------------

    async def on_joined(self, body: Object) -> None:
        """Greet, where it was us who joined."""
        if await self._is_us(body):
            self._start(self._greet(body))

    async def _greet(self, body: Object) -> None:
        target, inviter = _place(body), text(body, "event", "inviter")
        client = await self.wire.client(target.workspace)
        by = await self.people.person(client, target, inviter) if inviter else None
        if reply := await self.listener.joined(target, by):
            typed = Typed(
                f"joined:{target.channel}", target, inviter, "", Origin.MENTION
            )
            asked = Answering(typed, self.wire, self.clock())
            await answering.openly(asked, reply.message, None)

    async def on_member_left(self, body: Object) -> None:
        """Note that we were removed from a channel."""
        if await self._is_us(body):
            self._start(self.listener.left(_place(body)))

    async def on_left(self, body: Object) -> None:
        """Note that a channel is gone, or gone for us."""
        self._start(self.listener.left(_place(body)))

    async def on_revoked(self, body: Object) -> None:
        """Forget a workspace whose bot token was revoked."""
        tokens = body.get("event")
        if isinstance(tokens, dict) and (tokens.get("tokens") or {}).get("bot"):
            await self.on_uninstalled(body)

    async def on_uninstalled(self, body: Object) -> None:
        """Forget a workspace that removed the app."""
        team = events.team(body)
        await self.wire.workspaces.remove(team)
        self._start(self.listener.left(Target("slack", team, "")))

    async def _is_us(self, body: Object) -> bool:
        us = await self.wire.workspace(events.team(body))
        return text(body, "event", "user") == us.bot

    def _start(self, work: Coroutine[object, object, None]) -> None:
        self.tasks.create_task(_guarded(work))


def _authorizing(
    workspaces: Workspaces,
) -> Callable[..., Awaitable[AuthorizeResult]]:
    # Bolt passes arguments by name and takes a bound method's `self` for one.
    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        found = await workspaces.find(team_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=found.team,
            bot_token=found.token,
            bot_id=found.bot_id,
            bot_user_id=found.bot,
        )

    return authorize  # type: ignore[return-value]  # Bolt takes None: not installed


async def _guarded(work: Awaitable[None]) -> None:
    """Let one failure be one line in the log, and nobody else's problem."""
    try:
        await work
    except* DeliveryError as group:
        LOG.warning("slack.unanswered", why=str(group.exceptions[0]))
    except* Exception:
        # The outermost edge of a task: the others must go on.
        LOG.exception("slack.failed")


async def _ignore() -> None:
    """Take an event we have no use for."""


def _place(body: Object) -> Target:
    channel = text(body, "event", "channel")
    return Target("slack", events.team(body), channel)


def _says(words: Text) -> Message:
    return Message((Section((Paragraph((words,)),)),))


def _signed(message: Message, name: str) -> Message:
    last = message.sections[-1]
    signed = (*last.blocks, Footer((Text(f"Shared by {name}"),)))
    return replace(
        message, sections=(*message.sections[:-1], replace(last, blocks=signed))
    )
