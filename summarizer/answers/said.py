"""Who said what: the quotations on a topic, by speaker, most relevant first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from summarizer import text as texts
from summarizer.answers import speakers
from summarizer.answers.topics import Topic
from summarizer.models import (
    Answer,
    Cited,
    Outcome,
    Quote,
    QuoteKind,
    Source,
    SpeakerKind,
    Voice,
)

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to unit rows; see `summarizer.encoder.Embedder`."""

Scores = dict[tuple[str, int], float]
"""How relevant the quotation that starts at an offset of a version is."""

MEANT: Final = 0.42
"""Cosine of topic and sentence from which they are about the same, words apart."""
MOST_MEANT: Final = 400
"""Quotations whose meaning is compared with the topic's, at most."""

_KINDS: Final = {QuoteKind.DIRECT: 0, QuoteKind.MIXED: 1, QuoteKind.INDIRECT: 2}
_OWN: Final = {QuoteKind.DIRECT: 0.2, QuoteKind.MIXED: 0.15, QuoteKind.INDIRECT: 0.0}
"""What a speaker's own words count more than a report of them."""
_WEIGHT: Final = {
    SpeakerKind.PERSON: 0.25,
    SpeakerKind.BODY: 0.1,
    SpeakerKind.DOCUMENT: 0.0,
    SpeakerKind.UNNAMED: 0.0,
}
"""What a named speaker counts more than others."""


def said(
    sources: Sequence[Source],
    *,
    topic: str = "",
    person: str = "",
    embed: Embed | None = None,
) -> Answer:
    """Return who said what about a topic, or what one speaker said.

    ``CLOSEST`` holds what only touches the topic, or, for a speaker who said nothing
    on it, everything else they said. ``NOTHING`` names the nearest speakers held.
    """
    heard = speakers.heard(sources)
    if person:
        chosen = speakers.named(person, heard)
        if not chosen:
            return Answer(Outcome.NOTHING, nearest=speakers.nearest(person, heard))
    else:
        chosen = heard
    voices = tuple(h.voice for h in chosen)
    if not topic:
        return _answer(Outcome.ANSWER, [(0.0, _own_words(v)) for v in voices])
    return _about(topic, voices, sources, embed, alone=bool(person))


def _about(
    topic: str,
    voices: Sequence[Voice],
    sources: Sequence[Source],
    embed: Embed | None,
    *,
    alone: bool,
) -> Answer:
    if kept := _relevant(voices, _scores(topic, voices, sources, embed)):
        return _answer(Outcome.ANSWER, kept)
    if alone:
        whole = [(0.0, voice) for voice in voices]
        return _answer(Outcome.CLOSEST, whole)
    near = _relevant(voices, _touching(topic, voices, sources))
    return _answer(Outcome.CLOSEST if near else Outcome.NOTHING, near)


def _own_words(voice: Voice) -> Voice:
    """Put a speaker's own words before reports of them."""
    ordered = sorted(voice.quotes, key=lambda cited: _KINDS[cited.quote.kind])
    return replace(voice, quotes=tuple(ordered))


def _relevant(voices: Sequence[Voice], scores: Scores) -> list[tuple[float, Voice]]:
    scored = (_scored(voice, scores) for voice in voices)
    return [(best, voice) for best, voice in scored if voice.quotes]


def _answer(outcome: Outcome, found: Sequence[tuple[float, Voice]]) -> Answer:
    ordered = sorted(found, key=lambda each: _weight(*each))
    return Answer(outcome, voices=tuple(voice for _, voice in ordered if voice.quotes))


def _weight(score: float, voice: Voice) -> tuple[float, int, str]:
    """Order by relevance and who speaks, then by how much they said."""
    return -round(score + _WEIGHT[voice.kind], 3), -len(voice.quotes), voice.name


# --- relevance ------------------------------------------------------------------


def _scores(
    topic: str, voices: Sequence[Voice], sources: Sequence[Source], embed: Embed | None
) -> Scores:
    weighed = Topic(topic, sources)
    by_id = {source.version.id: source for source in sources}
    found = {
        _place(cited): weighed.score(by_id[cited.version], _sentences(by_id, cited))
        for cited in _all(voices)
    }
    if embed is None:
        return found
    for place, likeness in _meant(topic, voices, by_id, embed).items():
        found[place] = max(found[place], likeness if likeness >= MEANT else 0.0)
    return found


def _touching(topic: str, voices: Sequence[Voice], sources: Sequence[Source]) -> Scores:
    """Score quotations by any share of the topic in the words said."""
    weighed = Topic(topic, sources)
    by_id = {source.version.id: source for source in sources}
    return {
        _place(cited): weighed.covered(_words(by_id[cited.version], cited.quote))
        for cited in _all(voices)
    }


def _meant(
    topic: str, voices: Sequence[Voice], by_id: dict[str, Source], embed: Embed
) -> Scores:
    cited = list(_all(voices))[:MOST_MEANT]
    said_ = [_text(by_id[each.version], each.quote) for each in cited]
    rows = embed([topic, *said_])
    likeness = rows[1:] @ rows[0]
    return {_place(c): float(x) for c, x in zip(cited, likeness, strict=True)}


def _scored(voice: Voice, scores: Scores) -> tuple[float, Voice]:
    """Return a voice with only what is relevant, the most relevant first."""
    weighed = {
        cited: scores[_place(cited)] + _OWN[cited.quote.kind]
        for cited in voice.quotes
        if scores[_place(cited)] > 0
    }
    kept = sorted(weighed, key=lambda cited: -round(weighed[cited], 3))
    return max(weighed.values(), default=0.0), replace(voice, quotes=tuple(kept))


def _all(voices: Sequence[Voice]) -> chain[Cited]:
    return chain.from_iterable(voice.quotes for voice in voices)


def _place(cited: Cited) -> tuple[str, int]:
    return cited.version, cited.quote.start


def _sentences(by_id: dict[str, Source], cited: Cited) -> list[int]:
    """Return the indexes of the sentences a quotation stands in."""
    found = by_id[cited.version].reading.sentences
    return [
        n
        for n, sentence in enumerate(found)
        if any(sentence.span.overlaps(span) for span in cited.quote.content)
    ]


def _text(source: Source, quote: Quote) -> str:
    return " ".join(span.of(source.version.text) for span in quote.content)


def _words(source: Source, quote: Quote) -> frozenset[str]:
    spans = quote.content
    return frozenset(
        stem for span in spans for stem in texts.stems(source.version.text, span)
    )
