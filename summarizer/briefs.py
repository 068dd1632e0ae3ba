"""A story told by several outlets: headline, sentences, quotations, figures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer import pooling, selection
from summarizer import text as texts
from summarizer.models import (
    Brief,
    Cited,
    Figure,
    Line,
    Quote,
    QuoteKind,
    Source,
    Span,
    SpeakerKind,
    Story,
    Verbatim,
)
from summarizer.selection import Budget

OPENING: Final = 2
"""Paragraphs that say what a report is about."""

CENTRAL: Final = 0.5
"""Share of the best-known headline's words, known to others, that a newer one needs."""

QUOTES: Final = 6
"""Quotations a brief holds: some may stand in the sentences shown."""

PER_SPEAKER: Final = 2
"""Quotations one speaker may have among them."""

SHORTEST: Final = 2
"""Stems a quotation needs to say something by itself."""

FIGURES: Final = 4
"""Figures a brief shows."""

DURATIONS: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
"""Units of figures that say the least by themselves."""


def compose(
    story: Story,
    sources: Sequence[Source],
    budget: Budget,
) -> Brief:
    """Return the brief of a story; the same whatever the order of its sources.

    ``sources`` hold the story's members; others are left aside, and so are members
    that repeat another's text.

    Raises:
        ValueError: no source is a member of the story.
    """
    told = _told(story, sources)
    if not told:
        raise ValueError(f"story {story.id}: none of its members was given")
    chosen = pooling.choose(told, budget)
    return Brief(
        story=story,
        headline=_headline(told),
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


def _headline(told: Sequence[Source]) -> Line:
    """Return the newest headline that names what the others report.

    A story that goes on is called by where it stands now; a headline of which the
    other reports know less than `CENTRAL` of what they know of another's is a side
    issue.
    """
    titled = [source for source in told if source.reading.layout.title]
    if not titled:
        return _untitled(told[0])
    openings = [_opening(source) for source in told]
    known = [_known(source, told, openings) for source in titled]
    best = max(known)
    newest = max(n for n, share in enumerate(known) if share >= CENTRAL * best)
    return _whole(titled[newest], titled[newest].reading.layout.title)


def _known(
    source: Source, told: Sequence[Source], openings: Sequence[frozenset[str]]
) -> float:
    """Return how many words of a headline stand in another report's opening, on mean.

    Not their share: of a headline of three words any report knows most.
    """
    title = source.reading.layout.title
    words = frozenset(texts.stems(source.version.text, title)) if title else frozenset()
    others = [o for held, o in zip(told, openings, strict=True) if held is not source]
    found = sum(len(words & opening) for opening in others)
    return found / max(1, len(others))


def _opening(source: Source) -> frozenset[str]:
    text, layout = source.version.text, source.reading.layout
    spans = (*layout.paragraphs[:OPENING], *((layout.title,) if layout.title else ()))
    return frozenset(stem for span in spans for stem in texts.stems(text, span))


def _untitled(source: Source) -> Line:
    """Return the best sentence of a report without a headline."""
    reading = source.reading
    if reading.summary:
        return _whole(source, reading.sentences[reading.summary[0]].span)
    return _whole(source, next(iter(reading.layout.paragraphs), None))


def _whole(source: Source, span: Span | None) -> Line:
    version = source.version
    if span is None:
        return Line((), version.id, 0)
    return Line((Verbatim(version.id, span, span.of(version.text)),), version.id, 0)


# --- sentences ------------------------------------------------------------------


def _lines(told: Sequence[Source], chosen: Sequence[tuple[int, int]]) -> Iterator[Line]:
    for index, source in enumerate(told):
        reading = source.reading
        yield from selection.lines(
            source.version,
            reading.sentences,
            reading.ranks,
            [place for which, place in chosen if which == index],
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
    """Yield the figures, those several reports give first, spans of time last."""
    found = [
        (source.version.id, figure)
        for source in told
        for figure in source.reading.figures
    ]
    reports = {(version, figure.amount, figure.unit) for version, figure in found}
    given = Counter((amount, unit) for _, amount, unit in reports)
    found.sort(key=lambda pair: _place(pair[1], given[pair[1].amount, pair[1].unit]))
    seen: set[tuple[float, str]] = set()
    for version, figure in found:
        key = (figure.amount, figure.unit)
        if key not in seen and len(seen) < FIGURES and (figure.thing or figure.unit):
            seen.add(key)
            yield version, figure


def _place(figure: Figure, reports: int) -> tuple[bool, bool, int, int]:
    """Order figures: how many people first, then what several reports give."""
    people = figure.unit == "people"
    return figure.unit in DURATIONS, not people, -reports, figure.sentence
