"""The chat page's channel on its first start: the seeds, a digest, one briefing."""

import asyncio
from datetime import datetime, timedelta

from bot import schedule
from bot.chat import Target
from bot.ingest import files
from bot.settings import Demo, folder
from bot.store import Store, Tx, occurrences, places, schedules, sightings, sources
from bot.store.occurrences import ENDED, Firing, Reason
from bot.store.places import Place
from bot.store.sources import Kind

TITLE = "newsroom"
PATIENCE = timedelta(minutes=1)
"""How long a terminal waits for its first briefing before it takes questions."""


async def prepare(tx: Tx, target: Target, demo: Demo, now: datetime) -> Place:
    """Give a channel its first sources, digest and briefing; later change nothing.

    Raises:
        CommandError: ``demo.at`` is not a time that is understood.
    """
    known = await places.find(tx, target)
    place = await places.join(tx, target, now=now, title=TITLE, zone=demo.zone)
    if known is None and demo.seeds:
        await _fill(tx, place, demo, now)
    return place


async def _fill(tx: Tx, place: Place, demo: Demo, now: datetime) -> None:
    seeds = folder("seeds")
    source = await sources.add(
        tx, place.id, Kind.FOLDER, str(seeds), now=now, title="Seed articles"
    )
    # Read at once: the first briefing must not be composed before there is anything.
    for version in files.folder(seeds):
        await sightings.add(tx, source.id, version, now=now)
    timetable = schedule.parse(demo.at)
    coming = schedule.next_firings(timetable, demo.zone, now, 1)
    await schedules.create(
        tx,
        place.id,
        "Morning briefing",
        demo.at,
        demo.zone,
        next_fire=next(iter(coming), None),
        now=now,
    )
    welcome = Firing(place.id, None, now, Reason.WELCOME, key=f"welcome-{place.id}")
    await occurrences.add(tx, welcome, now=now)


async def welcomed(db: Store, place: Place) -> None:
    """Return when a place's first briefing is out, or when patience ends."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while not await _out(db, place):  # noqa: ASYNC110  # the database tells nobody
                await asyncio.sleep(0.1)
    except TimeoutError:
        return


async def _out(db: Store, place: Place) -> bool:
    async with db.reading() as tx:
        recent = await occurrences.of_place(tx, place.id)
    return all(each.state in ENDED for each in recent if each.reason is Reason.WELCOME)
