"""Questions in the asker's own words, and whether a quotation is real."""

import asyncio
from collections.abc import Sequence
from typing import Final, assert_never

from bot.commands import grammar, texts
from bot.commands.answered import Answered, Question
from bot.commands.asking import said
from bot.commands.grammar import kinds, wording
from bot.commands.grammar.kinds import Scope
from bot.commands.grammar.scopes import Setting
from bot.commands.here import Here
from bot.digests import pieces
from bot.digests.pieces import Frame, soft
from bot.errors import CommandError
from bot.messages import Action, Block, Message, Paragraph, Quotation, Text
from summarizer import Answer, Cited, Outcome, Source, answers
from summarizer.answers import Finding, Match, Verdict

LONGEST_NAME: Final = 4
"""Words of a line that may be a name and nothing else."""
MOST: Final = 3
"""Passages shown of a quotation that was looked for."""


async def ask(here: Here, asked: kinds.Ask) -> Answered:
    """Answer with the sentences that hold it; a bare name, with quotations."""
    sources: tuple[Source, ...] = ()
    answer = Answer(Outcome.NOTHING)
    async for sources in here.reaches(asked.scope, asked.question):
        if person := _just_a_name(asked.question, sources):
            return await said.said(here, kinds.Said(person, asked.scope))
        answer = await asyncio.to_thread(
            answers.ask, asked.question, sources, here.means.embed
        )
        if answer.outcome is Outcome.ANSWER:
            break
    question = Question(wording.line(asked))
    if answer.outcome is Outcome.NOTHING:
        return Answered(await _nothing(here, asked, sources), question)
    frame = here.frame(sources)
    lines = tuple(pieces.sentence(frame, line) for line in answer.lines)
    context = Action("Context", "context")
    if answer.outcome is Outcome.ANSWER:
        return Answered(texts.message(*lines, actions=(context,)), question)
    meant = _meant(here, asked)
    lead = await _closest(here, asked, sources)
    blocks = (*_did_you(meant), lead, *lines)
    return Answered(texts.message(*blocks, actions=(*_as(meant), context)), question)


def _just_a_name(question: str, sources: Sequence[Source]) -> str:
    """Return the speaker a question consists of, or nothing."""
    if not question.istitle() or len(question.split()) > LONGEST_NAME:
        return ""
    wanted = set(answers.plain(question).split())
    names = (h.voice.name for h in answers.named(question, answers.heard(sources)))
    return (
        question if any(wanted & set(answers.plain(n).split()) for n in names) else ""
    )


async def _closest(here: Here, asked: kinds.Ask, sources: Sequence[Source]) -> Block:
    where = await texts.searched(here, asked.scope, sources)
    return texts.say(
        f"I found no answer {where}. ", texts.strong("Closest"), " to the question:"
    )


async def _nothing(here: Here, asked: kinds.Ask, sources: Sequence[Source]) -> Message:
    where = await texts.searched(here, asked.scope, sources)
    lead = texts.say("Not in my sources: I found nothing on this ", f"{where}.")
    help_ = texts.say(texts.code("help"), " shows what can be asked.")
    meant = _meant(here, asked)
    return texts.message(lead, *_did_you(meant), help_, actions=_as(meant))


def _meant(here: Here, asked: kinds.Ask) -> str:
    return grammar.meant(asked.question, Setting(here.now, here.zone, root=here.root))


def _did_you(meant: str) -> tuple[Block, ...]:
    return (texts.say("Did you mean ", texts.code(meant), "?"),) if meant else ()


def _as(meant: str) -> tuple[Action, ...]:
    return (Action(meant, meant),) if meant else ()


# --- is this quotation real ---------------------------------------------------------


async def verify(here: Here, asked: kinds.Verify) -> Answered:
    """Say whether words stand in the sources, and whose they are there.

    Raises:
        CommandError: none of the words says anything.
    """
    if not answers.stems_of(asked.text):
        raise CommandError(
            "Which words? Put more of them between quotation marks: "
            "`verify “Nobody gave that order”`."
        )
    sources = await here.sources(words=asked.text)
    verdict = await asyncio.to_thread(answers.verify, asked.text, sources, asked.person)
    frame = here.frame(sources)
    found = tuple(_found(frame, finding) for finding in verdict.findings[:MOST])
    lead = await _verdict(here, asked, verdict, sources)
    changes = _changes(verdict)
    actions = (Action("Context", "context"),) if found else ()
    message = texts.message(lead, *changes, *found, actions=actions)
    return Answered(message, shows=True)


async def _verdict(
    here: Here, asked: kinds.Verify, verdict: Verdict, sources: Sequence[Source]
) -> Paragraph:
    match verdict.match:
        case Match.EXACT:
            cut = all(each.part for each in verdict.findings)
            longer = ", as part of a longer sentence" if cut else ""
            return texts.say(
                texts.strong("Exact"), f": these words stand in the sources{longer}."
            )
        case Match.JOINED:
            return texts.say(
                texts.strong("Joined"),
                ": each sentence stands in the sources, but they do not stand "
                "together.",
            )
        case Match.NEAR:
            return texts.say(texts.strong("Near"), ": the words differ.")
        case Match.OTHER:
            name = texts.strong(asked.person)
            return texts.say(
                texts.strong("Said by somebody else"), ", not by ", name, "."
            )
        case Match.NOTHING:
            where = await texts.searched(here, Scope(), sources)
            return texts.say(texts.strong("Not in my sources"), f": I looked {where}.")
        case _:
            assert_never(verdict.match)


def _changes(verdict: Verdict) -> tuple[Block, ...]:
    if not verdict.findings or not verdict.findings[0].changes:
        return ()
    changes = verdict.findings[0].changes
    words = (
        f"“…” leaves out “{c.found}”"
        if c.asked == "…"
        else f"“{c.asked}” stands there as “{c.found}”"
        if c.asked and c.found
        else f"“{c.asked}” does not stand there"
        if c.asked
        else f"“{c.found}” is left out"
        for c in changes
    )
    return (Paragraph((soft("Difference: " + "; ".join(words) + "."),)),)


def _found(frame: Frame, finding: Finding) -> Block:
    source = frame.of(finding.version)
    if finding.quote is not None:
        return pieces.quotation(frame, Cited(finding.version, finding.quote))
    own = (soft("the article’s own words"),)
    words = (Text("… "), pieces.cut(source, finding.span), Text(" …"))
    return Quotation(own, words, pieces.mark(frame, source))
