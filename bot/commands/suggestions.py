"""Completions while somebody types: feeds, digests, speakers, stories, zones."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import available_timezones

from bot.chat import Suggest, Target
from bot.commands.here import DAYS, Means
from bot.commands.managing import placing, terms
from bot.commands.managing.wishing import FILTERS, worded
from bot.store import Tx, places, readings, schedules, sources, wishes
from bot.store.places import Place
from summarizer import Source, answers

MOST: Final = 25
"""What Discord takes."""

_Held = Callable[[Tx, Means, Place], Awaitable[Iterable[str]]]


async def suggest(
    means: Means, target: Target, what: Suggest, prefix: str
) -> tuple[str, ...]:
    """Return at most `MOST` completions of ``prefix`` held for a channel."""
    if what is Suggest.ZONE:
        return _matching(sorted(available_timezones()), prefix)
    async with means.store.reading() as tx:
        place = await places.find(tx, target.place)
        held = await _HELD[what](tx, means, place) if place else ()
    return _matching(held, prefix)


async def _feeds(tx: Tx, _means: Means, place: Place) -> Iterable[str]:
    return [f.title or f.address for f in await sources.of_place(tx, place.id)]


async def _digests(tx: Tx, _means: Means, place: Place) -> Iterable[str]:
    return [each.name for each in await schedules.of_place(tx, place.id)]


async def _speakers(tx: Tx, means: Means, place: Place) -> Iterable[str]:
    heard = answers.heard(await _sources(tx, means, place))
    return [each.voice.name for each in heard]


async def _stories(tx: Tx, means: Means, place: Place) -> Iterable[str]:
    titles = [s.title for s in await _sources(tx, means, place)]
    return [title for title in reversed(titles) if title]


async def _hours(tx: Tx, _means: Means, place: Place) -> Iterable[str]:
    there = enumerate(await schedules.of_place(tx, place.id), 1)
    return [f"{number} {terms.typed(each)}" for number, each in there]


async def _filters(tx: Tx, means: Means, place: Place) -> Iterable[str]:
    held = await wishes.of_place(tx, place.id, *FILTERS, now=means.clock())
    return [worded(wish) for wish in held]


async def _settings(_tx: Tx, means: Means, place: Place) -> Iterable[str]:
    return placing.values(means.settings.briefing, place)


_HELD: Final[Mapping[Suggest, _Held]] = {
    Suggest.FEED: _feeds,
    Suggest.DIGEST: _digests,
    Suggest.SPEAKER: _speakers,
    Suggest.STORY: _stories,
    Suggest.HOURS: _hours,
    Suggest.FILTER: _filters,
    Suggest.SETTING: _settings,
}


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
