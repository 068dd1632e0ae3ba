"""The desk where lines arrive: each is understood, answered once, and remembered."""

import re
from dataclasses import dataclass, replace

from bot import log
from bot.chat import Incoming, Origin, Person, Reply, Suggest, Target
from bot.commands import dispatch, grammar, greeting, shown, suggestions, texts
from bot.commands.answered import NO_QUESTION, Answered, Question
from bot.commands.asking import thread
from bot.commands.grammar import kinds, wording
from bot.commands.grammar.kinds import Command
from bot.commands.grammar.scopes import Setting
from bot.commands.here import Here, Means
from bot.errors import CommandError
from bot.messages import Message, Text
from bot.store import Tx, events, occurrences, places, posts
from bot.store.occurrences import Occurrence

LOG = log.get("commands")


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers lines. The one implementation of `bot.chat.Listener`."""

    means: Means

    async def answer(self, incoming: Incoming) -> Reply | None:
        """Answer a line; None where this event was answered before."""
        try:
            here = await self._here(incoming)
            if here is None:
                return None
            answered = await self._answered(here)
        except CommandError as error:
            return Reply(problem(str(error)), private=True)
        except Exception:  # the outermost edge of one line: others are answered
            LOG.exception("commands.failed", event_id=incoming.event_id)
            return Reply(problem(_BROKEN), private=True)
        return Reply(answered.message, answered.private)

    async def suggest(
        self, target: Target, what: Suggest, prefix: str
    ) -> tuple[str, ...]:
        """Return at most 25 completions of ``prefix`` held for this channel."""
        return await suggestions.suggest(self.means, target, what, prefix)

    async def joined(self, target: Target, by: Person | None) -> Reply | None:
        """Return the greeting for a place we were invited to; None but once."""
        return await greeting.joined(self.means, target, by)

    async def workspaces(self, platform: str) -> frozenset[str]:
        """Return the workspaces of a platform that have us, by what we were told."""
        async with self.means.store.reading() as tx:
            here = await places.present(tx)
        targets = (place.target for place in here)
        return frozenset(t.workspace for t in targets if t.platform == platform)

    async def left(self, target: Target) -> None:
        """Note that we were removed."""
        async with self.means.store.writing() as tx:
            await places.leave(tx, target, now=self.means.clock())

    async def _here(self, incoming: Incoming) -> Here | None:
        now = self.means.clock()
        zone = incoming.person.zone or "UTC"
        async with self.means.store.writing() as tx:
            if not await events.first(tx, incoming.event_id, now=now):
                return None
            place = await places.join(
                tx, incoming.target.place, now=now, title=incoming.title, zone=zone
            )
            digest = await _digest(tx, place.id, incoming)
        return Here(self.means, place, incoming, now, digest)

    async def _answered(self, here: Here) -> Answered:
        _, last = await shown.last(here)
        setting = await _setting(here, last)
        command = grammar.parse(here.incoming.text, setting)
        before = _before(setting, last)
        meant = await _meant(here, command, before, last or NO_QUESTION)
        goes_on = isinstance(command, kinds.More | kinds.Others)
        seen = last.seen if last and goes_on and meant == before else 0
        answered = await dispatch.do(here, meant, seen)
        if answered.lasting:
            await shown.remember(here, answered.message, answered.question)
        LOG.info("commands.answered", command=type(command).__name__)
        return answered


async def _digest(tx: Tx, place: int, incoming: Incoming) -> Occurrence | None:
    """Return the briefing a line was typed under, or None."""
    for key in (incoming.target.thread, incoming.message_id):
        post = await posts.find(tx, place, key) if key else None
        if post and post.occurrence is not None:
            return await occurrences.get(tx, post.occurrence)
    return None


_BROKEN = (
    "Something broke while I answered; it is in the log. Try once more, and if it "
    "happens again, tell whoever runs me."
)


def problem(text: str) -> Message:
    """Return what went wrong as a message; `lines` in it can be typed."""
    parts = re.split(r"(`[^`]+`|\*\b[^*]+\b\*)", text)
    return texts.message(texts.say(*(_marked(part) for part in parts if part)))


def _marked(part: str) -> Text:
    if part.startswith("`"):
        return texts.code(part.strip("`"))
    return texts.strong(part.strip("*")) if part.startswith("*") else Text(part)


async def _setting(here: Here, last: Question | None) -> Setting:
    held = await here.sources()
    outlets = sorted({source.outlet for source in held if source.outlet})
    alone = here.incoming.origin in (Origin.TERMINAL, Origin.DIRECT)
    follows = bool((here.thread or alone) and last and last.line)
    return Setting(here.now, here.zone, tuple(outlets), here.root, follows)


def _before(setting: Setting, last: Question | None) -> Command | None:
    """Return the question that was asked last, or None."""
    if not last or not last.line:
        return None
    return grammar.parse(last.line, replace(setting, follows=False))


async def _meant(
    here: Here, command: Command, before: Command | None, last: Question
) -> Command:
    """Return what a line means that leans on the one before."""
    match command:
        case kinds.Also():
            return thread.also(command, before, last, await here.sources())
        case kinds.Others():
            return thread.others(command, before)
        case kinds.Only(scope):
            old = thread.again(before)
            return wording.scoped(old, wording.narrowed(old.scope, scope))
        case kinds.More():
            return thread.again(before)
        case kinds.Said(person=person, scope=scope):
            name = thread.resolved(person, last.names, await here.sources())
            return kinds.Said(name, scope) if name else command
        case _:
            return command
