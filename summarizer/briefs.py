"""A story told by several outlets: headline, sentences, quotations, figures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from summarizer import ranking, safety, selection, vectors
from summarizer import text as texts
from summarizer.forest import Forest
from summarizer.models import (
    Brief,
    Cited,
    Figure,
    Line,
    Quote,
    QuoteKind,
    Source,
    SpeakerKind,
    Story,
    Verbatim,
)
from summarizer.selection import Budget

PER_OUTLET: Final = 2
"""Sentences one outlet may have in a brief while others have anything to say."""

ALIKE: Final = 0.3
"""Cosine above which a sentence repeats one that is shown.

The best of 0.3–0.5 on Multi-News; benchmarks/summaries.py."""

STILL: Final = 0.5
"""The same once there is nothing newer to say."""

CENTRAL: Final = 0.3
"""Weight of what the story's articles share, beside a sentence's own rank."""

QUOTES: Final = 3
"""Quotations a brief shows."""

PER_SPEAKER: Final = 2
"""Quotations one speaker may have among them."""

SHORTEST: Final = 4
"""Stems a quotation needs to say something by itself."""

FIGURES: Final = 4
"""Figures a brief shows."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of one of the articles that may be shown."""

    source: int
    sentence: int
    stems: tuple[str, ...]
    rank: float
    words: int


def compose(
    story: Story,
    sources: Sequence[Source],
    budget: Budget,
    weights: Forest | None = None,
) -> Brief:
    """Return the brief of a story; the same whatever the order of its sources.

    ``sources`` hold the story's members; others are left aside, and so are members
    that repeat another's text.

    Raises:
        ValueError: no source is a member of the story.
    """
    del weights
    told = _told(story, sources)
    if not told:
        raise ValueError(f"story {story.id}: none of its members was given")
    chosen = _chosen(told, budget)
    return Brief(
        story=story,
        headline=_headline(told[0]),
        lines=tuple(_lines(told, chosen)),
        quotes=tuple(_quotes(told)),
        figures=tuple(_figures(told)),
    )


def _told(story: Story, sources: Sequence[Source]) -> list[Source]:
    """Return the story's own reports, in order of first appearance."""
    folded = {member for member, _ in story.folded}
    by_id = {source.version.id: source for source in sources}
    members = [m for m in story.members if m in by_id]
    return [by_id[m] for m in members if m not in folded] or [by_id[m] for m in members]


def _headline(source: Source) -> Line:
    """Return the first report's headline, else its best sentence."""
    version, reading = source.version, source.reading
    span = reading.layout.title
    if span is None and reading.summary:
        span = reading.sentences[reading.summary[0]].span
    if span is None and reading.layout.paragraphs:
        span = reading.layout.paragraphs[0]
    if span is None:
        return Line((), version.id, 0)
    return Line((Verbatim(version.id, span, span.of(version.text)),), version.id, 0)


# --- sentences ------------------------------------------------------------------


def _chosen(told: Sequence[Source], budget: Budget) -> list[_Candidate]:
    pool = list(_pool(told))
    if not pool:
        return []
    found = vectors.bags([c.stems for c in pool])
    cosines = vectors.alike(found)
    central = _standard(vectors.centroid(found).tolist())
    score = [CENTRAL * c + p.rank for c, p in zip(central, pool, strict=True)]
    order = sorted(
        range(len(pool)), key=lambda i: (-score[i], pool[i].source, pool[i].sentence)
    )
    taken = _taken(pool, order, cosines, budget, told)
    return sorted((pool[i] for i in taken), key=lambda c: (c.source, c.sentence))


