"""The alarm rings on time, after a night's sleep, and when the clock is moved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import Target
from bot.schedule.alarm import TICK, Alarm, run
from bot.store import Store, occurrences, places, schedules

EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class House:
    """A digest at eight, an alarm, and a clock that is moved by hand."""

    def __init__(self, db: Store) -> None:
        self.db = db
        self.now = EIGHT - HOUR
        self.rang = asyncio.Event()

    async def rung(self) -> None:
        self.rang.set()

    async def settle_in(self) -> None:
        async with self.db.writing() as tx:
            place = await places.join(tx, Target("memory", "w", "c"), now=self.now)
            await schedules.create(
                tx, place.id, "m", "daily 08:00", "UTC", next_fire=EIGHT, now=self.now
            )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        alarm = Alarm()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(run(self.db, alarm, lambda: self.now, self.rung))
            yield
            task.cancel()

    async def rings(self) -> None:
        async with asyncio.timeout(10 * TICK):
            await self.rang.wait()
        self.rang.clear()

    async def moments(self) -> list[datetime]:
        async with self.db.reading() as tx:
            found = await occurrences.of_place(tx, 1)
        return [each.fire_at for each in found]


@pytest.mark.parametrize("late", [HOUR, 10 * HOUR], ids=["an-hour", "a-night"])
async def test_a_clock_that_jumps_forward_is_noticed(
    lite: Store, late: timedelta
) -> None:
    house = House(lite)
    await house.settle_in()

    async with house.running():
        house.now += late
        await house.rings()

    assert await house.moments() == [EIGHT]


async def test_a_clock_that_jumps_back_repeats_nothing(lite: Store) -> None:
    house = House(lite)
    await house.settle_in()

    async with house.running():
        for now in (EIGHT, EIGHT - HOUR, EIGHT, EIGHT + 24 * HOUR):
            house.now = now
            if now not in await house.moments() and now >= EIGHT:
                await house.rings()

    assert await house.moments() == [EIGHT + 24 * HOUR, EIGHT]


async def test_the_alarm_rings_at_a_moment_of_a_shifted_clock() -> None:
    alarm = Alarm(EIGHT - datetime.now(UTC))  # noqa: TID251  # what the shift is from

    with alarm.ticking():
        alarm.set(EIGHT)
        async with asyncio.timeout(10 * TICK):
            await alarm.rang.wait()

    assert alarm.rang.is_set()
