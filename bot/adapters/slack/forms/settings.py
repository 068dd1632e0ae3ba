"""A channel's settings: a field for each that there is."""

from bot.adapters.slack.forms.fields import (
    Errors,
    Opening,
    chosen,
    field,
    line,
    search,
    written,
)
from bot.adapters.slack.payload import Object

LONGEST = 100
"""Characters of a setting's value at most."""
LABELS = {
    "zone": "Time zone",
    "stories": "Stories in a briefing, at most",
    "sentences": "Sentences of a story",
}


def fields(opening: Opening) -> tuple[Object, ...] | None:
    """Return a field for each setting; None where there are none."""
    made = tuple(
        field(name, LABELS.get(name, name.capitalize()), _element(name, now))
        for name, _, now in (each.partition(" ") for each in opening.held)
    )
    return made or None


def lines(sent: object, opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return a line for each setting that was changed."""
    found, errors = [], []
    for name, _, before in (each.partition(" ") for each in opened.held):
        now = chosen(sent, name) or written(sent, name)
        if not now:
            errors.append((name, "This must not be empty."))
        elif now != before:
            found.append(f"settings {name} {now}")
    return tuple(found), tuple(errors)


def _element(name: str, now: str) -> Object:
    if name == "zone":
        return search("Start typing: Berlin", now)
    if now.isdigit():
        return {
            "type": "number_input",
            "is_decimal_allowed": False,
            "min_value": "1",
            "initial_value": now,
        }
    return line(name, LONGEST, now)
