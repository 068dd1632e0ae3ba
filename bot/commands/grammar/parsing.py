"""One grammar for every surface: a line somebody typed to the command it means.

A line that is no command is a question.
"""

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from bot.commands.grammar import kinds, lines, scopes
from bot.commands.grammar.kinds import Command
from bot.commands.grammar.scopes import Setting
from bot.errors import CommandError

WORDS: Final = frozenset(
    """help brief summary quotes sources context why status digest feed filter settings
    export verify timeline numbers compare watch unwatch mute unmute more new first
    """.split()  # noqa: SIM905  # a column of strings reads worse
)
"""The words commands begin with."""
LACKING: Final = frozenset(
    """verify check timeline compare first export context subscribe sub add remove rm
    quiet follow unfollow ask""".split()  # noqa: SIM905
)
"""Words that begin a command, and alone or with what does not fit are no question."""
_OPENINGS: Final = frozenset(
    """what who when where why how which was were is did do has have will can a the
    some""".split()  # noqa: SIM905
)
"""Words that questions begin with, and so are no misspelt commands."""
_INNER: Final = frozenset({"said", "say", "what", "who", "about", "quotes", "since"})
"""Words further on that a command is known by."""
MENDED: Final = 12
"""Words of a line at most that is looked at for a slip."""
_POLITE: Final = re.compile(
    r"^(?:(?:hey|hi|hello|please|ok|okay|dateline)\b[,:!]?\s+"
    r"|(?:can|could|would|will) you (?:please )?(?:tell|show|give) (?:me|us) "
    r"|(?:tell|show|give) (?:me|us) (?:the |a )?|(?:please )|i want to know )+",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"[\s,.]+(?:please|pls|thanks|thank you)[\s.?!]*$", re.IGNORECASE
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
    first = text.split()[0].lower()
    if first in LACKING:
        return kinds.Help(first, lacking=True)
    return kinds.Ask(*scopes.taken(text, setting))


def bare(line: str, root: str) -> str:
    """Return a line without the root command, a greeting and a closing mark."""
    text = " ".join(line.split())
    text = re.sub(rf"^/{re.escape(root)}\b\s*", "", text, flags=re.IGNORECASE)
    text = _CLOSING.sub("", _POLITE.sub("", text))
    return text if text == "?" else re.sub(r"[\s.?!]+$", "", text)


def meant(line: str, setting: Setting) -> str:
    """Return the line a line may be a misspelling of, or empty.

    One word of it is mended, such that it is a command.
    """
    words = line.split()
    for at, word in enumerate(words if len(words) <= MENDED else ()):
        for near in _near(word.lower(), _INNER if at else WORDS | _INNER):
            mended = " ".join([*words[:at], near, *words[at + 1 :]])
            if _is_command(mended, setting):
                return mended
    return ""


def _near(word: str, known: Collection[str]) -> list[str]:
    if word in known or word in _OPENINGS:
        return []
    turned = [each for each in known if sorted(each) == sorted(word)]
    return [*turned, *get_close_matches(word, sorted(known), 2, 0.75)]


def _is_command(line: str, setting: Setting) -> bool:
    try:
        found = parse(line, setting)
    except CommandError:
        return False
    lacking = isinstance(found, kinds.Help) and found.lacking
    return not lacking and not isinstance(found, kinds.Ask)
