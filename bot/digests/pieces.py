"""Lines, quotations and figures as blocks, each with its outlet and what dates it.

What stands in an article stays `Verbatim`; every word of ours is soft.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.digests import moments
from bot.messages import (
    Inline,
    Link,
    Paragraph,
    Quotation,
    Style,
    Text,
)
from summarizer import (
    Cited,
    Figure,
    Line,
    Ours,
    Quote,
    QuoteKind,
    Source,
    Span,
    Speaker,
    Verbatim,
)

UNSURE = 0.4
"""Below this confidence nobody is named: calibrated, so more often wrong than right."""
AROUND = 6
"""Words shown before a figure, and behind it, of the clause it stands in."""
_MARK = re.compile(
    r"[;()\[\]“”\"«»—–\n]|[,:](?!\d)|(?<!\w)[‘’']|[‘’'](?!\w)"
)  # no comma within a number, no apostrophe within a word
_WORD = re.compile(r"\S+")
_LEANING = frozenset("a an the to for of in on at by with from and or that it".split())  # noqa: SIM905
"""Words a clause is not cut behind."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The texts a message is about, and the reader's time."""

    sources: tuple[Source, ...]
    zone: ZoneInfo
    now: datetime

    def of(self, version: str) -> Source:
        """Return the source whose version this is."""
        return next(s for s in self.sources if s.version.id == version)


def soft(text: str) -> Text:
    """Return words of ours."""
    return Text(text, Style.SOFT)


def line(shown: Line) -> tuple[Inline, ...]:
    """Return a line's pieces, brackets of ours soft."""
    return tuple(
        soft(piece.text) if isinstance(piece, Ours) else piece for piece in shown.pieces
    )


def cut(source: Source, span: Span) -> Verbatim:
    """Return characters of a source as they stand."""
    return Verbatim(source.version.id, span, span.of(source.version.text))


def outlet(source: Source) -> Inline:
    """Return the outlet, linked to the article where it has an address."""
    name = soft(source.outlet or "outlet not named")
    address = source.version.article.address
    return Link(name, address) if address else name


def mark(frame: Frame, source: Source) -> tuple[Inline, ...]:
    """Return outlet and date: “Bloomberg, 2016, day not stated”."""
    when = moments.published(source.published, frame.zone, frame.now)
    only = (soft(", headline only"),) if source.version.headline_only else ()
    return outlet(source), soft(", "), when, *only


def sentence(frame: Frame, shown: Line) -> Paragraph:
    """Return a line with its outlet and date."""
    return Paragraph((*line(shown), Text(" "), *mark(frame, frame.of(shown.version))))


def headline(source: Source) -> tuple[Inline, ...]:
    """Return an article's title, verbatim where it stands in the text."""
    if span := source.reading.layout.title:
        return (cut(source, span),)
    return (Text(source.title or "(no headline)"),)


def linked(source: Source) -> tuple[Inline, ...]:
    """Return an article's title as a link, where it has an address."""
    (label,) = headline(source)
    address = source.version.article.address
    if address and isinstance(label, Text | Verbatim):
        return (Link(label, address),)
    return (label,)


def entry(frame: Frame, source: Source) -> tuple[Inline, ...]:
    """Return an article as one line of a list: title, outlet, date."""
    return *linked(source), soft(" · "), *mark(frame, source)


# --- who said what ------------------------------------------------------------


def quotation(frame: Frame, cited: Cited) -> Quotation:
    """Return a quotation: speaker — role, the words, outlet · time · kind."""
    source, quote = frame.of(cited.version), cited.quote
    return Quotation(
        speaker(source, quote), said(source, quote), _origin(frame, source, cited)
    )


def with_role(block: Quotation, role: tuple[Inline, ...]) -> Quotation:
    """Return a quotation whose speaker has the role that another article gives."""
    name, *rest = block.by
    return replace(block, by=(name, Text(" — "), *role, *rest)) if role else block


def speaker(source: Source, quote: Quote) -> tuple[Inline, ...]:
    """Return who said it and in which role, as the article has them."""
    known = quote.speaker if quote.confidence >= UNSURE else None
    who: tuple[Inline, ...] = (
        named(source, known) if known else (soft("speaker unknown"),)
    )
    if quote.negated:
        return (*who, soft(" · did not say"))
    return (*who, soft(" · denied")) if _denies(source, quote) else who


def _denies(source: Source, quote: Quote) -> bool:
    """Tell a denial, whose words alone would say the opposite."""
    cue = " ".join(span.of(source.version.text) for span in quote.cue)
    return quote.kind is not QuoteKind.DIRECT and bool(_DENIAL.search(cue))


