"""When to ask Discord: not too often, and not at all when told to wait or refused.

Discord shuts out an address that gets 10,000 answers of 401, 403 or 429 within ten
minutes (Rate Limits, Invalid Request Limit). We stop before that.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

Clock = Callable[[], datetime]

WINDOW: Final = timedelta(minutes=10)
LIMIT: Final = 9_000
"""Refusals within `WINDOW` after which we are silent until the oldest has aged."""
REFUSALS: Final = frozenset({401, 403, 429})


@dataclass(slots=True)
class Guard:
    """The refusals of the last minutes, and until when everybody must wait."""

    clock: Clock
    limit: int = LIMIT
    ahead: timedelta = timedelta()
    """How far our clock was ahead of Discord’s at the last answer; 0 where behind."""
    _refused: deque[datetime] = field(default_factory=deque)
    _closed: datetime | None = None

    def note(self, status: int, *, shared: bool = False) -> None:
        """Count an answer; a 429 shared with other bots does not count."""
        if status in REFUSALS and not shared:
            self._refused.append(self.clock())

    def compare(self, date: str) -> None:
        """Compare our clock with the ``Date`` of an answer."""
        try:
            theirs = parsedate_to_datetime(date).astimezone(UTC)
        except ValueError:
            return
        self.ahead = max(self.clock() - theirs, timedelta())

    def close(self, after: timedelta) -> None:
        """Let nobody ask for a while: a limit over all of our requests was hit."""
        until = self.clock() + after
        self._closed = max(self._closed or until, until)

    def wait(self) -> timedelta | None:
        """Return how long not to ask, or None where one may."""
        now = self.clock()
        while self._refused and self._refused[0] <= now - WINDOW:
            self._refused.popleft()
        if self._closed and self._closed > now:
            return self._closed - now
        if len(self._refused) >= self.limit:
            return self._refused[0] + WINDOW - now
        return None


PER_SECOND: Final = 45
"""Requests of this process in a second; Discord permits a bot 50 (Rate Limits)."""


@dataclass(slots=True)
class Pace:
    """Spreads requests, so that the limit over all of them is not run into.

    One after the other has its turn: those who waited while the loop was busy do not
    all go at once.
    """

    gap: float = 1 / PER_SECOND
    _free: float = 0.0
    """When the next request may go out, by the event loop's clock."""
    _turns: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def turn(self) -> None:
        """Wait for one's turn."""
        loop = asyncio.get_running_loop()
        async with self._turns:
            if (wait := self._free - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._free = loop.time() + self.gap
