"""Notice when we were away: the process was off, or the machine asleep.

A clock that is moved is no absence: between two looks only a clock that never jumps
counts. Over a restart there is none, and what was written down is believed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.boottime import boottime
from bot.store import Store, outages
from bot.store.outages import Outage

AWAY = timedelta(minutes=2)
"""A shorter absence is not worth a word."""
EVERY = 20.0
"""Seconds between two pulses written down."""


class Awake:
    """The pulse of one process. Look often: a long pause between looks was sleep."""

    def __init__(self, store: Store, ticks: Callable[[], float] = boottime) -> None:
        """Count from the first look."""
        self._store = store
        self._ticks = ticks
        self._looked: float | None = None
        self._wrote = 0.0

    async def look(self, now: datetime) -> None:
        """Note that we are there, and since when we were not."""
        ticks = self._ticks()
        before, self._looked = self._looked, ticks
        slept = None if before is None else timedelta(seconds=ticks - before)
        if slept is not None and slept < AWAY and ticks - self._wrote < EVERY:
            return
        self._wrote = ticks
        async with self._store.noting() as tx:
            last = await outages.beat(tx, now)
            began = last if slept is None else now - slept
            if began is not None and now - began >= AWAY:
                await outages.add(tx, Outage(began, now))
