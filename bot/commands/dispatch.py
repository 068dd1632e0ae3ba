"""Which module answers which command; every command has one."""

from typing import assert_never

from bot.commands import help as helping
from bot.commands.answered import Answered
from bot.commands.asking import (
    briefing,
    comparing,
    context,
    exporting,
    questions,
    reading,
    said,
    why,
)
from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Command
from bot.commands.here import Here
from bot.commands.managing import digests, feeds, placing, status, wishing
from bot.errors import CommandError


async def do(here: Here, command: Command, seen: int = 0) -> Answered:
    """Answer a command; ``seen`` tells how much of its answer was shown before.

    Raises:
        CommandError: it cannot be done; the text says why and what to do.
    """
    if isinstance(command, kinds.Asking):
        await _check_there_is_something(here)
        return await _ask(here, command, seen)
    if isinstance(command, kinds.Reading):
        return await _read(here, command)
    if isinstance(command, kinds.Wishing):
        return await _wish(here, command)
    if isinstance(command, kinds.Managing):
        return await _manage(here, command)
    raise CommandError("There is no question here to go on with. Ask one first.")


async def _check_there_is_something(here: Here) -> None:
    """Say what is missing, rather than that nobody is quoted."""
    if not await here.feeds():
        raise CommandError(
            "This channel has no sources yet, so there is nothing to look into. "
            "`feed add https://…` adds one; `brief` shows a sample."
        )
    if not await here.sources():
        raise CommandError(
            "I have not read anything here yet. Ask again in a minute; `status` shows "
            "how far I am."
        )


async def _ask(  # noqa: C901, PLR0911, PLR0912  # one arm per command
    here: Here, asked: kinds.Asking, seen: int
) -> Answered:
    match asked:
        case kinds.WhoSaid():
            return await said.who_said(here, asked, seen)
        case kinds.Said():
            return await said.said(here, asked, seen)
        case kinds.Ask():
            return await questions.ask(here, asked)
        case kinds.Verify():
            return await questions.verify(here, asked)
        case kinds.Timeline():
            return await comparing.timeline(here, asked, seen)
        case kinds.Numbers():
            return await comparing.numbers(here, asked)
        case kinds.First():
            return await comparing.first(here, asked)
        case kinds.Compare():
            return await comparing.compare(here, asked)
        case _:
            assert_never(asked)


async def _read(here: Here, asked: kinds.Reading) -> Answered:  # noqa: PLR0911  # one arm per command
    match asked:
        case kinds.Brief():
            return await briefing.brief(here, asked)
        case kinds.Summary():
            return await briefing.summary(here, asked)
        case kinds.New():
            return await briefing.new(here, asked)
        case kinds.Quotes():
            return await reading.quotes(here, asked)
        case kinds.Sources():
            return await reading.sources(here, asked)
        case kinds.Context():
            return await context.context(here, asked)
        case kinds.Why():
            return await why.why(here, asked)
        case _:
            assert_never(asked)


async def _wish(here: Here, asked: kinds.Wishing) -> Answered:
    match asked:
        case kinds.Mute():
            return await wishing.mute(here, asked)
        case kinds.Unmute():
            return await wishing.unmute(here, asked)
        case kinds.Vote():
            return await wishing.vote(here, asked)
        case kinds.Watch():
            return await wishing.watch(here, asked)
        case kinds.Unwatch():
            return await wishing.unwatch(here, asked)
        case _:
            assert_never(asked)


async def _manage(here: Here, asked: kinds.Managing) -> Answered:  # noqa: PLR0911  # one arm per command
    match asked:
        case kinds.Digest():
            return await digests.manage(here, asked)
        case kinds.Feed():
            return await feeds.manage(here, asked)
        case kinds.Filter():
            return await wishing.filters(here, asked)
        case kinds.Settings():
            return await placing.settings(here, asked)
        case kinds.Status():
            return await status.answer(here)
        case kinds.Help():
            return await helping.answer(here, asked)
        case kinds.Export():
            return await exporting.export(here, asked)
        case _:
            assert_never(asked)
