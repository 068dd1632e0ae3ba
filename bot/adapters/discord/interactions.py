"""Answer interactions in time, privately or for all, once each."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from bot import log
from bot.adapters.discord import answers, locales, render
from bot.adapters.discord.exchange import Exchange
from bot.chat import Incoming, Listener, Origin, Reply, Suggest, Target
from bot.errors import DeliveryError, Forbidden, Gone, RateLimited
from bot.messages import Message, Paragraph, Part, Section, Text, split

LOG = log.get("discord")

PROMPT: Final = 0.4
"""Seconds to wait for an answer before showing that we think. Discord gives 3; people
should see something within one, also while texts are read; benchmarks/discord.py."""
HURRY: Final = 2.0
"""Seconds for completions, which cannot be deferred."""
_PERSONAL: Final = re.compile(
    r"(digests? (list|preview)|feeds? (list|test|export)|filters? (list|test)|settings$"
    r"|status|help|why|export|vote|up|down)\b"
)
"""Lines that only look, at what concerns the asker: their answers are theirs alone."""
Ask = Callable[[Incoming], Awaitable[Reply | None]]
"""Answers a line; `bot.chat.Listener.answer` is one."""


class Shown(Enum):
    """What Discord shows of our answer before there is one."""

    NOTHING = auto()
    PRESSED = auto()
    """A press was taken; whatever follows may be private or not."""
    THINKING = auto()
    THINKING_PRIVATELY = auto()
    TOO_LATE = auto()
    """Discord no longer takes a first answer: its three seconds were over."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that came by interaction. ``here`` tells whether we may post there."""

    talk: Exchange
    line: Incoming
    here: bool
    crowded: bool = False
    """Others wait, too: show at once that we think, and think then."""

    @property
    def pressed(self) -> bool:
        """Tell whether it came by a button."""
        return self.line.origin is Origin.BUTTON

    @property
    def under(self) -> bool:
        """Tell whether a public answer belongs into the thread under a button."""
        thread = self.line.target.thread
        return self.pressed and self.here and thread == self.line.message_id


async def answer(asked: Asked, ask: Ask) -> None:
    """Answer in time; raises `DeliveryError` where nothing could be said."""
    reply, shown = await _thought(asked, ask)
    if reply is None:
        await _drop(asked, shown)
    elif asked.under and not reply.private:
        await _take(asked, shown)
        await _post(asked, asked.line.target, split(reply.message, render.LIMITS))
    else:
        await _say(asked, reply, shown)


def together(ask: Ask, lines: Sequence[Incoming]) -> Ask:
    """Return what answers several lines as one: the errors, and the last answer."""

    async def answered(_: Incoming) -> Reply | None:
        replies = [reply for line in lines if (reply := await ask(line))]
        wrong = [reply for reply in replies[:-1] if reply.private]
        said = [*wrong, *replies[-1:]]
        sections = tuple(each for reply in said for each in reply.message.sections)
        private = any(reply.private for reply in said)
        return Reply(Message(sections), private) if said else None

    return answered


async def refuse(talk: Exchange, locale: str) -> None:
    """Tell the asker that a button or command is none of ours any more."""
    words = Paragraph((Text(locales.text("stale", locale)),))
    await talk.say(render.body(Part(0, (words,))), private=True)


async def complete(
    talk: Exchange, listener: Listener, target: Target, what: Suggest, prefix: str
) -> None:
    """Offer completions; none rather than late ones."""
    try:
        async with asyncio.timeout(HURRY):
            choices = await listener.suggest(target, what, prefix)
    except TimeoutError:
        choices = ()
    short = what is Suggest.HOURS  # “1 daily 08:00 Europe/Berlin”: the number is meant
    await talk.complete([(c, c.split(" ")[0] if short else c) for c in choices])


# --- thinking -------------------------------------------------------------------


async def _thought(asked: Asked, ask: Ask) -> tuple[Reply | None, Shown]:
    """Return the answer, and what was shown until it was there."""
    if asked.crowded:
        shown = await _deferred(asked)
        return _sided(asked, await _safely(asked.line, ask)), shown
    async with asyncio.TaskGroup() as group:
        thinking = group.create_task(_safely(asked.line, ask))
        await asyncio.wait([thinking], timeout=PROMPT)
        shown = Shown.NOTHING if thinking.done() else await _deferred(asked)
    return _sided(asked, thinking.result()), shown


def _sided(asked: Asked, reply: Reply | None) -> Reply | None:
    """Return an answer for the asker alone where its line is personal."""
    personal = reply is not None and _is_personal(asked.line)
    return replace(reply, private=True) if reply and personal else reply


