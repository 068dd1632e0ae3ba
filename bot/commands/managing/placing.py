"""A place's settings: time zone, length of its briefings, and whom they notify."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot import schedule as timing
from bot.commands import texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.here import Here
from bot.commands.managing import notifying, permits
from bot.errors import CommandError
from bot.messages import Inline, Listing, Text
from bot.settings import Briefing
from bot.store import places
from bot.store.places import Place

NUMBERS: Final[Mapping[str, tuple[int, int, str]]] = {
    "stories": (1, 15, "stories in a briefing, at most"),
    "sentences": (2, 4, "sentences of a story"),
}
"""Settings that are numbers: least, most, meaning."""


async def settings(here: Here, asked: kinds.Settings) -> Answered:
    """Show the settings of this place, or change one.

    Raises:
        NotAllowed: the person may not configure this place.
        CommandError: there is no such setting, or its value is not one.
    """
    if asked.words:
        permits.check(here, "settings")
        here = await _changed(here, asked.words)
    return Answered(texts.message(Listing(tuple(_lines(here)))))


def values(briefing: Briefing, place: Place) -> list[str]:
    """Return every setting of a place as it is typed: “zone Europe/Berlin”."""
    default = {"stories": briefing.stories, "sentences": briefing.sentences}
    numbers = (f"{name} {place.settings.get(name, default[name])}" for name in NUMBERS)
    ping = [f"{notifying.NAME} {notifying.shown(place)}"]
    groups = notifying.possible(place.target)
    return [f"zone {place.zone}", *numbers, *(ping if groups else ())]


def _lines(here: Here) -> list[tuple[Inline, ...]]:
    meanings = {"zone": "time zone of this channel", notifying.NAME: notifying.MEANING}
    meanings |= {name: meaning for name, (_, _, meaning) in NUMBERS.items()}
    return [
        (texts.code(f"settings {each}"), Text(f" — {meanings[each.split()[0]]}"))
        for each in _values(here)
    ]


def _values(here: Here) -> list[str]:
    return values(here.means.settings.briefing, here.place)


async def _changed(here: Here, words: str) -> Here:
    name, _, value = words.partition(" ")
    name = name.lower()
    if name == "zone":
        place = replace(here.place, zone=_zone(value))
    elif name in NUMBERS:
        value = _number(name, value)
        place = replace(here.place, settings={**here.place.settings, name: value})
    elif name == notifying.NAME and notifying.possible(here.place.target):
        value = notifying.read(here.place.target, value)
        place = replace(here.place, settings={**here.place.settings, name: value})
    else:
        known = ", ".join(each.split()[0] for each in _values(here))
        raise CommandError(f"There is no setting “{name}”. There are: {known}.")
    async with here.means.store.writing() as tx:
        await places.save(tx, place)
    return replace(here, place=place)


def _zone(value: str) -> str:
    _, zone = timing.split_zone(value)
    if zone is None:
        raise CommandError(
            f"I know no time zone “{value}”. Use a name such as `Europe/Berlin`."
        )
    return zone


def _number(name: str, value: str) -> str:
    least, most, meaning = NUMBERS[name]
    if not value.isdecimal() or not least <= int(value) <= most:
        raise CommandError(f"“{name}” is {meaning}: a number from {least} to {most}.")
    return value
