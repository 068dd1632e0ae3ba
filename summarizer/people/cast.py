"""The people of one article: every mention gathered under the fullest name.

Strings, not a knowledge base: *Kupchan* is the “Xxx Kupchan” written in the same text.
Two people with one surname stay two.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from summarizer.models import Span
from summarizer.people.callings import gendered
from summarizer.people.givens import gender, known
from summarizer.people.headlines import capitalised, parted, register
from summarizer.people.names import LONGEST, Name, courtesy, names
from summarizer.people.roles import fullest, role


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


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody named in an article, and whom each mention means."""

    text: str
    people: tuple[Person, ...]
    mentions: tuple[tuple[Name, Person], ...]
    """In text order."""

    def role(self, person: Person) -> Span | None:
        """Give the fullest description the article gives of somebody."""
        return fullest(self.text, person.roles)

    def within(self, span: Span) -> tuple[tuple[Name, Person], ...]:
        """Give the mentions that lie inside a span."""
        low = bisect_left(self.mentions, span.start, key=_start)
        high = bisect_left(self.mentions, span.end, low, key=_start)
        return tuple(
            each for each in self.mentions[low:high] if span.covers(each[0].span)
        )


def _start(mention: tuple[Name, Person]) -> int:
    return mention[0].span.start


def cast(text: str, blocks: Iterable[Span]) -> Cast:
    """Gather everybody named in these blocks."""
    found = list(_named(text, blocks))
    people = _Gathering(text)
    for _, name in found:
        people.introduce(name)
    mentions = []
    for block, name in found:
        person = people.meant(block, name)
        _learn(text, block, name, person)
        mentions.append((name, person))
    return Cast(text, tuple(people.all), tuple(mentions))


def _named(text: str, blocks: Iterable[Span]) -> Iterator[tuple[Span, Name]]:
    """Find the names; those of a headline in capitals by the names below it."""
    found = [(block, names(text, (block,))) for block in blocks]
    heads = {block for block, _ in found if capitalised(text, block)}
    below = register(
        name for block, inside in found if block not in heads for name in inside
    )
    for block, inside in found:
        for name in inside:
            if block in heads and below:
                yield from ((block, each) for each in parted(text, name, below))
            else:
                yield block, name


class _Gathering:
    """People by the words they may be called by, while a text is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Person] = []
        self._exact: dict[tuple[str, ...], Person] = {}
        self._called: dict[str, list[Person]] = {}
        self._fresh: dict[str, tuple[int, Person]] = {}

    def introduce(self, name: Name) -> None:
        """Note a full name; a shorter form of a known one joins it."""
        if not 1 < len(name.words) <= LONGEST:
            return
        key = _key(name.words)
        person = self._exact.get(key) or self._same(name) or self._surnamed(name)
        if person is None:
            person = Person(name.span, name.words, body=name.body)
            self.all.append(person)
            for called in {name.last, name.words[0].lower()}:
                self._called.setdefault(called, []).append(person)
        elif len(name.words) > len(person.words):
            person.name, person.words = name.span, name.words
        self._exact[key] = person

    def _same(self, name: Name) -> Person | None:
        """Find the person whose given name and surname these are, initials aside."""
        first = name.words[0].lower()
        for person in self._called.get(name.last, ()):
            if person.words[0].lower() == first and not person.body:
                return person
        return None

    def _surnamed(self, name: Name) -> Person | None:
        """Find the person whose surname has two words: *Marine Le Pen*, *Le Pen*."""
        for person in self._called.get(name.last, ()):
            if _surname_of(name, person.words) or _surname_of(person, name.words):
                return person
        return None

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
                self._fresh[name.last] = (name.span.end, person)
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
        at, fresh = self._fresh.get(name.last, (0, None))
        if fresh in candidates and name.span.start - at < _FRESH:
            return fresh
        return max(candidates, key=lambda each: _claim(each, name.last), default=None)


def _surname_of(short: Name | Person, words: tuple[str, ...]) -> bool:
    """Tell whether the words without a given name end a fuller name."""
    size = len(short.words)
    return (
        size == len(words) - 1
        and not short.body
        and not known(short.words[0])
        and known(words[0])
        and _key(short.words) == _key(words[-size:])
    )


_FRESH = 700
"""Characters for which a surname means the bearer introduced last."""


def _claim(person: Person, called: str) -> tuple[bool, bool, int]:
    """How strongly a bare word means this person."""
    return not person.body, person.words[-1].lower() == called, person.fully


def _prominent(text: str, block: Span, name: Name) -> bool:
    """Tell whether somebody is introduced as a subject or as a speaker."""
    start = name.whole.start
    if start - block.start <= len("“’") or text[start - 2 : start] in {
        ". ",
        "” ",
        '" ',
    }:
        return True
    return text[max(block.start, start - 5) : start] == "said "


def _agrees(person: Person, wanted: str) -> bool:
    has = person.gender or gender(person.words[0])
    return not wanted or not has or wanted == has


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'").strip(".,") for word in words)


def _learn(text: str, block: Span, name: Name, person: Person) -> None:
    """Take what one mention tells about its bearer."""
    person.mentions.append(name.span)
    told = courtesy(text, name)
    if len(name.words) == len(person.words) and _is_place(text, name, person):
        person.body = True
    roles = () if person.body else role(text, block, name)
    if not person.gender:
        person.gender = told or _from_roles(text, roles) or _given(person)
    if roles or told or name.title or known(person.words[0]):
        person.human = person.human or not name.body
    if len(person.roles) < _ENOUGH:
        person.roles.extend(roles)


_ENOUGH = 40
"""How many descriptions of one person are read."""


def _given(person: Person) -> str:
    return gender(person.words[0]) if len(person.words) > 1 or person.human else ""


def _from_roles(text: str, roles: Iterable[Span]) -> str:
    """Gender told by a calling: *spokeswoman*, *chairman*, *wife*."""
    for span in roles:
        for word in takewhile(_outer, span.of(text).lower().split()):
            if found := gendered(word.strip(".,")):
                return found
    return ""


def _outer(word: str) -> bool:
    return word not in {"of", "for", "to", "who", "whose", "with", "at"}


_LOCATED = re.compile(r"(?:^|[^\w])(?:in|near|outside|around)\s$", re.IGNORECASE)
_STATE = re.compile(r",\s(?:(?:[A-Z]\.){2}|[A-Z][a-z]{1,4}\.|[A-Z]{2}\b)|\s[—–]\s")


def _is_place(text: str, name: Name, person: Person) -> bool:
    """Tell *in Charlotte*, *in Palo Alto* and *CHARLOTTE, N.C. —* from people."""
    alone = len(name.words) == 1
    if person.human and not (alone and known(name.words[0])):
        return False
    if name.title is not None or (known(name.words[0]) and not alone):
        return False
    before = text[max(0, name.span.start - 9) : name.span.start]
    return bool(_LOCATED.search(before) or _STATE.match(text, name.span.end))
