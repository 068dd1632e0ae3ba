"""Who said what, and what somebody said: answers with quotations, by speaker."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.commands import texts
from bot.commands.answered import Answered, Question
from bot.commands.grammar import kinds, wording
from bot.commands.grammar.kinds import Scope
from bot.commands.here import Here
from bot.digests import pieces
from bot.digests.pieces import Frame, count, soft
from bot.errors import CommandError
from bot.messages import (
    Action,
    Block,
    Inline,
    Listing,
    Message,
    Paragraph,
    Text,
)
from summarizer import Answer, Cited, Outcome, Source, Voice, answers

PAGE: Final = 8
"""Quotations in one answer; `more` shows the next."""
EACH: Final = 2
"""Quotations of one speaker among those of all, before the others had their turn."""


async def who_said(here: Here, asked: kinds.WhoSaid, seen: int = 0) -> Answered:
    """Answer who said what about a topic, by speaker."""
    scope, line = asked.scope, wording.line(asked)
    sources, answer = await _best(here, scope)
    if not answer.voices:
        nobody = await _nobody(here, scope, sources)
        return Answered(texts.message(nobody), Question(line))
    lead: tuple[Block, ...] = ()
    if answer.outcome is Outcome.CLOSEST:
        near = texts.say(texts.strong("Nearest"), ", on some of these words:")
        lead = (await _nobody(here, scope, sources), near)
    page_ = _Page(here.frame(sources), _in_turn(answer.voices), seen)
    return page_.answered(line, lead)


async def said(here: Here, asked: kinds.Said, seen: int = 0) -> Answered:
    """Answer what one speaker said."""
    scope, line = asked.scope, wording.line(asked)
    sources, answer = await _best(here, scope, asked.person)
    if not answer.voices:
        unknown = await _unknown(here, asked, answer, sources)
        return Answered(unknown, Question(line))
    if len({answers.plain(voice.name) for voice in answer.voices}) > 1 and not seen:
        return Answered(_which(here, asked, answer, sources), Question(line))
    close = answer.outcome is Outcome.CLOSEST
    lead = await _else(here, asked, sources) if close else ()
    page_ = _Page(here.frame(sources), _one_by_one(answer.voices), seen)
    return page_.answered(line, lead)


async def _best(
    here: Here, scope: Scope, person: str = ""
) -> tuple[tuple[Source, ...], Answer]:
    """Answer from this thread's briefing if it can, else from the last days."""
    sources: tuple[Source, ...] = ()
    answer = Answer(Outcome.NOTHING)
    async for sources in here.reaches(scope, f"{scope.topic} {person}"):
        answer = await asyncio.to_thread(
            answers.said,
            sources,
            topic=scope.topic,
            person=person,
            embed=here.means.embed,
        )
        if answer.outcome is Outcome.ANSWER and answer.voices:
            break
    return sources, answer


def page(frame: Frame, voices: Sequence[Voice], line: str, seen: int = 0) -> Answered:
    """Return everything these speakers said, a page of it."""
    return _Page(frame, _in_turn(voices), seen).answered(line, ())


# --- a page of quotations ------------------------------------------------------------

Quoted = tuple[Voice, Cited]


def _in_turn(voices: Sequence[Voice]) -> tuple[Quoted, ...]:
    """Let every speaker have `EACH` quotations before anybody has more."""
    first = [(v, c) for v in voices for c in v.quotes[:EACH]]
    rest = [(v, c) for v in voices for c in v.quotes[EACH:]]
    return (*first, *rest)


def _one_by_one(voices: Sequence[Voice]) -> tuple[Quoted, ...]:
    return tuple((voice, cited) for voice in voices for cited in voice.quotes)


@dataclass(frozen=True, slots=True)
class _Page:
    """Some of the quotations of an answer, from the one after ``seen`` on."""

    frame: Frame
    quoted: tuple[Quoted, ...]
    seen: int

    def answered(self, line: str, lead: Sequence[Block]) -> Answered:
        shown = self.quoted[self.seen : self.seen + PAGE]
        if not shown:
            raise CommandError("That was all of it.")
        blocks = (*lead, *(quotation(self.frame, *each) for each in shown))
        seen = self.seen + len(shown)
        names = tuple(dict.fromkeys(voice.name for voice, _ in shown))
        return Answered(
            texts.message(*blocks, self._footer(seen), actions=self._buttons(seen)),
            Question(line, seen, names),
        )

    def _footer(self, seen: int) -> Block:
        speakers = count(len({voice.name for voice, _ in self.quoted}), "speaker")
        cited = {self.frame.of(c.version).outlet for _, c in self.quoted}
        outlets = count(len(cited - {""}), "outlet")
        total = count(len(self.quoted), "quotation")
        shown = (
            f"{self.seen + 1}–{seen} of "
            if seen < len(self.quoted) or self.seen
            else ""
        )
        return texts.footer(f"{shown}{total} · {speakers} · {outlets}")

    def _buttons(self, seen: int) -> tuple[Action, ...]:
        more = (Action("More", "more"),) if seen < len(self.quoted) else ()
        return *more, Action("Context", "context")


