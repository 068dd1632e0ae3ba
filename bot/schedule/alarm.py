"""The alarm clock: APScheduler, asked only to ring at the earliest moment there is.

The truth stays in the table of schedules: `run` reads the earliest moment, sets the
alarm, and when it rings lets `ring` look up who is due. One alarm serves all: with a
job for each of 10,000 schedules APScheduler holds the event loop for seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot import log, metrics
from bot.schedule.awake import Awake
from bot.schedule.ring import ring
from bot.store import Store, schedules

LOG = log.get("schedule")

TICK = 2.0
"""Seconds between two looks at clock and table: neither a suspended machine, nor a
moved clock, nor another machine's change of a schedule moves APScheduler's timer."""


class Alarm:
    """One alarm that can be set again and again."""

    def __init__(self, shift: timedelta = timedelta()) -> None:
        """Prepare for a clock that runs ``shift`` ahead of the machine's."""
        self.rang = asyncio.Event()
        self._shift = shift
        self._clock = AsyncIOScheduler(
            timezone=UTC,
            executors={"default": _Bell(self.rang)},
            job_defaults={"misfire_grace_time": None},
        )

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Keep the clock going for the length of a block."""
        self._clock.start()
        try:
            yield
        finally:
            self._clock.shutdown(wait=False)

    def set(self, at: datetime) -> None:
        """Ring at a moment, and no more at the one set before."""
        trigger = DateTrigger(at - self._shift)
        self._clock.add_job(_ring, trigger, id="alarm", replace_existing=True)

    def wake(self) -> None:
        """Look at the machine's clock again: it may have moved."""
        self._clock.wakeup()


async def run(
    store: Store,
    alarm: Alarm,
    clock: Callable[[], datetime],
    rung: Callable[[], Awaitable[None]],
) -> None:
    """Ring schedules until cancelled; call ``rung`` after occurrences were recorded."""
    awake = Awake(store)
    with alarm.ticking():
        while True:
            alarm.rang.clear()
            try:
                await awake.look(clock())
                await _look(store, alarm, clock(), rung)
            except Exception:  # the outermost edge: the database may be away a while
                LOG.exception("schedule.ring_failed")
            await _wait(alarm)


async def _look(
    store: Store, alarm: Alarm, now: datetime, rung: Callable[[], Awaitable[None]]
) -> None:
    count = await ring(store, now)
    if count:
        metrics.RANG.inc(count)
        LOG.info("schedule.rang", schedules=count)
        await rung()
    async with store.reading() as tx:
        earliest = await schedules.earliest(tx)
    if earliest is not None:
        alarm.set(earliest)


async def _wait(alarm: Alarm) -> None:
    try:
        async with asyncio.timeout(TICK):
            await alarm.rang.wait()
    except TimeoutError:
        alarm.wake()


class _Bell(BaseExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Says that the alarm rang; runs nothing in APScheduler's name."""

    def __init__(self, rang: asyncio.Event) -> None:
        super().__init__()
        self._rang = rang

    def submit_job(self, job: Job, run_times: Sequence[datetime]) -> None:
        """Take what APScheduler thinks is a job."""
        self._do_submit_job(job, run_times)

    def _do_submit_job(self, job: Job, run_times: Sequence[datetime]) -> None:  # noqa: ARG002
        self._rang.set()


def _ring() -> None:
    """Stand in for the work APScheduler wants to be given."""
