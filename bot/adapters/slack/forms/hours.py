"""When a briefing is posted: days, an hour and a zone, or words for what they lack."""

from zoneinfo import available_timezones

from bot import schedule
from bot.adapters.slack.forms.fields import (
    Errors,
    Opening,
    chosen,
    field,
    line,
    option,
    search,
    value,
    written,
)
from bot.adapters.slack.payload import Object, objects, text
from bot.errors import CommandError
from bot.schedule import quiet as quiet_hours
from bot.schedule import week

EIGHT = "08:00"
OFF, SAY, SKIP = "off", "say so", "skip"
"""Words of the grammar: no quiet hours, and what to do without news."""
LONGEST = 200
"""Characters of a schedule in words, at most."""


def new(opening: Opening) -> tuple[Object, ...]:
    """Return the fields of a briefing that is to be made."""
    return (*_fields(week.WORKING, EIGHT, opening.zone), *_terms("", ""))


def change(opening: Opening) -> tuple[Object, ...] | None:
    """Return the fields of a briefing that is there; None where it is not."""
    found = [each.partition(" ")[2] for each in opening.held if _is(each, opening)]
    if not found:
        return None
    rest, _, empty = found[0].partition(" when empty ")
    rest, _, still = rest.partition(" quiet ")
    words, zone = schedule.split_zone(rest)
    timetable = schedule.parse(words)
    if simple := week.picked(timetable):
        return (*_fields(*simple, zone), *_terms(still, empty))
    said = schedule.say(timetable)
    return (*_fields(week.WORKING, EIGHT, zone, said), *_terms(still, empty))


def created(sent: object, _opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return the line that makes a briefing."""
    words, errors = _read(sent)
    still, wrong = _still(sent)
    hours = f" quiet {still}" if still else ""
    silent = f" when empty {SKIP}" if chosen(sent, "empty") == SKIP else ""
    return (f"digest create {words}{hours}{silent}",), (*errors, *wrong)


def changed(sent: object, opened: Opening) -> tuple[tuple[str, ...], Errors]:
    """Return the line that gives a briefing other hours."""
    words, errors = _read(sent)
    still, wrong = _still(sent)
    empty = SKIP if chosen(sent, "empty") == SKIP else SAY
    line = (
        f"digest edit {opened.number} {words} quiet {still or OFF} when empty {empty}"
    )
    return (line,), (*errors, *wrong)


# --- fields ------------------------------------------------------------------------


def _fields(
    days: tuple[str, ...], time: str, zone: str | None, words: str = ""
) -> tuple[Object, ...]:
    boxes: Object = {
        "type": "checkboxes",
        "options": [option(day.capitalize(), day) for day in week.WEEK],
        "initial_options": [option(day.capitalize(), day) for day in days],
    }
    clock: Object = {"type": "timepicker", "initial_time": time}
    zones = search("Start typing: Berlin", zone or "")
    otherwise = line("daily 07:30 and 17:00", LONGEST, words)
    hint = (
        "For example: every 2 hours between 8 and 18. Then days and hour do not count."
    )
    return (
        field("days", "On which days?", boxes),
        field("time", "At what hour?", clock),
        field("zone", "In which time zone?", zones),
        field("words", "Or in words", otherwise, hint, optional=True),
    )


def _terms(still: str, empty: str) -> tuple[Object, ...]:
    """Return the fields for quiet hours and for mornings without news."""
    ways = [
        option("Say that there is nothing new", SAY),
        option("Post nothing", SKIP),
    ]
    choice: Object = {
        "type": "radio_buttons",
        "options": ways,
        "initial_option": ways[empty == SKIP],
    }
    hint = "What falls into them is posted at their end."
    quiet = line("22:00-07:00", LONGEST, still)
    return (
        field("quiet", "Quiet hours", quiet, hint, optional=True),
        field("empty", "Where there is no news", choice),
    )


def _is(each: str, opening: Opening) -> bool:
    number = each.partition(" ")[0]
    alone = opening.number == 0 and len(opening.held) == 1
    return alone or number == str(opening.number)


# --- what was filled in ------------------------------------------------------------


def _read(sent: object) -> tuple[str, Errors]:
    zone = chosen(sent, "zone")
    if words := written(sent, "words"):
        said, errors = words, _check("words", words)
    else:
        said, errors = _picked(sent)
    if zone not in available_timezones():
        wrong = "Choose a zone from the list, such as Europe/Berlin."
        errors = (*errors, ("zone", wrong))
    return f"{said} {zone}", errors


def _picked(sent: object) -> tuple[str, Errors]:
    ticked = objects(value(sent, "days"), "selected_options")
    named = {text(each, "value") for each in ticked}
    time = text(value(sent, "time"), "selected_time")
    said = week.in_words(named)
    errors = () if said else (("days", "Choose a day at least."),)
    if not time or _check("time", f"daily {time}"):
        errors = (*errors, ("time", "Choose an hour, such as 08:00."))
    return f"{said} {time}", errors


def _check(name: str, words: str) -> Errors:
    try:
        schedule.parse(schedule.split_zone(words)[0])
    except CommandError as error:
        return ((name, str(error)),)
    return ()


def _still(sent: object) -> tuple[str, Errors]:
    """Return the quiet hours that were typed; empty for none."""
    typed = written(sent, "quiet")
    try:
        return str(quiet_hours.parse(typed) or ""), ()
    except CommandError as error:
        return "", (("quiet", str(error)),)
