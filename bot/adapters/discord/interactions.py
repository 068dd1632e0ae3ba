"""Answer interactions in time, privately or for all, once each."""

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final

from bot import log
from bot.adapters.discord import answers, locales, render
from bot.adapters.discord.exchange import Exchange
from bot.chat import Incoming, Listener, Origin, Reply, Suggest, Target
from bot.errors import Forbidden, Gone, RateLimited
from bot.messages import Message, Paragraph, Part, Section, Text, split

LOG = log.get("discord")

PROMPT: Final = 1.5
"""Seconds to wait for an answer before showing that we think; Discord gives 3."""
HURRY: Final = 2.0
"""Seconds for completions, which cannot be deferred."""
_PERSONAL: Final = re.compile(
    r"(digest|feed|filter|settings|status|help|why|export|watch|unwatch|mute)\b(?! now)"
)
"""Lines whose answer is most likely for the asker alone; a guess, mended after."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that came by interaction. ``here`` tells whether we may post there."""

    talk: Exchange
    line: Incoming
    here: bool

    @property
    def pressed(self) -> bool:
        return self.line.origin is Origin.BUTTON

    @property
    def under(self) -> bool:
        """Tell whether a public answer belongs into the thread under a button."""
        thread = self.line.target.thread
        return self.pressed and self.here and thread == self.line.message_id


async def answer(asked: Asked, listener: Listener) -> None:
    """Answer in time; raises `DeliveryError` where nothing could be said."""
    reply, deferred = await _thought(asked, listener)
    if reply is None:
        await _drop(asked, deferred)
    elif asked.under and not reply.private:
        await _say_under(asked, reply, deferred)
    else:
        await _say(asked, reply, deferred)


async def complete(
    talk: Exchange, listener: Listener, target: Target, what: Suggest, prefix: str
) -> None:
    """Offer completions; none rather than late ones."""
    try:
        async with asyncio.timeout(HURRY):
            choices = await listener.suggest(target, what, prefix)
    except TimeoutError:
        choices = ()
    await talk.complete(choices)


async def _thought(
    asked: Asked, listener: Listener
) -> tuple[Reply | None, bool | None]:
    """Return the answer, and how it was deferred: privately, openly, or not (None)."""
    async with asyncio.TaskGroup() as group:
        thinking = group.create_task(_safely(asked.line, listener))
        await asyncio.wait([thinking], timeout=PROMPT)
        if thinking.done():
            return thinking.result(), None
        private = _PERSONAL.match(asked.line.text) is not None
        if asked.pressed:
            await asked.talk.defer_update()
        else:
            await asked.talk.defer(private=private)
    return thinking.result(), private


async def _safely(line: Incoming, listener: Listener) -> Reply | None:
    try:
        return await listener.answer(line)
    except Exception:  # the outermost edge: an interaction must not stay unanswered
        LOG.exception("discord.answer_failed", key=line.event_id)
        words = Text(locales.text("failed", line.person.locale))
        return Reply(Message((Section((Paragraph((words,)),)),)), private=True)


async def _drop(asked: Asked, deferred: bool | None) -> None:  # noqa: FBT001
    """Say nothing: the event was answered before."""
    if asked.pressed and deferred is None:
        await asked.talk.defer_update()
    elif deferred is not None and not asked.pressed:
        await asked.talk.withdraw()


async def _say_under(
    asked: Asked,
    reply: Reply,
    deferred: bool | None,  # noqa: FBT001
) -> None:
    if deferred is None:
        await asked.talk.defer_update()
    line = asked.line
    await answers.say(asked.talk.rest, line.target, reply, line.event_id, line.text)


async def _say(asked: Asked, reply: Reply, deferred: bool | None) -> None:  # noqa: FBT001
    """Say the first part where Discord expects it, and the others after it."""
    first, *others = split(reply.message, render.LIMITS)
    await _open(asked, first, deferred, private=reply.private)
    threaded = reply.message.threaded and asked.here and not reply.private
    target = asked.line.target
    if others and threaded and target.thread is None:
        target = Target(
            target.platform,
            target.workspace,
            target.channel,
            await asked.talk.first(),
        )
        await answers.say_parts(
            asked.talk.rest, target, others, asked.line.event_id, asked.line.text
        )
        return
    for part in others:
        await _follow(asked, part, private=reply.private)


async def _open(
    asked: Asked,
    part: Part,
    deferred: bool | None,  # noqa: FBT001
    *,
    private: bool,
) -> None:
    body = render.body(part, answers.key(asked.line.event_id, part.index))
    if deferred is None:
        await asked.talk.say(body, private=private)
    elif asked.pressed:
        await _follow(asked, part, private=private)
    elif deferred is private:
        await _or_in_channel(asked, part, asked.talk.fill(body), private=private)
    else:  # the guess was wrong, and what was shown cannot change sides
        await asked.talk.withdraw()
        await _follow(asked, part, private=private)


async def _follow(asked: Asked, part: Part, *, private: bool) -> None:
    body = render.body(part, answers.key(asked.line.event_id, part.index))
    following = _patiently(asked.talk, body, private=private)
    await _or_in_channel(asked, part, following, private=private)


async def _or_in_channel(
    asked: Asked, part: Part, saying: Awaitable[None], *, private: bool
) -> None:
    """Say it; after 15 minutes what is for all goes into the channel itself."""
    try:
        await saying
    except (Gone, Forbidden):
        if private or not asked.here:
            raise
        line = asked.line
        await answers.say_parts(
            asked.talk.rest, line.target, [part], line.event_id, line.text
        )


async def _patiently(talk: Exchange, body: render.Body, *, private: bool) -> None:
    for _ in range(answers.TRIES - 1):
        try:
            await talk.follow(body, private=private)
        except RateLimited as error:
            await asyncio.sleep(error.after.total_seconds())
        else:
            return
    await talk.follow(body, private=private)
