"""One grammar for every surface: a line somebody typed to the command it means.

A line that is no command is a question.
"""

import re
from difflib import get_close_matches
from typing import Final

from bot.commands.grammar import kinds, lines, scopes
from bot.commands.grammar.kinds import Command
from bot.commands.grammar.scopes import Setting

WORDS: Final = frozenset(
    """help brief summary quotes sources context why status digest feed filter settings
    export verify timeline numbers compare watch unwatch mute unmute more new first
    """.split()  # noqa: SIM905  # a column of strings reads worse
)
"""The words commands begin with."""
_POLITE: Final = re.compile(
    r"^(?:(?:hey|hi|hello|please|ok|okay|dateline)\b[,:!]?\s+"
    r"|(?:can|could|would|will) you (?:please )?(?:tell|show|give) (?:me|us) "
    r"|(?:tell|show|give) (?:me|us) (?:the |a )?|(?:please )|i want to know )+",
    re.IGNORECASE,
)


def parse(line: str, setting: Setting) -> Command:
    """Return what a line means.

    Raises:
        CommandError: it is almost a command; the text names the nearest.
    """
    text = bare(line, setting.root)
    if not text:
        return kinds.Help()
    table = (*lines.ELLIPSIS, *lines.LINES) if setting.follows else lines.LINES
    for expression, build in table:
        match = expression.fullmatch(text)
        command = build(match, setting) if match else None
        if command is not None:
            return command
    return kinds.Ask(*scopes.taken(text, setting))


def bare(line: str, root: str) -> str:
    """Return a line without the root command, a greeting and a closing mark."""
    text = " ".join(line.split())
    text = re.sub(rf"^/{re.escape(root)}\b\s*", "", text, flags=re.IGNORECASE)
    text = _POLITE.sub("", text)
    return text if text == "?" else re.sub(r"[\s.?!]+$", "", text)


def meant(line: str) -> str:
    """Return the command a short line may be a misspelling of, or empty."""
    first, *rest = line.lower().split() or [""]
    if first in WORDS or len(rest) > 1:
        return ""
    near = get_close_matches(first, WORDS, 1, 0.75)
    return " ".join([near[0], *rest]) if near else ""