def _is_personal(line: Incoming) -> bool:
    return _PERSONAL.match(line.text.lower()) is not None


async def _safely(line: Incoming, ask: Ask) -> Reply | None:
    try:
        return await ask(line)
    except Exception:  # the outermost edge: an interaction must not stay unanswered
        LOG.exception("discord.answer_failed", key=line.event_id)
        return note("failed", line.person.locale)


def note(key: str, locale: str | None) -> Reply:
    """Return one of our texts, for the asker alone."""
    words = Text(locales.text(key, locale))
    return Reply(Message((Section((Paragraph((words,)),)),)), private=True)


async def _deferred(asked: Asked) -> Shown:
    try:
        return await _defer(asked)
    except DeliveryError as error:
        LOG.warning("discord.too_late", key=asked.line.event_id, error=str(error))
        return Shown.TOO_LATE


async def _defer(asked: Asked) -> Shown:
    if asked.pressed:
        await asked.talk.defer_update()
        return Shown.PRESSED
    private = _is_personal(asked.line)
    await asked.talk.defer(private=private)
    return Shown.THINKING_PRIVATELY if private else Shown.THINKING


async def _take(asked: Asked, shown: Shown) -> None:
    """Take a press; where that is too late, what is said elsewhere is said anyhow."""
    if shown is not Shown.NOTHING:
        return
    try:
        await asked.talk.defer_update()
    except DeliveryError as error:
        LOG.warning("discord.too_late", key=asked.line.event_id, error=str(error))


async def _drop(asked: Asked, shown: Shown) -> None:
    """Say nothing: the event was answered before."""
    if asked.pressed:
        await _take(asked, shown)
    elif shown in (Shown.THINKING, Shown.THINKING_PRIVATELY):
        await asked.talk.withdraw()


# --- saying ---------------------------------------------------------------------


async def _say(asked: Asked, reply: Reply, shown: Shown) -> None:
    """Say the first part where Discord expects it, and the others after it."""
    first, *others = split(reply.message, render.LIMITS)
    await _open(asked, first, shown, private=reply.private)
    open_thread = reply.message.threaded and asked.here and not reply.private
    if others and open_thread and asked.line.target.thread is None:
        under = replace(asked.line.target, thread=await asked.talk.first())
        await _post(asked, under, others)
        return
    for part in others:
        await _follow(asked, part, private=reply.private)


async def _open(asked: Asked, part: Part, shown: Shown, *, private: bool) -> None:
    match shown:
        case Shown.NOTHING:
            saying = asked.talk.say(_body(asked, part), private=private)
            await _or_in_channel(asked, part, saying, private=private)
        case Shown.TOO_LATE:
            await _or_in_channel(asked, part, _refused(), private=private)
        case Shown.PRESSED:
            await _follow(asked, part, private=private)
        case Shown.THINKING | Shown.THINKING_PRIVATELY:
            if private is (shown is Shown.THINKING_PRIVATELY):
                filling = asked.talk.fill(_body(asked, part))
                await _or_in_channel(asked, part, filling, private=private)
                return
            # the guess was wrong, and what is shown cannot change sides
            await asked.talk.withdraw()
            await _follow(asked, part, private=private)


async def _refused() -> None:
    raise Gone("discord: the three seconds for an answer were over")


async def _follow(asked: Asked, part: Part, *, private: bool) -> None:
    following = _patiently(asked.talk, _body(asked, part), private=private)
    await _or_in_channel(asked, part, following, private=private)


async def _or_in_channel(
    asked: Asked, part: Part, saying: Awaitable[None], *, private: bool
) -> None:
    """Say it; when time is over, what is for all goes into the channel itself."""
    try:
        await saying
    except (Gone, Forbidden):
        if private or not asked.here:
            raise
        await _post(asked, asked.line.target, [part])


async def _post(asked: Asked, target: Target, parts: Iterable[Part]) -> None:
    line = asked.line
    await answers.say_parts(asked.talk.rest, target, parts, line.event_id, line.text)


async def _patiently(talk: Exchange, body: render.Body, *, private: bool) -> None:
    """Say one thing more, after every wait Discord asks for."""
    for _ in range(answers.TRIES - 1):
        try:
            await talk.follow(body, private=private)
        except RateLimited as error:
            await asyncio.sleep(error.after.total_seconds())
        else:
            return
    await talk.follow(body, private=private)


def _body(asked: Asked, part: Part) -> render.Body:
    return render.body(part, answers.key(asked.line.event_id, part.index))
