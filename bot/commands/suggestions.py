"""Completions while somebody types: feeds, digests, speakers, stories, zones."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, assert_never
from zoneinfo import available_timezones

from bot.chat import Suggest, Target
from bot.commands.here import DAYS, Means
from bot.store import Tx, places, readings, schedules, sources
from bot.store.places import Place
from summarizer import Source, answers

MOST: Final = 25
"""What Discord takes."""


async def suggest(
    means: Means, target: Target, what: Suggest, prefix: str
) -> tuple[str, ...]:
    """Return at most `MOST` completions of ``prefix`` held for a channel."""
    if what is Suggest.ZONE:
        return _matching(sorted(available_timezones()), prefix)
    async with means.store.reading() as tx:
        place = await places.find(tx, target.place)
        held = await _held(tx, means, place, what) if place else ()
    return _matching(held, prefix)


async def _held(tx: Tx, means: Means, place: Place, what: Suggest) -> Iterable[str]:
    match what:
        case Suggest.FEED:
            feeds = await sources.of_place(tx, place.id)
            return [feed.title or feed.address for feed in feeds]
        case Suggest.DIGEST:
            return [each.name for each in await schedules.of_place(tx, place.id)]
        case Suggest.SPEAKER:
            heard = answers.heard(await _sources(tx, means, place))
            return [each.voice.name for each in heard]
        case Suggest.STORY:
            titles = [s.title for s in await _sources(tx, means, place)]
            return [title for title in reversed(titles) if title]
        case Suggest.ZONE:
            return ()
        case _:
            assert_never(what)


async def _sources(tx: Tx, means: Means, place: Place) -> tuple[Source, ...]:
    now = means.clock()
    until = now + timedelta(seconds=1)
    return await readings.of_place(
        tx, place.id, since=now - DAYS, until=until, analyser=means.analyser
    )


def _matching(held: Iterable[str], prefix: str) -> tuple[str, ...]:
    """Return those that begin so, then those with a word that does."""
    wanted = prefix.lower().strip()
    unique = dict.fromkeys(held)
    begin = [name for name in unique if name.lower().startswith(wanted)]
    words = [
        name
        for name in unique
        if name not in begin
        and any(w.startswith(wanted) for w in name.lower().replace("/", " ").split())
    ]
    return tuple([*begin, *words][:MOST])
