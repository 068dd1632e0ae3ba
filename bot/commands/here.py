"""Where a line was typed: its place, time and thread, and what may be read there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.chat import Incoming
from bot.commands.kinds import Scope
from bot.digests.edition import UNKNOWN, Craft, freshness
from bot.digests.pieces import Frame
from bot.settings import Settings
from bot.store import Store, readings, sources
from bot.store.places import Place
from bot.store.schedules import Schedule
from bot.store.sources import Subscription
from summarizer import Day, Source, Undated, Year
from summarizer.answers import Embed

DAYS: Final = timedelta(days=14)
"""How far back a question looks that names no time."""


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


@dataclass(frozen=True, slots=True)
class Here:
    """One line's surroundings."""

    means: Means
    place: Place
    incoming: Incoming
    now: datetime

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

    async def sources(self, scope: Scope | None = None) -> tuple[Source, ...]:
        """Return the articles of this place a question is about, oldest first.

        Where nothing was read in the last days, all that is kept is looked at.
        """
        period = scope.period if scope else None
        since = self.now - DAYS
        if period and period.since:
            since = min(since, period.since)
        if period and period.until:
            since = min(since, period.until - DAYS)
        found = await self._read(since) or await self._read(UNKNOWN)
        return tuple(s for s in found if scope is None or within(s, scope))

    async def _read(self, since: datetime) -> tuple[Source, ...]:
        async with self.means.store.reading() as tx:
            return await readings.of_place(
                tx,
                self.place.id,
                since=since,
                until=self.now + timedelta(seconds=1),
                analyser=self.means.analyser,
            )

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
