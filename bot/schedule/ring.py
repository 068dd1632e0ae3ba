"""Ring: turn schedules whose moment has come into occurrences, once each.

`rung` decides from one schedule and the time; `ring` writes for many at once.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.schedule import quiet
from bot.schedule.timetable import latest, next_firing
from bot.schedule.words import parse
from bot.store import Store, occurrences, schedules
from bot.store.occurrences import Firing, Reason, Stage
from bot.store.schedules import Schedule

LATE = timedelta(minutes=5)
"""A digest made later than this after its moment says that it is late."""
KEPT = 50
"""Missed firings recorded one by one, at most; older ones are not counted."""
BATCH = 100
"""Schedules written in one transaction: the event loop is held for 20 ms or so."""


@dataclass(frozen=True, slots=True)
class Rung:
    """What ringing one schedule leads to: firings to record, and its next state."""

    firings: tuple[Firing, ...]
    schedule: Schedule


def rung(schedule: Schedule, now: datetime) -> Rung:
    """Decide what a schedule's missed and due moments become.

    The newest is due; older ones were missed and are superseded by it; those a person
    wanted skipped are skipped. While it is quiet the newest is held until it is not.
    """
    if schedule.paused is not None:
        return Rung((), replace(schedule, next_fire=None))
    timetable = parse(schedule.words)
    moments = latest(timetable, schedule.zone, schedule.cursor, now, KEPT)
    skipped, wanted = moments[: schedule.skips], moments[schedule.skips :]
    firings = (
        *(_plain(schedule, at, Stage.SKIPPED) for at in skipped),
        *(_plain(schedule, at, Stage.SUPERSEDED) for at in wanted[:-1]),
        *(_due(schedule, at, now) for at in wanted[-1:]),
    )
    following = replace(
        schedule,
        cursor=moments[-1] if moments else schedule.cursor,
        skips=schedule.skips - len(skipped),
        next_fire=next_firing(timetable, schedule.zone, max(now, schedule.cursor)),
    )
    return Rung(firings, following)


async def ring(store: Store, now: datetime) -> int:
    """Record every occurrence that is due, and return how many schedules rang."""
    total = 0
    while batch := await _ring_some(store, now):
        total += batch
    return total


async def _ring_some(store: Store, now: datetime) -> int:
    async with store.reading() as tx:
        waiting = await schedules.due(tx, now=now, limit=BATCH)
    if not waiting:
        return 0
    results = await asyncio.to_thread(_decide, waiting, now)
    async with store.writing() as tx:
        firings = [firing for result in results for firing in result.firings]
        await occurrences.record(tx, firings, now=now)
        await schedules.advance(
            tx, [(old, new.schedule) for old, new in zip(waiting, results, strict=True)]
        )
    return len(waiting)


def _decide(waiting: Sequence[Schedule], now: datetime) -> list[Rung]:
    return [rung(schedule, now) for schedule in waiting]


def _plain(schedule: Schedule, at: datetime, stage: Stage) -> Firing:
    return Firing(schedule.place, schedule.id, at, state=stage)


def _due(schedule: Schedule, at: datetime, now: datetime) -> Firing:
    late = Reason.LATE if now - at > LATE else Reason.SCHEDULED
    release = quiet.ends(quiet.parse(schedule.quiet), schedule.zone, now)
    if release is None:
        return Firing(schedule.place, schedule.id, at, late)
    return Firing(schedule.place, schedule.id, at, late, Stage.HELD, not_before=release)
