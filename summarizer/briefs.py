"""A story told by several outlets: headline, sentences, quotations, figures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from summarizer import ranking, selection, vectors
from summarizer import text as texts
from summarizer.forest import Forest
from summarizer.models import (
    Brief,
    Cited,
    Figure,
    Line,
    Quote,
    QuoteKind,
    Sentence,
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

REPEATED: Final = 0.02
"""Share of three-word runs a brief may have twice, in all."""

_PART: Final = re.compile(r"[^\W_]+")
"""What is a word where repetition is counted: ``three-word`` has two."""

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


Trigrams = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of one of the articles."""

    source: int
    sentence: int
    rank: float
    stems: tuple[str, ...]
    words: int
    trigrams: Trigrams


@dataclass(frozen=True, slots=True)
class _Pool:
    """What may be shown of a story."""

    said: tuple[_Said, ...]
    runs: tuple[tuple[int, ...], ...]
    """Sentences shown together, each as its places in ``said``."""


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


def _chosen(told: Sequence[Source], budget: Budget) -> list[_Said]:
    pool = _pool(told)
    if not pool.runs:
        return []
    found = vectors.bags([said.stems for said in pool.said])
    central = _standard(vectors.centroid(found).tolist())
    score = [CENTRAL * c + s.rank for c, s in zip(central, pool.said, strict=True)]
    order = sorted(pool.runs, key=lambda run: (-_mean(score, run), run))
    taken = _taken(pool.said, order, vectors.alike(found), budget, told)
    return [pool.said[place] for place in sorted(taken)]


def _mean(score: Sequence[float], run: Sequence[int]) -> float:
    return sum(score[place] for place in run) / len(run)


def _pool(told: Sequence[Source]) -> _Pool:
    """Return every sentence that may be shown, no more than ranking compares."""
    share = max(10, ranking.MOST // len(told))
    said: list[_Said] = []
    runs: list[tuple[int, ...]] = []
    for index, source in enumerate(told):
        text, reading = source.version.text, source.reading
        sentences = reading.sentences[:share]
        ranks = _standard([rank.score for rank in reading.ranks])
        first = len(said)
        said += [_said(text, s, index, i, ranks[i]) for i, s in enumerate(sentences)]
        runs += [
            tuple(first + place for place in run)
            for run in selection.runs(text, sentences, reading.quotes)
            if all(said[first + place].words <= selection.LONGEST for place in run)
        ]
    return _Pool(tuple(said), tuple(runs))


def _said(text: str, sentence: Sentence, source: int, place: int, rank: float) -> _Said:
    words = texts.strings(text, sentence.span)
    parts = _PART.findall(sentence.span.of(text).lower())
    trigrams = frozenset(zip(parts, parts[1:], parts[2:], strict=False))
    return _Said(source, place, rank, texts.stemmed(words), len(words), trigrams)


def _standard(scores: list[float]) -> list[float]:
    column = np.array(scores, dtype=np.float64)
    spread = float(column.std()) if len(column) else 0.0
    return [(s - float(column.mean())) / spread if spread else 0.0 for s in scores]


def _taken(
    said: Sequence[_Said],
    order: Sequence[tuple[int, ...]],
    cosines: vectors.Array,
    budget: Budget,
    told: Sequence[Source],
) -> list[int]:
    """Take the best that fit; an outlet's surplus, then repeats, only to fill up."""
    taken: list[int] = []
    outlets: Counter[str] = Counter()
    held: set[tuple[str, str, str]] = set()
    words = again = 0
    for share, alike in ((PER_OUTLET, ALIKE), (len(said), ALIKE), (len(said), STILL)):
        for run in order:
            new = [place for place in run if place not in taken]
            if not new or len(taken) + len(new) > budget.sentences:
                continue
            outlet = told[said[run[0]].source].version.article.outlet
            longer = words + sum(said[place].words for place in new)
            twice = again + sum(len(held & said[place].trigrams) for place in new)
            if (
                outlets[outlet] + len(new) > share
                or (budget.words is not None and longer > budget.words)
                or twice > REPEATED * (budget.words or longer)
                or any(cosines[a, b] > alike for a in new for b in taken)
            ):
                continue
            taken += new
            outlets[outlet] += len(new)
            held.update(*(said[place].trigrams for place in new))
            words, again = longer, twice
    return taken


def _lines(told: Sequence[Source], chosen: Sequence[_Said]) -> Iterator[Line]:
    for index, source in enumerate(told):
        reading = source.reading
        yield from selection.lines(
            source.version,
            reading.sentences,
            reading.ranks,
            [said.sentence for said in chosen if said.source == index],
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
        stems = _uttered(source, quote)
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
        and len(_uttered(source, quote)) >= SHORTEST
    )


def _uttered(source: Source, quote: Quote) -> frozenset[str]:
    text = source.version.text
    return frozenset(stem for span in quote.content for stem in texts.stems(text, span))


def _weight(source: Source, quote: Quote) -> float:
    """Weigh a quotation: who says it, how much it says, how sure we are."""
    speaker = quote.speaker
    person = 2.0 if speaker and speaker.kind is SpeakerKind.PERSON else 1.0
    role = 1.5 if speaker and speaker.role else 1.0
    return person * role * quote.confidence * min(25, len(_uttered(source, quote)))


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
