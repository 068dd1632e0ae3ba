"""Whom *he*, *she*, *they* and *who* mean: the most salient person that agrees."""

import re
from bisect import bisect_left

from summarizer.models import Span
from summarizer.people import Name, Person
from summarizer.quotes.talk import NOBODY, Found, Talk, personal, speaker

_WINDOW = 12
"""How many mentions back a pronoun may look."""


def he_or_she(talk: Talk, whole: Span, gender: str) -> Found:
    """Find who *he* or *she* is: the most salient person whose gender agrees."""
    candidates = _salient(talk, whole.start, gender)
    if not candidates:
        return NOBODY
    best = max(candidates, key=lambda each: each[0])
    person = best[1]
    if not person.gender:
        person.gender = gender
    return Found(speaker(talk, person), 0.8, person)


def _salient(talk: Talk, at: int, gender: str) -> list[tuple[float, Person]]:
    high = bisect_left(talk.outside, at, key=lambda each: each[0].span.start)
    here = bisect_left(talk.starts, at + 1)
    last = talk.said[-1] if talk.said else None
    found: list[tuple[float, Person]] = []
    for name, person in talk.outside[max(0, high - _WINDOW) : high]:
        if not _may_be(person, gender):
            continue
        sentence = bisect_left(talk.starts, name.span.start + 1)
        score = -1.0 * (here - sentence) - (0 if person.gender else 0.7)
        score += 1.5 * _subject(talk, name, sentence)
        if talk.text[name.span.end : name.span.end + 2] in {"’s", "'s"}:
            score -= 0.7
        if last and last[1] is person:
            score += 1.5
        found.append((score, person))
    if last and _may_be(last[1], gender):
        sentence = bisect_left(talk.starts, last[0] + 1)
        found.append((2.0 - 0.8 * (here - sentence), last[1]))
    return found


def _may_be(person: Person, gender: str) -> bool:
    if person.body or (person.gender and person.gender != gender):
        return False
    return person.human or person.spoke


def _subject(talk: Talk, name: Name, sentence: int) -> bool:
    """Tell whether a mention stands where its sentence begins."""
    start = talk.starts[sentence - 1] if sentence else 0
    return not _IN_VERBS.search(talk.text, start, name.whole.start)


_IN_VERBS = re.compile(
    r"\b(?:said|says|is|was|are|were|has|had|have|told|will|would)\b"
)


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
    return NOBODY
