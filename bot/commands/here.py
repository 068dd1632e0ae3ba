"""Where a line was typed: its place, time and thread, and what may be read there."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.chat import Incoming
from bot.commands.grammar.kinds import Scope
from bot.digests import watching
from bot.digests.edition import Craft
from bot.digests.ordering import UNKNOWN, freshness
from bot.digests.pieces import Frame
from bot.digests.watching import Topics
from bot.ingest import listed
from bot.ingest.analysis import Read
from bot.ingest.opml import Listed
from bot.ingest.trying import Found
from bot.settings import Settings
from bot.store import Store, readings, search, sources, wishes
from bot.store.occurrences import Occurrence
from bot.store.places import Place
from bot.store.schedules import Schedule
from bot.store.sources import Subscription
from summarizer import Day, Source, Undated, Year, answers
from summarizer.answers import Embed

DAYS: Final = timedelta(days=14)
"""How far back a question looks that names no time."""
LATEST: Final = timedelta(days=2)
"""How far back it looks first."""
ENOUGH: Final = 300
"""Articles of the latest days from which on older ones are looked for by words."""

Held = tuple[Source, ...]


Lists = Callable[[str], Awaitable[Sequence[Listed]]]
"""From an OPML list to its feeds; raises `IngestError`."""
Look = Callable[[str], Awaitable[Found]]
"""From an address somebody typed to what stands there; raises `IngestError`."""


@dataclass(frozen=True, slots=True)
class Bell:
    """How the alarm clock and the publisher hear of changes."""

    set: Callable[[Schedule], None]
    drop: Callable[[int], None]
    ring: Callable[[], None]
    """Something is due now."""


@dataclass(frozen=True, slots=True)
class Means:
    """What answering needs, put together once by the app."""

    store: Store
    clock: Callable[[], datetime]
    settings: Settings
    craft: Craft
    analyser: str
    bell: Bell
    embed: Embed | None = None
    look: Look | None = None
    """Finds out what stands at an address; None where nothing may be fetched."""
    lists: Lists = listed.read
    """Reads a list of feeds that was pasted: apart, where there are workers."""
    read: Read | None = None
    """Hands texts to the readers, for the sample; None where there are none."""


@dataclass(frozen=True, slots=True)
class Here:
    """One line's surroundings."""

    means: Means
    place: Place
    incoming: Incoming
    now: datetime
    digest: Occurrence | None = None
    """The briefing in whose thread it was typed, or None."""
    _held: dict[tuple[datetime, datetime], Held] = field(default_factory=dict)
    """What was read from the store for this line, by time."""

    @property
    def zone(self) -> ZoneInfo:
        """The place's time zone."""
        return ZoneInfo(self.place.zone)

    @property
    def thread(self) -> str:
        """The thread's id, empty in the channel itself."""
        return self.incoming.target.thread or ""

    @property
    def root(self) -> str:
        """The chat command, without its slash."""
        return self.means.settings.command

    def frame(self, held: Sequence[Source]) -> Frame:
        """Return what renders lines of these articles."""
        return Frame(tuple(held), self.zone, self.now)

    async def sources(
        self, scope: Scope | None = None, words: str = ""
    ) -> tuple[Source, ...]:
        """Return the articles of this place a question is about, oldest first.

        In a channel that reads much, only the latest are looked at and, further
        back, those that hold ``words``. Where nothing was read in the last days, all
        that is kept is looked at.
        """
        since, until = self._window(scope)
        found = await self._read(max(since, until - LATEST), until)
        if len(found) < ENOUGH:
            found = await self._read(since, until) or await self._read(UNKNOWN, until)
        elif words:
            found = (*await self._holding(words, since, found), *found)
        return tuple(s for s in found if scope is None or within(s, scope))

    async def reaches(self, scope: Scope, words: str = "") -> AsyncIterator[Held]:
        """Yield what to look at first and then: this thread's digest, the last days."""
        if self.digest and self.digest.since and self.digest.until:
            held = await self._read(self.digest.since, self.digest.until)
            yield tuple(s for s in held if within(s, scope))
        yield await self.sources(scope, words)

    def _window(self, scope: Scope | None) -> tuple[datetime, datetime]:
        since, until = self.now - DAYS, self.now + timedelta(seconds=1)
        if scope and scope.period.since:
            since = min(since, scope.period.since)
        if scope and scope.period.until:
            since = min(since, scope.period.until - DAYS)
        return since, until

    async def _read(self, since: datetime, until: datetime) -> Held:
        if (since, until) not in self._held:
            self._held[since, until] = await self._fetch(since, until)
        return self._held[since, until]

    async def _fetch(self, since: datetime, until: datetime) -> Held:
        analyser = self.means.analyser
        async with self.means.store.reading() as tx:
            return await readings.of_place(
                tx, self.place.id, since=since, until=until, analyser=analyser
            )

    async def _holding(self, words: str, since: datetime, known: Held) -> Held:
        """Return the articles that hold words and are not known yet."""
        stems = sorted(answers.stems_of(words))
        have = {source.version.id for source in known}
        async with self.means.store.reading() as tx:
            hits = await search.versions_with(
                tx, self.place.id, stems, since=since, until=self.now, limit=ENOUGH
            )
            wanted = tuple(hit for hit in hits if hit not in have)
            return await readings.of_versions(
                tx, self.place.id, wanted, analyser=self.means.analyser
            )

    async def topics(self, held: Sequence[Source]) -> Topics:
        """Return the topics this place watches, and which articles are about each."""
        async with self.means.store.reading() as tx:
            wished = await wishes.of_place(tx, self.place.id, now=self.now)
        return watching.topics(wished, held)

    async def feeds(self) -> tuple[Subscription, ...]:
        """Return what this place reads."""
        async with self.means.store.reading() as tx:
            return await sources.of_place(tx, self.place.id)


def within(source: Source, scope: Scope) -> bool:
    """Tell whether an article lies in a scope's outlet and time.

    A day or year counts if any of its moments does; an undated article counts by
    when it was read.
    """
    if scope.outlet and source.outlet != scope.outlet:
        return False
    first, last = _extent(source)
    since, until = scope.period.since, scope.period.until
    return (since is None or last >= since) and (until is None or first < until)


def _extent(source: Source) -> tuple[datetime, datetime]:
    match source.published:
        case Day(on=on):
            start = datetime(on.year, on.month, on.day, tzinfo=UTC)
            return start, start + timedelta(days=1)
        case Year(year=year):
            return datetime(year, 1, 1, tzinfo=UTC), datetime(
                year + 1, 1, 1, tzinfo=UTC
            )
        case Undated():
            read = source.first_read or UNKNOWN
            return read, read
        case _:
            at = freshness(source)
            return at, at
