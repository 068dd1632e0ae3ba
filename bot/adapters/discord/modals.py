"""The form for a new briefing: days, hour and zone, so that nobody recalls a syntax."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from bot.adapters.discord import commands, locales
from bot.adapters.discord.commands import Json

FORM: Final = "digest create"
"""The use that opens the form when it comes without options; also the form's id."""
LABEL, TEXT, SELECT = 18, 4, 3
SHORT = 1


def form(locale: str | None) -> Json:
    """Return the form in a person's language, filled with what most people want."""
    days: Json = {
        "type": SELECT,
        "custom_id": "days",
        "options": [
            {
                "label": locales.text(f"days {name}", locale),
                "value": name,
                "default": name == "weekdays",
            }
            for name in commands.CHOICES["days"]
        ],
    }
    return {
        "custom_id": FORM,
        "title": locales.text("modal title", locale),
        "components": [
            _labelled("days", days, locale),
            _labelled("hour", _text("hour", "08:00", 20), locale),
            _labelled("zone", _text("zone", "Europe/Berlin", 64), locale),
        ],
    }


def line(data: Json) -> str:
    """Return the line a filled form stands for."""
    return commands.line(FORM, dict(_values(data.get("components"))))


def _labelled(name: str, component: Json, locale: str | None) -> Json:
    return {
        "type": LABEL,
        "label": locales.text(f"modal {name}", locale),
        "component": component,
    }


def _text(name: str, example: str, most: int) -> Json:
    return {
        "type": TEXT,
        "custom_id": name,
        "style": SHORT,
        "placeholder": example,
        "max_length": most,
        "required": True,
    }


def _values(components: object) -> Iterator[tuple[str, str]]:
    """Yield what was filled in: labels hold one component, older rows several."""
    for item in cast("Sequence[Json]", components or ()):
        inside = item.get("component")
        yield from _values([inside] if isinstance(inside, Mapping) else None)
        yield from _values(item.get("components"))
        chosen = item.get("values")
        value = chosen[0] if isinstance(chosen, list) and chosen else item.get("value")
        if "custom_id" in item and value is not None:
            yield str(item["custom_id"]), str(value)
