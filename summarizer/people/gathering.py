"""Whom a mention means: full names gathered, shorter forms joined to them.

*Kupchan* is the “Xxx Kupchan” written in the same text. Two people with one surname
stay two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.models import Span
from summarizer.people.callings import is_role
from summarizer.people.givens import gender, known
from summarizer.people.names import LONGEST, Name, courtesy

Key = tuple[str, ...]
"""The words of a name as they are compared."""


@dataclass(slots=True)
class Person:
    """Somebody (or, until we know better, something) with a name in this article."""

    name: Span
    """The fullest name, without titles."""
    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)
    fully: int = 0
    """How often the full name was given so far."""
    gender: str = ""
    """``m``, ``f``, or empty where the article does not tell."""
    human: bool = False
    """Whether anything shows that this is a person."""
    spoke: bool = False
    """Whether a statement was already attributed to this name."""
    body: bool = False
    """Whether the name is that of a body, a place or an event."""


class Gathering:
    """People by the words they may be called by, while a text is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Person] = []
        self._exact: dict[Key, Person] = {}
        self._ends: dict[tuple[str, str], Person] = {}
        """By given name and surname, whatever stands between."""
        self._tails: dict[Key, Person] = {}
        """By a surname of several words."""
        self._called: dict[str, list[Person]] = {}
        self._fresh: dict[str, tuple[int, Person]] = {}

    def introduce(self, name: Name) -> None:
        """Note a full name; a shorter form of a known one joins it."""
        if not 1 < len(name.words) <= LONGEST:
            return
        key = _key(name.words)
        person = self._exact.get(key) or self._same(name) or self._surnamed(name, key)
        if person is None:
            person = Person(name.span, name.words, body=name.body)
            self.all.append(person)
            for called in {name.last} | _others(name):
                bearers = self._called.setdefault(called, [])
                bearers += [person][: _MOST - len(bearers)]
        elif len(name.words) > len(person.words):
            person.name, person.words = name.span, name.words
        self._exact[key] = person
        if not name.body:
            self._ends.setdefault((key[0], name.last), person)
        if not name.body and (known(name.words[0]) or len(key) > _PAIR):
            for tail in {key[1:], key[-_PAIR:]}:
                self._tails.setdefault(tail, person)

    def _same(self, name: Name) -> Person | None:
        """Find the person whose given name and surname these are, initials aside."""
        return self._ends.get((_key(name.words)[0], name.last))

    def _surnamed(self, name: Name, key: Key) -> Person | None:
        """Find the person whose surname has two words: *Marine Le Pen*, *Le Pen*."""
        if not known(name.words[0]):
            return None if name.body else self._tails.get(key)
        short = self._exact.get(key[1:]) if len(key) > _PAIR else None
        return None if short is None or short.body else short

    def meant(self, block: Span, name: Name) -> Person:
        """Tell whom a mention means."""
        person = self._exact.get(_key(name.words)) or self._by_surname(name)
        if person is None:
            person = Person(name.span, name.words, body=name.body)
            self.all.append(person)
            self._exact[_key(name.words)] = person
        elif len(name.words) == 1 and len(person.words) > 1 and not person.body:
            person.human = True  # called by the surname
        if len(name.words) > 1:
            person.fully += 1
            if _prominent(self.text, block, name):
                for called in {name.last, name.words[0].lower()}:
                    self._fresh[called] = (name.span.end, person)
        return person

    def _by_surname(self, name: Name) -> Person | None:
        """Find whom a bare surname means, among those who may be called by it.

        Whoever was introduced just before as a subject; else the main bearer: news
        gives the bare surname to the person the article is about.
        """
        if len(name.words) > 1:
            return None
        wanted = courtesy(self.text, name)
        candidates = [
            each for each in self._called.get(name.last, ()) if _agrees(each, wanted)
        ]
        if holder := self._holder(name, candidates):
            return holder
        at, fresh = self._fresh.get(name.last, (0, None))
        if fresh in candidates and name.span.start - at < _FRESH:
            return fresh
        return max(candidates, key=lambda each: _claim(each, name.last), default=None)

    def _holder(self, name: Name, candidates: Sequence[Person]) -> Person | None:
        """Find who alone of several was said to hold the office before the surname."""
        if name.title is None or len(candidates) < _PAIR:
            return None
        title = set(name.title.of(self.text).lower().split())
        held = [
            max((len(title & set(self._words(role))) for role in each.roles), default=0)
            for each in candidates
        ]
        most = max(held)
        return candidates[held.index(most)] if most and held.count(most) == 1 else None

    def _words(self, span: Span) -> list[str]:
        return span.of(self.text).lower().split()


def _others(name: Name) -> set[str]:
    """Give the words by which somebody may be called beside the surname.

    The given name, the first of two surnames (Pilar *Gómez* Iglesias), a nickname.
    """
    if name.body:
        return set()
    nicks = {word[1:-1].lower() for word in name.words[1:-1] if word[0] in _NICKS}
    inner = name.words[-2].lower() if len(name.words) > _PAIR else ""
    second = {inner} if inner and not known(inner) else set()
    return {name.words[0].lower()} | second | nicks


_NICKS = '“"‘('


_PAIR = 2
"""Words of a name as most people have it."""
_MOST = 40
"""How many bearers of one name are told apart."""
_FRESH = 700
"""Characters for which a surname means the bearer introduced last."""


def _claim(person: Person, called: str) -> tuple[bool, bool, int]:
    """How strongly a bare word means this person."""
    return not person.body, person.words[-1].lower() == called, person.fully


def _prominent(text: str, block: Span, name: Name) -> bool:
    """Tell whether somebody is introduced as a subject or as a speaker."""
    start = name.whole.start
    before = text[max(block.start, start - _BEFORE) : start]
    if start - block.start <= len("“’") or before.endswith((". ", "” ", '" ', "said ")):
        return True
    called = _CALLED.search(before)
    return called is not None and is_role(called["role"])


_BEFORE = 60
_CALLED = re.compile(r"(?:^|[.”\"]\s)(?:[\w’'-]+\s){0,4}(?P<role>[\w-]+)\s$")
"""A description that opens a sentence: *Board member* Ana Ruiz."""


def _agrees(person: Person, wanted: str) -> bool:
    has = person.gender or gender(person.words[0])
    return not wanted or not has or wanted == has


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'").strip(".,") for word in words)