def quotation(frame: Frame, voice: Voice, cited: Cited) -> Block:
    """Return a quotation; a role its article lacks comes from another one."""
    block = pieces.quotation(frame, cited)
    speaker = cited.quote.speaker
    if speaker is None or speaker.role_span or voice.role is None:
        return block
    return pieces.with_role(block, role(frame, voice))


def role(frame: Frame, voice: Voice) -> tuple[Inline, ...]:
    """Return a speaker's role as some article gives it, or nothing."""
    for cited in voice.quotes:
        speaker = cited.quote.speaker
        if speaker and speaker.role_span and speaker.role == voice.role:
            return (pieces.cut(frame.of(cited.version), speaker.role_span),)
    return ()


# --- nobody, several, somebody else ---------------------------------------------------


async def _nobody(here: Here, scope: Scope, sources: Sequence[Source]) -> Block:
    where = await texts.searched(here, scope, sources)
    return texts.say("I found nobody quoted", *texts.about(scope), f" {where}.")


async def _else(
    here: Here, asked: kinds.Said, sources: Sequence[Source]
) -> tuple[Block, ...]:
    where = await texts.searched(here, asked.scope, sources)
    name = texts.strong(asked.person)
    lead = texts.say(
        "I found nothing by ", name, *texts.about(asked.scope), f" {where}."
    )
    return lead, texts.say(texts.strong("Nearest"), ", on other things:")


async def _unknown(
    here: Here, asked: kinds.Said, answer: Answer, sources: Sequence[Source]
) -> Message:
    name = texts.strong(asked.person)
    if asked.scope.outlet or asked.scope.period.words:
        everywhere = await here.sources()
        if answers.named(asked.person, answers.heard(everywhere)):
            return await _elsewhere(here, asked, sources)
        sources = everywhere
    where = await texts.searched(here, kinds.Scope(), sources)
    lead = texts.say("Nobody called ", name, f" is quoted {where}.")
    if not answer.nearest:
        most = [h.voice.name for h in answers.heard(sources)[: texts.BUTTONS]]
        return _offer(lead, "Quoted most: ", asked, most)
    return _offer(lead, "Nearest: ", asked, answer.nearest)


async def _elsewhere(
    here: Here, asked: kinds.Said, sources: Sequence[Source]
) -> Message:
    """Say that a speaker is held, but not within the outlet or time asked for."""
    where = await texts.searched(here, asked.scope, sources)
    name, about = texts.strong(asked.person), texts.about(asked.scope)
    line = wording.line(kinds.Said(asked.person, kinds.Scope(asked.scope.topic)))
    lead = texts.say("I found nothing by ", name, *about, f" {where}.")
    return texts.message(lead, actions=(Action("Anywhere, any time", line),))


def _offer(
    lead: Paragraph, label: str, asked: kinds.Said, names: Sequence[str]
) -> Message:
    if not names:
        return texts.message(lead)
    line = [(name, wording.line(kinds.Said(name, asked.scope))) for name in names]
    shown = texts.say(soft(label), ", ".join(names), ".")
    return texts.message(lead, shown, actions=texts.choice(line))


def _which(
    here: Here, asked: kinds.Said, answer: Answer, sources: Sequence[Source]
) -> Message:
    """Ask which of several speakers is meant."""
    frame = here.frame(sources)
    items = tuple(_described(frame, voice) for voice in answer.voices)
    names = [voice.name for voice in answer.voices]
    lines = [(name, wording.line(kinds.Said(name, asked.scope))) for name in names]
    lead = texts.say("Which ", texts.strong(asked.person), "?")
    return texts.message(lead, Listing(items), actions=texts.choice(lines))


def _described(frame: Frame, voice: Voice) -> tuple[Inline, ...]:
    found = role(frame, voice)
    told = count(len(voice.quotes), "quotation")
    return (
        Text(voice.name),
        *((Text(" — "), *found) if found else ()),
        soft(f" · {told}"),
    )
