"""What a digest is composed from, gathered from one place's rows alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.messages import Message
from bot.schedule import next_firings, parse
from bot.store import (
    Tx,
    ledger,
    novelty,
    occurrences,
    outages,
    places,
    readings,
    schedules,
    sightings,
    sources,
    stories,
    wishes,
)
from bot.store.novelty import Known, Told
from bot.store.occurrences import Occurrence, Reason, Stage
from bot.store.outages import Outage
from bot.store.places import Place
from bot.store.schedules import Schedule
from bot.store.sightings import Disposition
from bot.store.sources import Subscription
from bot.store.turns import Turn
from bot.store.wishes import Wish
from summarizer import Source

FIRST_WINDOW = timedelta(hours=24)
"""What a digest without an earlier one covers."""
BACKGROUND = timedelta(days=7)
"""How far back stories are looked at, to know which go on."""
MEMORY = timedelta(days=30)
"""How long a sentence counts as told."""


@dataclass(frozen=True, slots=True)
class Material:
    """All there is to compose one digest from; of one place only."""

    place: Place
    schedule: Schedule | None
    occurrence: Occurrence
    since: datetime
    until: datetime
    now: datetime
    sources: tuple[Source, ...]
    """First read in ``(since, until]``, oldest first."""
    background: tuple[Source, ...]
    """First read in the week before: stories may go on."""
    told: frozenset[str]
    """Fingerprints (`bot.store.novelty.fingerprint`) of sentences sent before."""
    known: tuple[Known, ...]
    """Stories the place was told of."""
    lasting: Mapping[str, str]
    """Version to lasting story id, for this set of sources."""
    wishes: tuple[Wish, ...]
    unread: int
    """Articles of the window that are not analysed yet and not waited for."""
    next_run: datetime | None
    gaps: tuple[Subscription, ...]
    """Sources that in ``(since, until]`` turned out to have moved on too fast."""
    away: Outage | None
    """When we were off, if the digest was due then."""
    missed: int
    """Earlier moments it stands for as well."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a digest says and remembers. ``message`` None: nothing is posted."""

    message: Message | None
    told: tuple[Told, ...] = ()
    """Sentences it shows; their ``part`` is filled in after splitting."""
    dispositions: tuple[tuple[str, Disposition, str], ...] = ()
    """Article id, what became of it, and a detail in words."""
    members: tuple[tuple[str, str], ...] = ()
    """Version id and lasting story id."""
    turns: tuple[Turn, ...] = ()
    """What became of stories that were there before."""
    receipt: Mapping[str, str] = field(default_factory=dict)
    """What was counted, by name in words, for the receipt."""


async def withdraw(tx: Tx, occurrence: Occurrence, now: datetime) -> Schedule | None:
    """Let a digest take over what its schedule queued and did not begin to post.

    Returns the schedule, its window reaching back over what was withdrawn.
    """
    if occurrence.schedule is None:
        return None
    schedule = await schedules.get(tx, occurrence.schedule)
    if schedule is None:
        return None
    since = await ledger.supersede(tx, schedule.id, occurrence.id, now=now)
    if since is None or since >= schedule.covered:
        return schedule
    schedule = replace(schedule, covered=since)
    await schedules.cover(tx, schedule.id, since)
    return schedule


async def gather(
    tx: Tx,
    occurrence: Occurrence,
    schedule: Schedule | None,
    *,
    analyser: str,
    now: datetime,
) -> Material:
    """Read what one digest is composed from."""
    place = await places.get(tx, occurrence.place)
    since, until = window(occurrence, schedule, now)
    back = since - BACKGROUND
    everything = await readings.of_place(
        tx, place.id, since=back, until=until, analyser=analyser
    )
    seen = await sightings.of_place(tx, place.id, since=since, until=until)
    read = {item.version.article.id for item in everything}
    waiting = {i.article for i in seen if i.disposition is Disposition.WAITING}
    # What one source held when it was added may be another's news.
    old = {i.article for i in seen if i.disposition is Disposition.OLD}
    old -= {i.article for i in seen if i.disposition is not Disposition.OLD}
    return Material(
        place=place,
        schedule=schedule,
        occurrence=occurrence,
        since=since,
        until=until,
        now=now,
        sources=tuple(
            s
            for s in everything
            if s.first_read and s.first_read > since and s.version.article.id not in old
        ),
        background=tuple(
            s for s in everything if s.first_read and s.first_read <= since
        ),
        told=await novelty.prints(tx, place.id, since=now - MEMORY),
        known=await novelty.stories(tx, place.id),
        lasting=await stories.lasting(
            tx, await stories.reads(tx, place.id), since=back
        ),
        wishes=await wishes.of_place(tx, place.id, now=now),
        unread=len(waiting - read),
        next_run=await _next_run(tx, place.id, schedule, now),
        gaps=tuple(
            each
            for each in await sources.of_place(tx, place.id)
            if each.gap_until and since < each.gap_until <= until
        ),
        away=await outages.around(tx, occurrence.fire_at),
        missed=await occurrences.missed(tx, occurrence, since=since),
    )


def window(
    occurrence: Occurrence, schedule: Schedule | None, now: datetime
) -> tuple[datetime, datetime]:
    """Return from when to when a digest tells what was first read."""
    since = schedule.covered if schedule else now - FIRST_WINDOW
    return since, occurrence.fire_at if _on_time(occurrence) else now


async def waits(
    tx: Tx, occurrence: Occurrence, *, analyser: str, now: datetime
) -> bool:
    """Tell whether articles of a digest are not read yet."""
    number = occurrence.schedule
    schedule = await schedules.get(tx, number) if number is not None else None
    since, until = window(occurrence, schedule, now)
    return await readings.unread(
        tx, occurrence.place, since=since, until=until, analyser=analyser
    )


def _on_time(occurrence: Occurrence) -> bool:
    """Tell whether a digest covers no more than up to its moment."""
    scheduled = occurrence.reason is Reason.SCHEDULED
    return scheduled and occurrence.state is not Stage.HELD


async def _next_run(
    tx: Tx, place: int, schedule: Schedule | None, now: datetime
) -> datetime | None:
    """Return when the digest, or else any of its place's, comes next."""
    mine = (schedule,) if schedule else await schedules.of_place(tx, place)
    coming = [
        moment
        for each in mine
        if each.paused is None
        for moment in next_firings(parse(each.words), each.zone, now, 1 + each.skips)[
            each.skips :
        ]
    ]
    return min(coming, default=None)
