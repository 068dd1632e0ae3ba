"""The bot knows when it was off or asleep; a moved clock is neither."""

from datetime import UTC, datetime, timedelta

from bot.schedule.awake import Awake
from bot.store import Store, outages
from bot.store.outages import Outage

EIGHT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Machine:
    """A wall clock, and one that never jumps."""

    def __init__(self) -> None:
        self.now = EIGHT
        self.ticks = 1000.0

    def passes(self, time: timedelta) -> None:
        self.now += time
        self.ticks += time.total_seconds()


async def around(db: Store, moment: datetime) -> Outage | None:
    async with db.reading() as tx:
        return await outages.around(tx, moment)


async def test_a_restart_after_an_hour_is_an_outage(db: Store) -> None:
    machine = Machine()
    await Awake(db, lambda: machine.ticks).look(machine.now)

    machine.passes(HOUR)
    await Awake(db, lambda: machine.ticks).look(machine.now)

    assert await around(db, EIGHT + HOUR / 2) == Outage(EIGHT, EIGHT + HOUR)
    assert await around(db, EIGHT + 2 * HOUR) is None


async def test_a_machine_that_slept_was_away(db: Store) -> None:
    machine = Machine()
    awake = Awake(db, lambda: machine.ticks)
    await awake.look(machine.now)

    machine.passes(MINUTE)
    await awake.look(machine.now)
    machine.passes(HOUR)
    await awake.look(machine.now)

    began = EIGHT + MINUTE
    assert await around(db, EIGHT + HOUR) == Outage(began, began + HOUR)


async def test_a_clock_that_jumps_is_no_absence(db: Store) -> None:
    machine = Machine()
    awake = Awake(db, lambda: machine.ticks)
    await awake.look(machine.now)

    machine.now += HOUR
    machine.ticks += 30
    await awake.look(machine.now)

    assert await around(db, EIGHT + HOUR / 2) is None
