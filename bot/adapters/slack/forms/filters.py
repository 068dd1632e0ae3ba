"""What a channel leaves out, or wants only: one more filter, some less."""

from bot.adapters.slack.forms.fields import (
    Errors,
    Opening,
    chosen,
    field,
    line,
    option,
    value,
    written,
)
from bot.adapters.slack.payload import Object, objects, text

LONGEST = 200
"""Characters of a filter at most."""
VALUE = 150
"""Characters of an option's value at most."""
DROP, KEEP = "drop", "keep"


def fields(opening: Opening) -> tuple[Object, ...]:
    """Return the fields: how, which words, and which filters are to end."""
    ways = [
        option("Leave out articles about", DROP),
        option("Show only articles about", KEEP),
    ]
    how: Object = {"type": "radio_buttons", "options": ways, "initial_option": ways[0]}
    words = line("crime", LONGEST)
    return (
        field("how", "A filter", how),
        field("words", "Words", words, optional=True),
        *_ending(opening),
    )


def lines(sent: object, _opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return the lines that end filters and add one."""
    ended = objects(value(sent, "end"), "selected_options")
    gone = tuple(f"filter remove {text(each, 'value')}" for each in ended)
    words = written(sent, "words").lstrip("-").strip()
    if not words and not gone:
        return (), (("words", "Say what the articles are about, for example crime."),)
    minus = "-" if chosen(sent, "how") != KEEP else ""
    return (*gone, *((f"filter add {minus}{words}",) if words else ())), ()


def _ending(opening: Opening) -> tuple[Object, ...]:
    held = [each for each in opening.held if 0 < len(each) <= VALUE]
    if not held:
        return ()
    choice: Object = {
        "type": "multi_static_select",
        "options": [option(_said(each), each) for each in held],
        "placeholder": {"type": "plain_text", "text": "Choose"},
    }
    return (field("end", "Filters to end", choice, optional=True),)


def _said(each: str) -> str:
    how = "leave out" if each.startswith("-") else "show only"
    return f"{how} {each.removeprefix('-')}"
