"""Whom *he*, *she*, *they* and *who* mean: the most salient person that agrees."""

import re
from bisect import bisect_left

from summarizer.models import Span, Speaker, SpeakerKind
from summarizer.people import Person
from summarizer.people.offices import GROUPS
from summarizer.quotes.prominence import prominence
from summarizer.quotes.strangers import stranger
from summarizer.quotes.talk import FADES, NOBODY, SPOKE, Found, Talk, personal, speaker

_WINDOW = 12
"""How many mentions back a pronoun may look."""


def he_or_she(talk: Talk, whole: Span, gender: str) -> Found:
    """Find who *he* or *she* is: the most salient person whose gender agrees."""
    score, person = max(
        _salient(talk, whole.start, gender),
        key=lambda each: each[0],
        default=(_LEAST, None),
    )
    other = stranger(talk, whole.start, gender)
    if other is not None and other[0] > score:
        return other[1]
    if person is None or score < _LEAST:
        return NOBODY
    if not person.gender:
        person.gender = gender
    return Found(speaker(talk, person), 0.8, person)


_LEAST = -4.5
"""Below this nobody is meant whom the article names."""


def _salient(talk: Talk, at: int, gender: str) -> list[tuple[float, Person]]:
    high = bisect_left(talk.outside, at, key=lambda each: each[0].span.start)
    here = bisect_left(talk.starts, at + 1)
    last = talk.said[-1] if talk.said else None
    found: list[tuple[float, Person]] = []
    for name, person in talk.outside[max(0, high - _WINDOW) : high]:
        if not _may_be(person, gender):
            continue
        sentence = bisect_left(talk.starts, name.span.start + 1)
        start = talk.starts[sentence - 1] if sentence else 0
        score = prominence(talk.text, start, name) - (here - sentence)
        if last and last[1] is person:
            score += _AGAIN
        score -= _UNSURE * (not person.gender) + _UNSEEN * (not person.human)
        found.append((score, person))
    if last and _may_be(last[1], gender):
        sentence = bisect_left(talk.starts, last[0] + 1)
        found.append((SPOKE - FADES * (here - sentence), last[1]))
    return found


_AGAIN, _UNSURE, _UNSEEN = 0.7, 0.7, 1.5
"""How much more who spoke last is meant, and how much less somebody whose gender the
article does not tell, or whether it is a person; read on polnear_train."""


def _may_be(person: Person, gender: str) -> bool:
    if person.body or (gender and person.gender and person.gender != gender):
        return False
    return person.human or person.spoke or len(person.words) > 1


def anybody(talk: Talk, whole: Span) -> Found | None:
    """Find whom words mean that tell no gender: the most salient person."""
    score, person = max(
        _salient(talk, whole.start, ""), key=lambda each: each[0], default=(0.0, None)
    )
    if person is None or score < 0:
        return None
    return Found(speaker(talk, person), 0.7, person)


def it(talk: Talk) -> Found:
    """Take *it* for the body, or the text, that spoke last."""
    last = talk.last
    if last is None or last.speaker is None:
        return NOBODY
    named = last.person is not None and not (last.person.human or last.person.gender)
    if not named and last.speaker.kind not in _THINGS:
        return NOBODY
    return Found(last.speaker, 0.7, last.person)


_THINGS = (SpeakerKind.BODY, SpeakerKind.DOCUMENT)


def they(talk: Talk) -> Found:
    last = talk.last
    if last and last.speaker and not (last.person and last.person.human):
        return Found(last.speaker, 0.7)
    return NOBODY


_CLOSE = 90
"""Characters between a name and the *who* that goes back to it."""


def who(talk: Talk, whole: Span) -> Found:
    """*Who* is whoever stands right before it."""
    high = bisect_left(talk.outside, whole.start, key=lambda each: each[0].span.start)
    if high and whole.start - talk.outside[high - 1][0].span.end < _CLOSE:
        person = talk.outside[high - 1][1]
        if personal(person):
            return Found(speaker(talk, person), 0.7, person)
    group = _GROUP.search(talk.text, max(0, whole.start - _CLOSE), whole.start)
    if group is None or group["who"] not in GROUPS:
        return NOBODY
    span = Span(*group.span("who"))
    return Found(Speaker(span.of(talk.text), span, kind=SpeakerKind.UNNAMED), 0.7)


_GROUP = re.compile(r"\b(?P<who>[a-z-]+)\s$")
"""*Inspectors* who warned that …"""
