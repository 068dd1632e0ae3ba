"""Lines that configure: digest, feed and filter, with the words people use for them."""

import re
from difflib import get_close_matches
from typing import Final

from bot.commands.grammar import kinds
from bot.commands.grammar.kinds import Command, Verb
from bot.errors import CommandError

_SYNONYMS: Final = {
    "": "list",
    "subscribe": "add",
    "sub": "add",
    "new": "add",
    "create": "add",
    "unsubscribe": "remove",
    "unsub": "remove",
    "rm": "remove",
    "del": "remove",
    "delete": "remove",
    "stop": "pause",
    "start": "resume",
    "unpause": "resume",
    "continue": "resume",
    "ls": "list",
    "show": "list",
    "post": "now",
    "send": "now",
    "run": "now",
    "try": "test",
    "change": "edit",
    "set": "edit",
    "next": "preview",
}
_DIGEST: Final = {"add": Verb.CREATE, "remove": Verb.DELETE} | {
    str(verb): verb
    for verb in (
        Verb.NOW,
        Verb.PREVIEW,
        Verb.EDIT,
        Verb.LIST,
        Verb.PAUSE,
        Verb.RESUME,
        Verb.SKIP,
    )
}
_FILTER: Final = {
    str(verb): verb for verb in (Verb.ADD, Verb.REMOVE, Verb.LIST, Verb.TEST)
}
_FEED: Final = _FILTER | {str(verb): verb for verb in (Verb.IMPORT, Verb.EXPORT)}

_HOUR: Final = re.compile(
    r"(?:daily|weekdays?|weekends?|weekly|every|each|at|hourly|(?:mon|tue|wed|thu|fri"
    r"|sat|sun)\w*)\b|\d{1,2}(?:[:.]\d\d|\s?[ap]m)",
    re.IGNORECASE,
)
"""How a line begins that names when to post, without a verb."""


def digest(words: str) -> Command:
    """Return what a line after ``digest`` means; a bare hour creates one.

    Raises:
        CommandError: it begins with no verb we know; the nearest is named.
    """
    first, _, rest = words.partition(" ")
    if _HOUR.match(words):
        return kinds.Digest(Verb.CREATE, None, words)
    verb = _verb("digest", first, _DIGEST)
    number = re.match(r"#?(\d{1,3})(?!\S)\s*", rest)
    if number is None or verb is Verb.CREATE:
        return kinds.Digest(verb, None, rest)
    return kinds.Digest(verb, int(number[1]), rest[number.end() :])


def feed(words: str) -> Command:
    """Return what a line after ``feed`` means; a bare address adds it."""
    first, _, rest = words.partition(" ")
    if re.match(r"<?https?://", first):
        return kinds.Feed(Verb.ADD, words)
    return kinds.Feed(_verb("feed", first, _FEED), rest)


def filter_(words: str) -> Command:
    """Return what a line after ``filter`` means."""
    first, _, rest = words.partition(" ")
    if first.startswith("-"):
        return kinds.Filter(Verb.ADD, words)
    return kinds.Filter(_verb("filter", first, _FILTER), rest)


def _known(word: str, verbs: dict[str, Verb]) -> Verb | None:
    plain = word.lower()
    return verbs.get(_SYNONYMS.get(plain, plain))


def _verb(noun: str, word: str, verbs: dict[str, Verb]) -> Verb:
    if verb := _known(word, verbs):
        return verb
    names = [str(verb) for verb in verbs.values()]
    near = get_close_matches(word.lower(), [*names, *_SYNONYMS], 1)
    known = near and _known(near[0], verbs)
    meant = f" Did you mean `{noun} {known}`?" if known else ""
    raise CommandError(
        f"I don’t know `{noun} {word}`.{meant} After `{noun}` comes one of: "
        f"{', '.join(names)}."
    )
