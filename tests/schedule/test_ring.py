"""What a schedule's moments become, and that each is recorded once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import Target
from bot.schedule.quiet import ends, parse
from bot.schedule.ring import ring, rung
from bot.store import Store, occurrences, places, schedules
from bot.store.occurrences import Reason, Stage
from bot.store.schedules import Empty, Schedule

EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MORNING = Schedule(
    id=1,
    place=1,
    name="morning",
    words="daily 08:00",
    zone="UTC",
    quiet="",
    empty=Empty.SAY,
    options={},
    skips=0,
    paused=None,
    cursor=EIGHT - DAY,
    next_fire=EIGHT,
    covered=EIGHT - DAY,
    owner="",
    created=EIGHT - DAY,
)


def stages(schedule: Schedule, now: datetime) -> list[tuple[Stage, Reason]]:
    return [(firing.state, firing.reason) for firing in rung(schedule, now).firings]


def test_the_moment_that_has_come_is_due() -> None:
    result = rung(MORNING, EIGHT)

    assert [firing.fire_at for firing in result.firings] == [EIGHT]
    assert result.schedule.cursor == EIGHT
    assert result.schedule.next_fire == EIGHT + DAY


def test_of_missed_moments_the_newest_is_late_and_the_others_superseded() -> None:
    assert stages(MORNING, EIGHT + 2 * DAY + timedelta(hours=1)) == [
        (Stage.SUPERSEDED, Reason.SCHEDULED),
        (Stage.SUPERSEDED, Reason.SCHEDULED),
        (Stage.DUE, Reason.LATE),
    ]


def test_a_skipped_moment_is_recorded_and_the_next_one_fires() -> None:
    skipping = replace(MORNING, skips=1)

    result = rung(skipping, EIGHT)

    assert [firing.state for firing in result.firings] == [Stage.SKIPPED]
    assert result.schedule.skips == 0
    assert stages(result.schedule, EIGHT + DAY) == [(Stage.DUE, Reason.SCHEDULED)]


def test_a_paused_schedule_does_not_fire() -> None:
    result = rung(replace(MORNING, paused=EIGHT), EIGHT)

    assert result.firings == ()
    assert result.schedule.next_fire is None


def test_quiet_hours_hold_a_digest_until_they_end() -> None:
    (firing,) = rung(replace(MORNING, quiet="22:00-09:30"), EIGHT).firings

    assert firing.state is Stage.HELD
    assert firing.not_before == EIGHT + timedelta(hours=1.5)


QUIET = [
    ("22:00-07:00", "2026-05-04T23:00", "2026-05-05T07:00"),
    ("22:00-07:00", "2026-05-05T06:59", "2026-05-05T07:00"),
    ("22:00-07:00", "2026-05-05T07:00", None),
    ("10pm to 7am", "2026-05-04T22:00", "2026-05-05T07:00"),
    ("12-13", "2026-05-04T12:30", "2026-05-04T13:00"),
    ("off", "2026-05-04T12:30", None),
]


@pytest.mark.parametrize(("words", "at", "until"), QUIET)
def test_quiet_hours_end(words: str, at: str, until: str | None) -> None:
    end = ends(parse(words), "UTC", datetime.fromisoformat(f"{at}+00:00"))

    assert (end and end.strftime("%Y-%m-%dT%H:%M")) == until


async def make_schedule(db: Store, next_fire: datetime = EIGHT) -> None:
    async with db.writing() as tx:
        place = await places.join(tx, Target("memory", "w", "c"), now=EIGHT - DAY)
        await schedules.create(
            tx,
            place.id,
            "morning",
            "daily 08:00",
            "UTC",
            next_fire=next_fire,
            now=EIGHT - DAY,
        )


async def moments(db: Store) -> list[datetime]:
    async with db.reading() as tx:
        return [found.fire_at for found in await occurrences.of_place(tx, 1)]


async def test_a_moment_is_recorded_once_however_often_it_rings(db: Store) -> None:
    await make_schedule(db)

    rang = [await ring(db, EIGHT) for _ in range(3)]

    assert rang == [1, 0, 0]
    assert await moments(db) == [EIGHT]


async def test_a_clock_that_jumps_back_does_not_ring_again(db: Store) -> None:
    await make_schedule(db)
    await ring(db, EIGHT)

    await ring(db, EIGHT - timedelta(hours=1))
    await ring(db, EIGHT + timedelta(minutes=5))

    assert await moments(db) == [EIGHT]


async def test_a_change_made_meanwhile_is_not_overwritten(db: Store) -> None:
    await make_schedule(db)
    async with db.writing() as tx:
        (old,) = await schedules.of_place(tx, 1)
        await schedules.save(tx, replace(old, words="daily 09:00"))

        await schedules.advance(tx, [(old, replace(old, cursor=EIGHT))])

        (kept,) = await schedules.of_place(tx, 1)
    assert kept.cursor == old.cursor
