"""An edition of a channel's briefing to the message people read. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.digests import languages, moments, pieces
from bot.digests.pieces import Frame, count, soft
from bot.digests.watching import Sighted
from bot.messages import (
    Action,
    Block,
    Footer,
    Heading,
    Inline,
    Listing,
    Message,
    Paragraph,
    Section,
    Style,
    Text,
)
from summarizer import Brief, Cited, Figure, Line, Source, Span, Story, Verbatim

BUTTONS: Final = (
    ("Quotes", "quotes"),
    ("Sources", "sources"),
    ("Context", "context"),
    ("👍", "vote up"),
    ("👎", "vote down"),
    ("Mute", "mute"),
)
"""Labels under a story, and the lines of the grammar they stand for."""


@dataclass(frozen=True, slots=True)
class Told:
    """One story of a briefing: what is shown of it, and the texts it stands in."""

    brief: Brief
    sources: tuple[Source, ...]
    why: str = ""
    """Why it stands where it stands, in words."""
    update_since: datetime | None = None
    """When the channel was first told of it; None for a new story."""
    joined: int = 0
    """Stories that were apart before and are part of it now."""
    parted_from: datetime | None = None
    """When the channel was first told of the story it was part of; None of none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything one briefing says. ``until`` is the moment it was due."""

    title: str
    zone: ZoneInfo
    until: datetime
    since: datetime | None = None
    stories: tuple[Told, ...] = ()
    foreign: tuple[Source, ...] = ()
    """Articles in other languages: headline only, no speaker claimed."""
    watched: tuple[Sighted, ...] = ()
    """Watches of the place that were met."""
    read: tuple[Source, ...] = ()
    """The articles that ``watched`` stands in."""
    articles: int = 0
    outlets: int = 0
    gaps: tuple[str, ...] = ()
    """Where a source may have had more than was read, in words."""
    left_out: tuple[tuple[str, int], ...] = ()
    """Reasons in a word or two, and how many articles: (“folded”, 12)."""
    next_run: datetime | None = None
    note: str = ""
    """A sentence before everything else: late, welcome, preview."""
    ping: str = ""
    """The group that is notified of it; nobody where empty."""
    command: str = "news"
    quotes: int = 3
    """Quotations of a story beside its sentences, at most."""


def compose(edition: Edition) -> Message:
    """Return the briefing: a post with the headlines, and a reply for each story."""
    if not edition.stories and not edition.foreign and not edition.watched:
        return Message((Section(_nothing(edition)),))  # no news is no reason to ping
    told = (_story(edition, n, each) for n, each in enumerate(edition.stories, 1))
    foreign = (_foreign(edition),) if edition.foreign else ()
    watched = (_watched(edition, each) for each in edition.watched)
    sections = (_head(edition), *told, *foreign, *watched)
    return Message(sections, threaded=True, ping=edition.ping)


# --- the parent post ------------------------------------------------------------


def _head(edition: Edition) -> Section:
    note = (Paragraph((soft(edition.note),)),) if edition.note else ()
    headlines = tuple(pieces.line(told.brief.headline) for told in edition.stories)
    listing = (Listing(headlines, numbered=True),) if headlines else ()
    day = moments.day(edition.until, edition.zone)
    return Section(
        (
            Heading((Text(f"{edition.title} · {day}"),)),
            *note,
            Paragraph(_window(edition)),
            *listing,
            Footer(_footer(edition)),
        )
    )


def _window(edition: Edition) -> tuple[Inline, ...]:
    """Return the time window, and how much was read."""
    counts = (
        count(len(edition.stories), "story"),
        count(edition.articles, "article"),
        count(edition.outlets, "outlet"),
    )
    return (*_hours(edition), Text("\n"), soft(" · ".join(counts)))


def _hours(edition: Edition) -> tuple[Inline, ...]:
    zone, end = edition.zone, edition.until
    if edition.since is None:
        return soft("Up to "), moments.clock(end, zone)
    same = edition.since.astimezone(zone).date() == end.astimezone(zone).date()
    until = moments.clock(end, zone) if same else moments.both(end, zone, end)
    return moments.both(edition.since, zone, end), soft(" – "), until


def _nothing(edition: Edition) -> tuple[Block, ...]:
    """Return the whole of a briefing without a story."""
    until = edition.until
    since: tuple[Inline, ...] = ()
    if edition.since:
        since = Text(" since "), moments.both(edition.since, edition.zone, until)
    out = "".join(f", {number} {why}" for why, number in edition.left_out)
    read = f"{count(edition.articles, 'article')} read{out}"
    said = Text(f" that passes your filters ({read}).")
    note = (Paragraph((soft(edition.note),)),) if edition.note else ()
    gaps = (Footer((soft(" · ".join(edition.gaps)),)),) if edition.gaps else ()
    words = Paragraph((Text("Nothing new"), *since, said, *_next(edition)))
    return *note, words, *gaps


def _next(edition: Edition) -> tuple[Inline, ...]:
    if edition.next_run is None:
        return ()
    at = moments.both(edition.next_run, edition.zone, edition.until)
    return Text(" Next: "), at, Text(f" {edition.zone.key}.")


def _footer(edition: Edition) -> tuple[Inline, ...]:
    """Return zone, next run, and what was left out and where to ask why."""
    texts: list[Inline] = [soft(f"Time zone {edition.zone.key}")]
    if edition.next_run:
        at = moments.both(edition.next_run, edition.zone, edition.until)
        texts += [soft(" · next: "), at]
    if edition.left_out:
        out = ", ".join(f"{number} {why}" for why, number in edition.left_out)
        texts += [soft(f" · left out: {out} — "), _code(f"/{edition.command} why")]
    texts += [soft(f" · {gap}") for gap in edition.gaps]
    return tuple(texts)


def _code(text: str) -> Text:
    return Text(text, Style.CODE)


# --- one story -------------------------------------------------------------------


def _story(edition: Edition, number: int, told: Told) -> Section:
    frame = Frame(told.sources, edition.zone, edition.until)
    heading = Heading((Text(f"{number}. "), *pieces.line(told.brief.headline)))
    blocks: tuple[Block, ...] = (
        heading,
        Paragraph(reports(edition, told)),
        *body(frame, told.brief, edition.quotes),
    )
    return Section(blocks, buttons(number), told.brief.story.id)


def body(frame: Frame, brief: Brief, most: int = 3) -> tuple[Block, ...]:
    """Return a story's sentences, key quotations and figures.

    At most ``most`` quotations; what a sentence shows whole is not shown again.
    """
    lines = (pieces.sentence(frame, line) for line in brief.lines)
    shown = beside(brief.quotes, brief.lines)[:most]
    quotes = (pieces.quotation(frame, cited) for cited in shown)
    items = tuple(pieces.figure(frame, *each) for each in _apart(frame, brief.figures))
    figures = (Listing(items),) if items else ()
    return (*lines, *quotes, *figures)


def _apart(
    frame: Frame, figures: Sequence[tuple[str, Figure]]
) -> Iterator[tuple[str, Figure]]:
    """Yield figures, but none that the clause of one before shows already."""
    shown: list[tuple[str, Span]] = []
    for version, figure in figures:
        if not any(v == version and clause.covers(figure.span) for v, clause in shown):
            shown.append((version, pieces.clause_of(frame.of(version), figure)))
            yield version, figure


def beside(quotes: Sequence[Cited], lines: Sequence[Line]) -> tuple[Cited, ...]:
    """Return the quotations that no sentence shows whole."""
    return tuple(cited for cited in quotes if not _stands(cited, lines))


def _stands(cited: Cited, lines: Sequence[Line]) -> bool:
    """Tell whether all words of a quotation stand in one of these sentences."""
    return any(
        all(
            any(
                isinstance(piece, Verbatim)
                and piece.version == cited.version
                and piece.span.covers(part)
                for piece in line.pieces
            )
            for part in cited.quote.content
        )
        for line in lines
    )


def reports(edition: Edition, told: Told) -> tuple[Inline, ...]:
    """Return “update since … · 4 articles · 4 outlets, 3 independent”."""
    words = soft(lineage(told.brief.story, told.sources))
    return *_turned(edition, told), words


def _turned(edition: Edition, told: Told) -> Iterator[Inline]:
    """Yield what became of a story the channel was told of before."""
    if told.update_since is not None:
        since = moments.both(told.update_since, edition.zone, edition.until)
        yield from (soft("Update, first told "), since, soft(" · "))
    elif told.parted_from is not None:
        since = moments.both(told.parted_from, edition.zone, edition.until)
        yield from (soft("Until now part of a story first told "), since, soft(" · "))
    if told.joined:
        yield soft(f"now one with {count(told.joined, 'other story')} · ")


def lineage(story: Story, sources: tuple[Source, ...]) -> str:
    """Return how many reported a story, copies folded.

    ``sources`` may be only those of its articles that are new.
    """
    outlets = count(len({s.outlet for s in sources if s.outlet}), "outlet")
    independent = f", {story.independent} independent" if story.folded else ""
    members = len(story.members)
    if members > len(sources):
        new = count(len(sources), "new article")
        return f"{new} · {outlets} · {members} in all{independent}"
    return f"{count(len(sources), 'article')} · {outlets}{independent}"


def buttons(number: int) -> tuple[Action, ...]:
    """Return the buttons under story ``number``."""
    return tuple(Action(label, f"{line} {number}") for label, line in BUTTONS)


# --- watches -----------------------------------------------------------------------


def _watched(edition: Edition, sighted: Sighted) -> Section:
    """Return who spoke, or what was in the news, as it was asked for."""
    frame = Frame(edition.read, edition.zone, edition.until)
    about = f" about {sighted.about}" if sighted.about else ""
    title = Heading((Text(f"Watched: {sighted.subject}{about}"),))
    quotes = (pieces.quotation(frame, cited) for cited in sighted.cited)
    items = tuple(pieces.entry(frame, source) for source in sighted.sources)
    unwatch = Action("Unwatch", f"unwatch {sighted.subject}")
    listing = (Listing(items),) if items else ()
    return Section((title, *quotes, *listing), (unwatch,))


# --- other languages ----------------------------------------------------------------


def _foreign(edition: Edition) -> Section:
    frame = Frame(edition.foreign, edition.zone, edition.until)
    items = tuple(_by_headline(frame, source) for source in edition.foreign)
    title = Heading((Text("In other languages"),))
    return Section((title, Listing(items)))


def _by_headline(frame: Frame, source: Source) -> tuple[Inline, ...]:
    """Return headline and lead as they stand, labelled with their language."""
    language = soft(f" · {languages.name(source.version.language)} · ")
    head = (*pieces.linked(source), language, *pieces.mark(frame, source))
    paragraphs = source.reading.layout.paragraphs
    if not paragraphs:
        return head
    return *head, Text("\n"), pieces.cut(source, paragraphs[0])