_DENIAL = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)


def named(source: Source, who: Speaker) -> tuple[Inline, ...]:
    """Return a speaker's name, and the role where the article gives one."""
    name = cut(source, who.name_span)
    if who.role_span is None:
        return (name,)
    return name, Text(" — "), cut(source, who.role_span)


def said(source: Source, quote: Quote) -> tuple[Inline, ...]:
    """Return the words that were said; what stood between them is marked."""
    text = source.version.text
    spans: list[Inline] = [cut(source, _opened(text, quote))]
    for one, two in pairwise(quote.content):
        between = text[one.end : two.start]
        left_out = " … " if between.strip() else "\n" if "\n" in between else " "
        spans += [soft(left_out), cut(source, two)]
    return tuple(spans)


def _opened(text: str, quote: Quote) -> Span:
    """Return the first words, behind their cue where it tells more than *said*.

    *Ordered a partial recount*, *rejected the offer*: without it they say nothing.
    """
    first = quote.content[0]
    if quote.kind is QuoteKind.DIRECT or len(quote.cue) != 1:
        return first
    (cue,) = quote.cue
    words = cue.of(text).lower().split()
    apart = text[cue.end : first.start] if cue.end <= first.start else "."
    tells = words and _PLAIN.isdisjoint(words) and words[0].isalpha()
    beside = apart.strip() in {"", "that"}
    return Span(cue.start, first.end) if tells and beside else first


_PLAIN = {
    *("say", "says", "said", "saying", "tell", "tells", "told", "telling", "add"),
    *("adds", "added", "adding", "according", "states", "stated", "writes", "wrote"),
}
"""Words of cues that leave what is told as it is."""


def _origin(frame: Frame, source: Source, cited: Cited) -> tuple[Inline, ...]:
    when = moments.published(source.published, frame.zone, frame.now)
    return (outlet(source), soft(" · "), when, soft(f" · {_tags(cited)}"))


def _tags(cited: Cited) -> str:
    quote = cited.quote
    tags = [str(quote.kind)]
    if quote.second_hand:
        tags.append("second-hand")
    if others := {version for version, _ in cited.variants} - {cited.version}:
        tags.append(f"also in {count(len(others), 'article')}")
    return " · ".join(tags)


# --- figures --------------------------------------------------------------------


def figure(frame: Frame, version: str, amount: Figure) -> tuple[Inline, ...]:
    """Return an amount within its clause as it stands, and who says so."""
    source = frame.of(version)
    text, whole = source.version.text, source.reading.sentences[amount.sentence].span
    clause, who = clause_of(source, amount), amount.said_by
    if who and clause.overlaps(who.name_span):
        who = None
    by = _says(source, who) if who else ()
    words = cut(source, clause)
    before = _worded(text[whole.start : clause.start])
    after = _worded(text[clause.end : whole.end])
    began, ended = (soft("… "),) if before else (), (soft(" …"),) if after else ()
    return (*began, words, *ended, *by, soft(" · "), *mark(frame, source))


def clause_of(source: Source, amount: Figure) -> Span:
    """Return a figure with the words around it, up to a mark or `AROUND` of them.

    A name of who says so that it would cut is in it whole.
    """
    whole = source.reading.sentences[amount.sentence].span
    clause = _clause(source.version.text, whole, amount.span)
    name = amount.said_by.name_span if amount.said_by else None
    if name is None or not clause.overlaps(name):
        return clause
    return Span(min(clause.start, name.start), max(clause.end, name.end))


def _clause(text: str, whole: Span, span: Span) -> Span:
    before = _MARK.split(text[whole.start : span.start])[-1]
    after = _MARK.split(text[span.end : whole.end])[0]
    words = [*_WORD.finditer(before)][-AROUND:]
    start = span.start - len(before) + words[0].start() if words else span.start
    more = [*_WORD.finditer(after)]
    kept = more[:AROUND]
    while len(kept) < len(more) and kept and kept[-1][0].lower() in _LEANING:
        kept.pop()
    end = span.end + kept[-1].end() if kept else span.end
    return Span(start, start + len(text[start:end].rstrip(".!?")))


def _worded(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _says(source: Source, who: Speaker) -> tuple[Inline, ...]:
    """Return “, says NAME”; a *The* that opened a sentence is written small by us."""
    name, article = who.name_span, "The "
    if not name.of(source.version.text).startswith(article):
        return soft(", says "), cut(source, name)
    rest = Span(name.start + len(article), name.end)
    return soft(f", says {article.lower()}"), cut(source, rest)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return “1 story”, “5 stories”."""
    several = plural or (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return f"{number:,} {noun if number == 1 else several}"
