"""People without a name whom a pronoun may mean: *A spokesman said …. He added …*.

Without them their words would be given to whoever is named near by.
"""

import re
from bisect import bisect_left

from summarizer.models import Span, Speaker, SpeakerKind
from summarizer.people.callings import gendered, is_role
from summarizer.quotes.talk import FADES, SPOKE, Found, Talk

_BACK = 2
"""How many sentences back a stranger may have been brought in."""


def stranger(talk: Talk, at: int, gender: str) -> tuple[float, Found] | None:
    """Give the nameless person a pronoun here may mean, and how prominent it is."""
    here = bisect_left(talk.starts, at + 1)
    found = [*_heard(talk, here, gender), *_introduced(talk, here, gender)]
    return max(found, key=lambda each: each[0], default=None)


def _heard(talk: Talk, here: int, gender: str) -> list[tuple[float, Found]]:
    """Take the nameless person who spoke last."""
    last = talk.last
    if last is None or last.person is not None or last.speaker is None:
        return []
    name = last.speaker.name_span
    if _person(talk.text, name.start, name.end, gender) is None:
        return []
    sentence = bisect_left(talk.starts, talk.last_at + 1)
    return [(SPOKE - FADES * (here - sentence), Found(last.speaker, 0.75))]


def _introduced(talk: Talk, here: int, gender: str) -> list[tuple[float, Found]]:
    """Take *A woman in the crowd* at the head of a sentence just before."""
    found = []
    for index in range(max(0, here - 1 - _BACK), here - 1):
        start = talk.starts[index]
        span = _person(talk.text, start, start + _REACH, gender)
        if span is not None and not _is_named(talk, span):
            source = Speaker(span.of(talk.text), span, kind=SpeakerKind.UNNAMED)
            found.append((_SUBJECT - (here - 1 - index), Found(source, 0.7)))
    return found


_SUBJECT = 1.5
"""As a named subject of its sentence."""
_REACH = 80
"""Characters a description may have."""
_SINGLE = re.compile(r"(?:an?|one|another)((?:\s[a-z][\w-]*){1,5})", re.IGNORECASE)
_ASKS = re.compile(r"(?:\s\w+){0,2}\sask(?:s|ed)\b")
"""Behind a question *he* is who was asked."""
_SMALL = re.compile(r"[a-z][\w-]*")


def _person(text: str, start: int, end: int, gender: str) -> Span | None:
    """Read *a spokesman*, *one young voter*: one person, whose gender agrees."""
    phrase = _SINGLE.match(text, start, end)
    if phrase is None:
        return None
    for word in _SMALL.finditer(text, *phrase.span(1)):
        if is_role(word.group()) and word.group()[-1] != "s":
            asks = _ASKS.match(text, word.end())
            agrees = gendered(word.group()) in {"", gender}
            return Span(start, word.end()) if agrees and not asks else None
    return None


def _is_named(talk: Talk, span: Span) -> bool:
    """Tell whether somebody named beside is described by these words."""
    low = bisect_left(talk.outside, span.start, key=lambda each: each[0].span.start)
    return any(
        role.overlaps(span)
        for _, person in talk.outside[low : low + _NEAR]
        for role in person.roles
    )


_NEAR = 4
"""Mentions behind a description that may bear it."""
