"""What a digest says and remembers: its place's material to a composed briefing. Pure.

A story that goes on is told by what is new in it; what was told before is not repeated.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests import moments
from bot.digests.compose import Edition, Told, beside, compose
from bot.digests.edition import Craft, english
from bot.digests.filters import muted, refused
from bot.digests.material import Composed, Material
from bot.digests.ordering import in_order
from bot.digests.pieces import count
from bot.digests.tracking import Tracked, tracked
from bot.digests.watching import sighted, topics
from bot.store import novelty
from bot.store.occurrences import Reason, Stage
from bot.store.schedules import Empty
from bot.store.sightings import Disposition
from bot.store.turns import Kind
from summarizer import Brief, Cited, Line, Source, Span, Story, Verbatim


@dataclass(frozen=True, slots=True)
class House:
    """Settings of the whole installation that a briefing follows."""

    craft: Craft
    stories: int = 7
    sentences: int = 3
    command: str = "news"
    quotes: int = 3


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Articles by what becomes of them."""

    told: tuple[Told, ...]
    rest: tuple[Told, ...]
    foreign: tuple[Source, ...]
    out: tuple[tuple[Source, Disposition, str], ...]
    tracked: Tracked


def issue(material: Material, house: House) -> Composed:
    """Compose what is new for a place since its last digest."""
    found = _sorted(material, house)
    edition = _edition(material, house, found)
    something = found.told or found.foreign or edition.watched
    silent = not something and _may_be_silent(material)
    return Composed(
        message=None if silent else compose(edition),
        told=tuple(_sentences(found.told)),
        dispositions=tuple(_dispositions(found)),
        members=tuple(
            (version, story.id)
            for story in found.tracked.stories
            for version in story.members
        ),
        turns=found.tracked.turns,
        receipt={
            "stories": str(len(found.told)),
            **{why_: str(number) for why_, number in edition.left_out},
        },
    )


def _may_be_silent(material: Material) -> bool:
    schedule = material.schedule
    return schedule is not None and schedule.empty is Empty.SKIP


# --- what is told ------------------------------------------------------------------


def _sorted(material: Material, house: House) -> _Sorted:
    kept, out = _wanted(material)
    foreign = tuple(source for source in kept if not english(source))
    told: list[Told] = []
    tracked = _tracked(material, kept, house.craft)
    for story in tracked.stories:
        fresh = tuple(s for s in kept if s.version.id in story.members)
        if refusal := muted(story.id, fresh, material.wishes):
            out += [(source, Disposition.MUTED, refusal.why) for source in fresh]
        elif each := _told(material, house, tracked, story, fresh):
            told.append(each)
        else:
            out += [_untold(source) for source in fresh]
    placed = in_order(told, topics(material.wishes, kept), material.until)
    most = _number(material, "stories", house.stories)
    return _Sorted(placed[:most], placed[most:], foreign, tuple(out), tracked)


def _untold(source: Source) -> tuple[Source, Disposition, str]:
    """Say what became of an article whose story has nothing new to show."""
    if source.version.headline_only:
        return source, Disposition.HEADLINE, ""
    return source, Disposition.KNOWN, "already reported"


def _wanted(
    material: Material,
) -> tuple[list[Source], list[tuple[Source, Disposition, str]]]:
    kept, out = [], []
    for source in material.sources:
        if refusal := refused(source, material.wishes):
            out.append((source, Disposition.FILTERED, refusal.why))
        else:
            kept.append(source)
    return kept, out


def _tracked(material: Material, kept: Sequence[Source], craft: Craft) -> Tracked:
    readable = [s for s in (*material.background, *kept) if english(s)]
    fresh = {source.version.id for source in kept}
    return tracked(craft.group(readable), material.lasting, fresh)


def _told(
    material: Material,
    house: House,
    found: Tracked,
    story: Story,
    fresh: tuple[Source, ...],
) -> Told | None:
    """Tell a story by what is new in it; None where nothing is."""
    since = _since(material, {story.id, *found.of(story.id, Kind.JOINED)})
    wanted = _number(material, "sentences", house.sentences)
    brief = house.craft.brief(story, fresh, wanted * 2 if since else wanted)
    lines = [line for line in brief.lines if not _was_told(material, line)]
    if not lines:
        return None
    shown = tuple(lines[:wanted])
    new = (cited for cited in brief.quotes if not _was_heard(material, fresh, cited))
    quotes = beside(tuple(new), shown)[: house.quotes]
    return Told(
        replace(brief, lines=shown, quotes=quotes),
        fresh,
        update_since=since,
        joined=len(found.of(story.id, Kind.JOINED)),
        parted_from=_since(material, found.of(story.id, Kind.PARTED)),
    )


def _since(material: Material, stories: Collection[str]) -> datetime | None:
    """Return when the place was first told of one of some stories."""
    known = (each.since for each in material.known if each.story in stories)
    return min(known, default=None)


def _was_told(material: Material, line: Line) -> bool:
    return novelty.fingerprint(_words(line)) in material.told


def _was_heard(material: Material, held: Sequence[Source], cited: Cited) -> bool:
    """Tell whether every piece of a quotation was shown before."""
    words = _heard(held, cited)
    return all(novelty.fingerprint(text) in material.told for _, text in words)


def _heard(held: Sequence[Source], cited: Cited) -> tuple[tuple[Span, str], ...]:
    text = next(s.version.text for s in held if s.version.id == cited.version)
    return tuple((span, span.of(text)) for span in cited.quote.content)


def _words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces if isinstance(piece, Verbatim))


