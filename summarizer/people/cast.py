"""The people of one article: every mention gathered under the fullest name.

Strings, not a knowledge base: *Kupchan* is the “Xxx Kupchan” written in the same text.
Two people with one surname stay two.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from summarizer.models import Span
from summarizer.people.callings import gendered
from summarizer.people.gathering import Gathering, Person
from summarizer.people.givens import gender, known
from summarizer.people.headlines import (
    capitalised,
    headline,
    parted,
    register,
    shorn,
)
from summarizer.people.names import Name, courtesy, names
from summarizer.people.roles import fullest, role


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody named in an article, and whom each mention means."""

    text: str
    people: tuple[Person, ...]
    mentions: tuple[tuple[Name, Person], ...]
    """In text order."""
    callings: Mapping[str, tuple[Person, ...]]
    """People by the words of their roles, lower case; no more than a few a word."""

    def role(self, person: Person) -> Span | None:
        """Give the fullest description the article gives of somebody."""
        return fullest(self.text, person.roles)

    def bearing(self, calling: str) -> tuple[Person, ...]:
        """Give those whom the article calls so, in lower case: *minister*."""
        return self.callings.get(calling, ())

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
    people = Gathering(text)
    for _, name in found:
        people.introduce(name)
    mentions = []
    for block, name in found:
        person = people.meant(block, name)
        _learn(text, block, name, person)
        mentions.append((name, person))
    return Cast(text, tuple(people.all), tuple(mentions), _callings(text, people.all))


def _callings(text: str, people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for person in people:
        words = {
            word for span in person.roles for word in span.of(text).lower().split()
        }
        for word in words:
            bearers = found.get(word, ())
            if len(bearers) < _BEARERS:
                found[word] = (*bearers, person)
    return found


_BEARERS = 5
"""How many people one word is known to describe; more, and it tells nobody apart."""


def _named(text: str, blocks: Iterable[Span]) -> Iterator[tuple[Span, Name]]:
    """Find the names; those of a headline by the names below it."""
    found = [(block, names(text, (block,))) for block in blocks]
    capitals = {block for block, _ in found if capitalised(text, block)}
    heads = capitals | {block for block, _ in found[:1] if headline(text, block)}
    below = register(
        name for block, inside in found if block not in heads for name in inside
    )
    for block, inside in found:
        for name in inside:
            if block in capitals and below:
                yield from ((block, each) for each in parted(text, name, below))
            elif block in heads:
                yield block, shorn(text, name, below)
            else:
                yield block, name


def _learn(text: str, block: Span, name: Name, person: Person) -> None:
    """Take what one mention tells about its bearer."""
    person.mentions.append(name.span)
    told = courtesy(text, name)
    if len(name.words) == len(person.words) and _is_place(text, name, person):
        person.body = True
    roles = () if person.body else role(text, block, name)
    if roles or told or name.title or known(person.words[0]):
        person.human = person.human or not name.body
    if not person.gender:
        person.gender = told or _from_roles(text, roles) or _given(person)
    if len(person.roles) < _ENOUGH:
        person.roles.extend(roles)


_ENOUGH = 40
"""How many descriptions of one person are read."""


def _given(person: Person) -> str:
    return gender(person.words[0]) if len(person.words) > 1 or person.human else ""


def _from_roles(text: str, roles: Iterable[Span]) -> str:
    """Gender told by a calling: *spokeswoman*, *chairman*, *wife*."""
    for span in roles:
        own = _OWNER.sub("", span.of(text).lower())
        for word in takewhile(_outer, own.split()):
            if found := gendered(word.strip(".,")):
                return found
    return ""


_OWNER = re.compile(r"^.*(?:[’']s|s[’'])\s")
"""*Mr Otis’s* deputy: his gender is not hers."""


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
