"""Raw text of a news article to title, byline, agency, year, paragraphs, dropped lines.

Everything is a span into the text as it was given; the text itself is never changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from summarizer import boilerplate, bylines
from summarizer.models import Dropped, Layout, Span

TITLE_WORDS = 25
"""Words a headline may have; the longest in the development sets have 21."""

HEADER_LINES = 6
"""Lines from the top among which a headline known from outside is looked for."""

_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_EDGE: Final = " \t\xa0\ufeff\u200b\u200e\u200f\u3000\x1f\x00"
_STOP: Final = re.compile(r"[.][”\"’')\]]*$|[:,;]$")
_SENTENCE: Final = re.compile(r"[.!?…:][”\"’')\]]*$")
_BULLET: Final = re.compile(r"[•*·▪●○‣–—>-]\s|\d{1,2}[.)]\s")
_LABEL: Final = re.compile(
    r"(?P<label>headline|title|subtitle|sub-?heading|date|published|publisher|source|outlet"
    r"|author|byline|section|url|link|location|keywords|language)\s?:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)

WRAPPED_WIDTH = 110
"""Characters of the widest line of a hard-wrapped text (plain-text wires use 65–80)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or several that one paragraph was wrapped into."""

    span: Span
    gap: bool
    """An empty line, or one that was dropped, stands behind it."""


def layout(text: str, title: str | None = None) -> Layout:
    """Return what a text consists of; never raises, whatever the text.

    ``title`` is a headline known from outside; where one of the first lines repeats
    it, that line is the title. Otherwise the first line is, if it is short, has no
    final stop and an empty line follows. Removing what was dropped and cleaning
    again gives the same title and paragraphs, and drops nothing.
    """
    dropped: list[Dropped] = []
    kept = text
    while new := tuple(_unwanted(kept, title)):
        dropped.extend(new)
        kept = blanked(kept, new)
    found = _assembled(kept, title)
    notes = [bylines.read(drop.span.of(text), drop.span.start) for drop in dropped]
    return _credited(replace(found, dropped=_sorted(dropped)), text, notes)


def blanked(text: str, dropped: tuple[Dropped, ...]) -> str:
    """Return the text, same length, with spaces where lines were dropped."""
    for drop in dropped:
        start, end = drop.span
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _sorted(dropped: list[Dropped]) -> tuple[Dropped, ...]:
    return tuple(sorted(dropped, key=lambda drop: drop.span))


def _unwanted(text: str, title: str | None) -> Iterator[Dropped]:
    """Yield the lines that are not news, as far as this pass can tell."""
    seen_title = False
    for index, line in enumerate(_lines(text)):
        words = line.span.of(text)
        label = _LABEL.fullmatch(words) if index < HEADER_LINES else None
        if bylines.byline(words, 0, top=False) is not None:
            continue
        if (why := boilerplate.reason(words)) is not None:
            yield Dropped(line.span, why)
        elif label and label["label"].lower() not in {"headline", "title", "subtitle"}:
            yield Dropped(line.span, f"header: {label['label'].lower()}")
        elif title and _same(words, title):
            if seen_title:
                yield Dropped(line.span, "headline repeated")
            seen_title = True


def _assembled(text: str, title: str | None) -> Layout:
    """Lay out a text in which everything unwanted is blank."""
    lines = list(_lines(text))
    head = _title(text, lines, title)
    rest = [line.span for line in lines if head is None or not line.span.covers(head)]
    byline: Span | None = None
    paragraphs: list[Span] = []
    for span in rest:
        named = bylines.byline(span.of(text), span.start, top=not paragraphs)
        if named and (byline is None or byline.of(text) == named.of(text)):
            byline = named
        else:
            paragraphs.append(span)
    return Layout(head, byline, None, None, tuple(paragraphs), ())


def _credited(found: Layout, text: str, notes: list[bylines.Credit]) -> Layout:
    """Fill in what only the dropped lines or the dateline say."""
    first = found.paragraphs[:1]
    dateline = bylines.dateline(text, first[0]) if first else None
    agencies = [note.agency for note in notes if note.agency]
    writers = [note.byline for note in notes if note.byline]
    years = [note.year for note in notes if note.year]
    return replace(
        found,
        byline=found.byline or next(iter(writers), None),
        agency=dateline or next(iter(agencies), None),
        year=next(iter(years), None),
    )


def _title(text: str, lines: list[_Line], title: str | None) -> Span | None:
    for line in lines[:HEADER_LINES] if title else ():
        if title and _same(line.span.of(text), title):
            return line.span
    first = lines[0] if lines else None
    if first is None:
        return None
    words = first.span.of(text)
    label = _LABEL.fullmatch(words)
    if label and label["label"].lower() in {"headline", "title"}:
        return Span(first.span.start + label.start("value"), first.span.end)
    return first.span if first.gap and _is_title(words) else None


def _is_title(words: str) -> bool:
    return (
        len(words.split()) <= TITLE_WORDS
        and not _STOP.search(words)
        and not _BULLET.match(words)
        and bylines.byline(words, 0, top=True) is None
    )


def _same(line: str, title: str) -> bool:
    return _letters(line) == _letters(title) != ""


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def _lines(text: str) -> Iterator[_Line]:
    """Yield the paragraphs' lines, those of a hard-wrapped paragraph joined."""
    physical = list(_physical(text))
    width = _wrapped_width(text, physical)
    start: Span | None = None
    for index, line in enumerate(physical):
        head = start or line.span
        following = physical[index + 1] if index + 1 < len(physical) else None
        if following and not line.gap and _joins(text, line, following, width):
            start = head
            continue
        yield _Line(Span(head.start, line.span.end), line.gap)
        start = None


def _physical(text: str) -> Iterator[_Line]:
    found = [span for m in _LINE.finditer(text) if (span := _trim(m))]
    for here, there in pairwise(found):
        yield _Line(here, _has_gap(text[here.end : there.start]))
    if found:
        yield _Line(found[-1], gap=False)


def _trim(line: re.Match[str]) -> Span | None:
    words = line.group()
    kept = words.strip(_EDGE).strip()
    if not kept:
        return None
    start = line.start() + words.index(kept)
    return Span(start, start + len(kept))


def _has_gap(between: str) -> bool:
    return len(re.findall(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", between)) > 1


def _wrapped_width(text: str, lines: list[_Line]) -> int:
    """Return the width a text was wrapped to, or 0 where lines are paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if not a.gap]
    widths = [line.span.end - line.span.start for line in lines]
    if len(pairs) < 3 or max(widths) > WRAPPED_WIDTH:  # noqa: PLR2004 - too few to tell
        return 0
    small = sum(text[b.span.start].islower() for _, b in pairs)
    return max(widths) if small >= len(pairs) / 5 else 0


def _joins(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next line goes on with this line's paragraph."""
    words, after = line.span.of(text), following.span.of(text)
    if _BULLET.match(after) or boilerplate.reason(words) or boilerplate.reason(after):
        return False
    if len(words) > WRAPPED_WIDTH or len(after) > WRAPPED_WIDTH:
        return False
    if not width:
        return len(words) >= 50 and after[0].islower() and not _SENTENCE.search(words)  # noqa: PLR2004
    indented = following.span.start - text.rfind("\n", 0, following.span.start) > 2  # noqa: PLR2004
    ends_early = _SENTENCE.search(words) and len(words) < 0.7 * width
    return not indented and not ends_early
