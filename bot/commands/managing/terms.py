"""What a line about a briefing says besides its hours: quiet hours, no news.

“quiet 22:00-07:00”, “quiet off”; “when empty skip”, “when empty say so”.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import CommandError
from bot.schedule import quiet
from bot.store.schedules import Empty, Schedule

_QUIET: Final = re.compile(
    r"[,;]?\s*\b(?:with )?quiet(?: hours)?:?\s+(?P<hours>(?:(?!\b(?:when|if)\b).)+)",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(
    r"[,;]?\s*\b(?:(?:when|if)\s+)?(?:it is\s+)?(?:empty|nothing new|no news):?\s+"
    r"(?P<what>skip(?: it)?|say (?:nothing|so)|say|post(?: it)?|(?:stay |be )?silent)"
    r"\b",
    re.IGNORECASE,
)
_SILENT: Final = (
    "skip",
    "skip it",
    "say nothing",
    "silent",
    "stay silent",
    "be silent",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms a line sets; None where it says nothing about them."""

    rest: str
    """The line without them."""
    quiet: str | None = None
    """As it is stored: ``22:00-07:00``, or empty for none."""
    empty: Empty | None = None


def split(line: str) -> Terms:
    """Take the terms out of a line.

    Raises:
        CommandError: quiet hours are named that are none.
    """
    hours, empty = None, None
    if found := _EMPTY.search(line):
        silent = " ".join(found["what"].lower().split()) in _SILENT
        empty = Empty.SKIP if silent else Empty.SAY
        line = line[: found.start()] + line[found.end() :]
    if found := _QUIET.search(line):
        hours = str(quiet.parse(found["hours"].strip(" ,;.")) or "")
        line = line[: found.start()] + line[found.end() :]
    if re.search(r"\b(quiet|empty)\b", line, re.IGNORECASE):
        raise CommandError(
            "Say it as `digest edit 1 quiet 22:00-07:00` (or `quiet off`), and "
            "`digest edit 1 when empty skip` (or `when empty say so`)."
        )
    return Terms(line.strip(), hours, empty)


def put(terms: Terms, held: Schedule) -> Schedule:
    """Return a schedule with the terms a line set."""
    return replace(
        held,
        quiet=held.quiet if terms.quiet is None else terms.quiet,
        empty=held.empty if terms.empty is None else terms.empty,
    )


def say(held: Schedule) -> str:
    """Return the terms of a schedule in words; empty where there is nothing to say."""
    hours = f"quiet {held.quiet.replace('-', '–')}" if held.quiet else ""
    silent = "silent when nothing is new" if held.empty is Empty.SKIP else ""
    return " · ".join(each for each in (hours, silent) if each)


def typed(held: Schedule) -> str:
    """Return hours, zone and terms of a schedule as they are typed."""
    hours = f" quiet {held.quiet}" if held.quiet else ""
    silent = " when empty skip" if held.empty is Empty.SKIP else ""
    return f"{held.words} {held.zone}{hours}{silent}"
