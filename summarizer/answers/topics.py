"""How much a text is about a topic: shared words, weighed by how rare they are.

A quotation need not name the topic itself: what its article opens with counts too.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer import text as texts
from summarizer.models import Sentence, Source, Span

OPENING: Final = 2
"""Paragraphs that, with the title, say what an article is about."""
FREQUENT: Final = 3
"""Times a word must stand in an article for the article to be about it."""
OWN: Final = 0.4
"""What the words of a sentence itself count beside those around it."""
REMEMBERED: Final = 512
"""Articles whose words are remembered: one question follows another."""
NEAR: Final = 0.6
"""Share of a topic that must be covered for a text to be about it."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """An article's words, by where they stand."""

    opening: Words
    """Those the article is about."""
    sentences: tuple[Words, ...]
    everything: Words


def scope(source: Source) -> Scope:
    """Return an article's words."""
    return _scope(source.version.text, source.reading.sentences, source.title or "")


@lru_cache(REMEMBERED)
def _scope(text: str, sentences: tuple[Sentence, ...], headline: str) -> Scope:
    by_sentence = tuple(texts.stems(text, s.span) for s in sentences)
    times = Counter(stem for stems in by_sentence for stem in stems)
    opening = {
        stem
        for sentence, stems in zip(sentences, by_sentence, strict=True)
        if sentence.paragraph < OPENING
        for stem in stems
    }
    title = stems_of(headline)
    often = {stem for stem, count in times.items() if count >= FREQUENT}
    everything = frozenset(times) | title
    return Scope(
        frozenset(opening | often) | title,
        tuple(map(frozenset, by_sentence)),
        everything,
    )


def stems_of(words: str) -> Words:
    """Return the stems of a text of its own."""
    return frozenset(texts.stems(words, Span(0, len(words))))


class Topic:
    """A topic somebody asked about, weighed against the articles searched."""

    def __init__(self, words: str, sources: Sequence[Source]) -> None:
        """Weigh the topic's words: the rarer in these articles, the heavier."""
        self._scopes = {source.version.id: scope(source) for source in sources}
        self.stems = stems_of(words) or frozenset(words.lower().split())
        self.weights = _weights(self.stems, tuple(self._scopes.values()))
        self._total = sum(self.weights.values())

    def covered(self, words: Words) -> float:
        """Return the share of the topic that stands in these words, 0..1."""
        found = sum(self.weights[stem] for stem in self.stems & words)
        return found / self._total if self._total else 0.0

    def score(self, source: Source, sentences: Iterable[int]) -> float:
        """Return how much some sentences are about the topic, 0 for not at all.

        What the sentences say together with what their article opens with must
        cover most of it; what they say themselves counts `OWN`.
        """
        words = self._scopes[source.version.id]
        said = Words().union(*(words.sentences[n] for n in sentences))
        both = self.covered(said | words.opening)
        whole = (1 - OWN) * both + OWN * self.covered(said)
        return whole if both >= NEAR else 0.0

    def said(self, source: Source, sentence: int) -> float:
        """Return the share of the topic that stands in one sentence, 0..1."""
        return self.covered(self._scopes[source.version.id].sentences[sentence])

    def about(self, source: Source) -> float:
        """Return how much an article as a whole is about the topic, 0..1."""
        return self.covered(self._scopes[source.version.id].opening)


def _weights(stems: Words, articles: Sequence[Scope]) -> Mapping[str, float]:
    more = len(articles) + 1
    return {
        stem: math.log(1 + more / (1 + sum(stem in a.everything for a in articles)))
        for stem in stems
    }
