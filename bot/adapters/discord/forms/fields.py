"""The fields forms are made of, and what was filled in. Pure.

A field's id is its name; with ``:`` follows what stood in it when it was opened, so
that a form that comes back tells what was changed. Nothing is kept on our side.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast
from zoneinfo import available_timezones

from bot.adapters.discord import locales
from bot.adapters.discord.commands import Json

LABEL, TEXT, SELECT, ROLES = 18, 4, 3, 6
SHORT = 1
ID_SIZE: Final = 100
"""Characters of a field's id, and of an option's value."""
CHOICES: Final = 25


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form is opened with."""

    locale: str | None = None
    about: str = ""
    """The number of the briefing it is about, or ""."""
    held: tuple[str, ...] = ()
    """What is there already, as lines would say it (`bot.chat.Suggest`)."""
    zone: str = ""

    def say(self, key: str) -> str:
        """Return one of our texts in the person's language."""
        return locales.text(key, self.locale)


@dataclass(frozen=True, slots=True)
class Filled:
    """A field as it came back."""

    chosen: tuple[str, ...]
    before: str

    @property
    def value(self) -> str:
        """What was typed, or the first choice; "" where it was left empty."""
        return self.chosen[0].strip() if self.chosen else ""


EMPTY: Final = Filled((), "")
Sent = Mapping[str, Filled]


def labelled(opening: Opening, name: str, component: Json) -> Json:
    """Return a field under its label."""
    return {
        "type": LABEL,
        "label": opening.say(f"field {name}"),
        "component": component,
    }


def text(
    name: str,
    example: str,
    most: int,
    *,
    value: str = "",
    required: bool = True,
    before: str = "",
) -> Json:
    """Return a line to type in."""
    made: Json = {
        "type": TEXT,
        "custom_id": _marked(name, before),
        "style": SHORT,
        "placeholder": example,
        "max_length": most,
        "required": required,
    }
    return made | ({"value": value[:most]} if value else {})


def select(
    name: str,
    options: Sequence[tuple[str, str]],
    *,
    chosen: Sequence[str] = (),
    least: int = 1,
    most: int = 1,
) -> Json:
    """Return choices: pairs of what is shown and what it means."""
    return {
        "type": SELECT,
        "custom_id": name,
        "required": least > 0,
        "min_values": least,
        "max_values": min(most, len(options)),
        "options": [
            {"label": label[:ID_SIZE], "value": value, "default": value in chosen}
            for label, value in options[:CHOICES]
        ],
    }


def roles(name: str, role: str, before: str) -> Json:
    """Return the choice of one role of the server, or none."""
    made: Json = {
        "type": ROLES,
        "custom_id": _marked(name, before),
        "required": False,
        "min_values": 0,
        "max_values": 1,
    }
    return made | ({"default_values": [{"type": "role", "id": role}]} if role else {})


def zone(typed: str) -> str:
    """Return the time zone somebody means: “berlin” is Europe/Berlin."""
    plain = typed.strip().replace(" ", "_").lower()
    names = (each for each in sorted(available_timezones()) if "/" in each)
    meant = [each for each in names if each.lower().rpartition("/")[2] == plain]
    return meant[0] if meant else typed.strip()


def filled(data: Json) -> Sent:
    """Return what was filled in, by the names of the fields."""
    return dict(_filled(data.get("components")))


def _marked(name: str, before: str) -> str:
    return f"{name}:{before}"[:ID_SIZE] if before else name


def _filled(components: object) -> Iterator[tuple[str, Filled]]:
    """Yield fields: labels hold one component, older rows several."""
    for item in cast("Sequence[Json]", components or ()):
        inside = item.get("component")
        yield from _filled([inside] if isinstance(inside, Mapping) else None)
        yield from _filled(item.get("components"))
        if "custom_id" in item:
            name, _, before = str(item["custom_id"]).partition(":")
            yield name, Filled(_chosen(item), before)


def _chosen(item: Json) -> tuple[str, ...]:
    values = item.get("values")
    if isinstance(values, list):
        return tuple(str(value) for value in values)
    value = item.get("value")
    return () if value is None else (str(value),)
