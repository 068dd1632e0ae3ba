"""So many at once for each name; the others wait their turn, in order."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Turns by name: a host's, for instance. A name nobody waits for costs nothing."""

    def __init__(self, each: int) -> None:
        """Allow ``each`` at once for every name."""
        self._each = each
        self._free: dict[str, asyncio.Semaphore] = {}
        self._asking: Counter[str] = Counter()

    @asynccontextmanager
    async def take(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn, and have it for the length of the block."""
        free = self._free.setdefault(name, asyncio.Semaphore(self._each))
        self._asking[name] += 1
        try:
            async with free:
                yield
        finally:
            self._asking[name] -= 1
            if not self._asking[name]:
                del self._asking[name], self._free[name]