def _pool(told: Sequence[Source]) -> Iterator[_Candidate]:
    """Yield every sentence that may be shown, no more than ranking compares."""
    share = max(10, ranking.MOST // len(told))
    for index, source in enumerate(told):
        text, reading = source.version.text, source.reading
        ranks = _standard([rank.score for rank in reading.ranks])
        named = selection.named(text, reading.sentences, reading.quotes)
        hidden = safety.inside(text, reading.sentences)
        for place, sentence in enumerate(reading.sentences[:share]):
            if hidden[place] or (
                place not in named and safety.dangling(sentence.span.of(text))
            ):
                continue
            stems = texts.stems(text, sentence.span)
            count = len(texts.words(text, sentence.span))
            if count <= selection.LONGEST:
                yield _Candidate(index, place, stems, ranks[place], count)


def _standard(scores: list[float]) -> list[float]:
    column = np.array(scores, dtype=np.float64)
    spread = float(column.std()) if len(column) else 0.0
    return [(s - float(column.mean())) / spread if spread else 0.0 for s in scores]


def _taken(
    pool: Sequence[_Candidate],
    order: Sequence[int],
    cosines: vectors.Array,
    budget: Budget,
    told: Sequence[Source],
) -> list[int]:
    """Take the best that fit; an outlet's surplus, then repeats, only to fill up."""
    taken: list[int] = []
    outlets: Counter[str] = Counter()
    words = 0
    for share, alike in ((PER_OUTLET, ALIKE), (len(pool), ALIKE), (len(pool), STILL)):
        for index in order:
            outlet = told[pool[index].source].version.article.outlet
            full = len(taken) >= budget.sentences or outlets[outlet] >= share
            long = budget.words is not None and words + pool[index].words > budget.words
            if full or long or any(cosines[index, other] > alike for other in taken):
                continue
            taken.append(index)
            outlets[outlet] += 1
            words += pool[index].words
    return taken


def _lines(told: Sequence[Source], chosen: Sequence[_Candidate]) -> Iterator[Line]:
    for candidate in chosen:
        source = told[candidate.source]
        reading = source.reading
        yield from selection.lines(
            source.version,
            reading.sentences,
            reading.ranks,
            [candidate.sentence],
            reading.quotes,
        )


# --- quotations and figures -------------------------------------------------------


def _quotes(told: Sequence[Source]) -> Iterator[Cited]:
    """Yield the key quotations: named speakers in their own words, longest first."""
    found = [
        (source, quote)
        for source in told
        for quote in source.reading.quotes
        if _is_key(source, quote)
    ]
    found.sort(key=lambda pair: -_weight(*pair))
    shown: list[frozenset[str]] = []
    speakers: Counter[str] = Counter()
    for source, quote in found:
        stems = _said(source, quote)
        name = quote.speaker.name if quote.speaker else ""
        if (
            any(selection.repeats(stems, other) for other in shown)
            or speakers[name] >= PER_SPEAKER
        ):
            continue
        if len(shown) >= QUOTES:
            return
        shown.append(stems)
        speakers[name] += 1
        yield Cited(source.version.id, quote)


def _is_key(source: Source, quote: Quote) -> bool:
    named = quote.speaker is not None and quote.speaker.kind in {
        SpeakerKind.PERSON,
        SpeakerKind.BODY,
    }
    return (
        named
        and quote.kind is QuoteKind.DIRECT
        and len(_said(source, quote)) >= SHORTEST
    )


def _said(source: Source, quote: Quote) -> frozenset[str]:
    text = source.version.text
    return frozenset(stem for span in quote.content for stem in texts.stems(text, span))


def _weight(source: Source, quote: Quote) -> float:
    """Weigh a quotation: who says it, how much it says, how sure we are."""
    speaker = quote.speaker
    person = 2.0 if speaker and speaker.kind is SpeakerKind.PERSON else 1.0
    role = 1.5 if speaker and speaker.role else 1.0
    return person * role * quote.confidence * min(25, len(_said(source, quote)))


def _figures(told: Sequence[Source]) -> Iterator[tuple[str, Figure]]:
    """Yield the figures, those several outlets give first, none twice."""
    found = [
        (source.version.id, figure)
        for source in told
        for figure in source.reading.figures
    ]
    given = Counter((figure.amount, figure.unit) for _, figure in found)
    found.sort(
        key=lambda pair: (-given[pair[1].amount, pair[1].unit], pair[1].sentence)
    )
    seen: set[tuple[float, str]] = set()
    for version, figure in found:
        key = (figure.amount, figure.unit)
        if key not in seen and len(seen) < FIGURES and (figure.thing or figure.unit):
            seen.add(key)
            yield version, figure
