"""What a place watches for: who spoke, or what was in the news, since it was told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.store.wishes import Kind, Wish
from summarizer import Cited, Outcome, Source
from summarizer.answers import NEAR, Topic, said

MOST = 5
"""Quotations or articles shown of one watch."""

Topics = Mapping[str, frozenset[str]]
"""What a place watches for, and the versions that are about each."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """A watch that was met: by quotations if it waits for words, else by articles."""

    subject: str
    about: str
    cited: tuple[Cited, ...] = ()
    sources: tuple[Source, ...] = ()


def sighted(wishes: Sequence[Wish], sources: Sequence[Source]) -> Iterator[Sighted]:
    """Yield the watches these articles meet."""
    for wish in wishes:
        if wish.kind is Kind.SPEAKER and (cited := _spoke(wish, sources)):
            yield Sighted(wish.subject, wish.about, cited=cited[:MOST])
        elif wish.kind is Kind.TOPIC and (found := _named(wish, sources)):
            yield Sighted(wish.subject, wish.about, sources=found[:MOST])


def topics(wishes: Sequence[Wish], sources: Sequence[Source]) -> Topics:
    """Return the topics a place watches, and the articles that are about each."""
    return {
        f"{wish.subject} {wish.about}".strip(): frozenset(
            source.version.id for source in _named(wish, sources)
        )
        for wish in wishes
        if wish.kind is Kind.TOPIC
    }


def _spoke(wish: Wish, sources: Sequence[Source]) -> tuple[Cited, ...]:
    """Return what somebody said (about something); being named is not enough."""
    answer = said(sources, topic=wish.about, person=wish.subject)
    if answer.outcome is not Outcome.ANSWER:
        return ()
    return tuple(cited for voice in answer.voices for cited in voice.quotes)


def _named(wish: Wish, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the articles that name the subject, or open with the topic."""
    topic = Topic(f"{wish.subject} {wish.about}", sources)
    name = wish.subject.casefold()
    return tuple(
        source
        for source in sources
        if (name in source.version.text.casefold() and not wish.about)
        or topic.about(source) >= NEAR
    )