def _number(material: Material, name: str, default: int) -> int:
    options = material.schedule.options if material.schedule else {}
    chosen = options.get(name) or material.place.settings.get(name) or ""
    return int(chosen) if chosen.isdigit() else default


# --- what is said and remembered ------------------------------------------------------


def _edition(material: Material, house: House, found: _Sorted) -> Edition:
    zone = ZoneInfo(
        material.schedule.zone if material.schedule else material.place.zone
    )
    sources = material.sources
    return Edition(
        title=material.schedule.name if material.schedule else "Briefing",
        zone=zone,
        until=material.until,
        since=material.since,
        stories=found.told,
        foreign=found.foreign,
        watched=tuple(sighted(material.wishes, sources)),
        read=sources,
        articles=len(sources),
        outlets=len({source.outlet for source in sources if source.outlet}),
        left_out=tuple(_left_out(found)),
        next_run=material.next_run,
        note=_note(material, zone),
        gaps=tuple(_gaps(material, zone)),
        ping=_ping(material),
        command=house.command,
        quotes=house.quotes,
    )


def _left_out(found: _Sorted) -> Iterator[tuple[str, int]]:
    folded = sum(len(told.brief.story.folded) for told in found.told)
    if folded:
        yield "folded", folded
    words = {
        Disposition.FILTERED: "filtered",
        Disposition.MUTED: "muted",
        Disposition.KNOWN: "already reported",
        Disposition.HEADLINE: "headline-only",
    }
    for disposition, word in words.items():
        number = sum(kind is disposition for _, kind, _ in found.out)
        if number:
            yield word, number
    if found.rest:
        yield "in smaller stories", sum(len(told.sources) for told in found.rest)


def _gaps(material: Material, zone: ZoneInfo) -> Iterator[str]:
    """Yield where a source moved on faster than it was read."""
    for source in material.gaps:
        if source.gap_from and source.gap_until:
            began = moments.brief(source.gap_from, zone, material.now)
            ended = moments.brief(source.gap_until, zone, material.now)
            name = source.title or source.address
            yield f"{name} may have had more between {began} and {ended} than was read"


def _note(material: Material, zone: ZoneInfo) -> str:
    occurrence = material.occurrence
    if occurrence.state is Stage.HELD:
        due = moments.brief(occurrence.fire_at, zone, material.now)
        return f"Due {due}, held until the quiet hours were over.{_others(material)}"
    match occurrence.reason:
        case Reason.LATE:
            return _late(material, zone)
        case Reason.WELCOME:
            return "This is a first briefing, to show what one looks like."
        case Reason.PREVIEW:
            return "A preview: nothing of it counts as told."
        case Reason.NOW | Reason.SCHEDULED | Reason.NOTICE:
            return ""


def _late(material: Material, zone: ZoneInfo) -> str:
    now, away = material.now, material.away
    due = moments.brief(material.occurrence.fire_at, zone, now)
    offline = ""
    if away is not None:
        began = moments.brief(away.began, zone, now)
        ended = moments.brief(away.ended, zone, now)
        apart = "–" if len(began) == len(ended) == len("07:40") else " – "
        offline = f"I was offline {began}{apart}{ended}. "
    what = f"This is the {due} briefing, sent late; nothing was skipped."
    return f"{offline}{what}{_others(material)}"


def _others(material: Material) -> str:
    """Say that it stands for earlier ones as well, if it does."""
    if not material.missed:
        return ""
    return f" It also stands for {count(material.missed, 'earlier one')}."


def _ping(material: Material) -> str:
    """Return the group the place wants notified; a preview notifies nobody."""
    if material.occurrence.reason is Reason.PREVIEW:
        return ""
    return material.place.settings.get("ping", "")


def _sentences(told: Sequence[Told]) -> Iterator[novelty.Told]:
    for each in told:
        for line in each.brief.lines:
            spans = [p.span for p in line.pieces if isinstance(p, Verbatim)]
            yield novelty.Told(
                text=_words(line),
                version=line.version,
                start=spans[0].start,
                end=spans[-1].end,
                story=each.brief.story.id,
                part=0,
            )
        for cited in each.brief.quotes:
            for span, words in _heard(each.sources, cited):
                yield novelty.Told(
                    text=words,
                    version=cited.version,
                    start=span.start,
                    end=span.end,
                    story=each.brief.story.id,
                    part=0,
                )


def _dispositions(found: _Sorted) -> Iterator[tuple[str, Disposition, str]]:
    for told in found.told:
        yield from _of_story(told.brief, told.sources)
    for told in found.rest:
        for source in told.sources:
            yield source.version.article.id, Disposition.LEFT_OUT, "a smaller story"
    for source in found.foreign:
        yield source.version.article.id, Disposition.SENT, "by headline"
    for source, disposition, detail in found.out:
        yield source.version.article.id, disposition, detail


def _of_story(
    brief: Brief, sources: Sequence[Source]
) -> Iterator[tuple[str, Disposition, str]]:
    copies = dict(brief.story.folded)
    outlets = {source.version.id: source.outlet for source in sources}
    shown = {line.version for line in brief.lines}
    for source in sources:
        original = copies.get(source.version.id)
        article = source.version.article.id
        if original is None and source.version.headline_only:
            counted = "its story was told from others’ texts"
            told = source.version.id in shown
            yield article, Disposition.HEADLINE, "by its lead" if told else counted
        elif original is None:
            yield article, Disposition.SENT, brief.story.id
        else:
            yield article, Disposition.FOLDED, f"repeats {outlets.get(original, '')}"
