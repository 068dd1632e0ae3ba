"""A few answers at a time, so that what Slack delivers is heard in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 3
"""Answers begun at once. Each holds the event loop for moments; many together hold it
so long that acknowledgements come late; benchmarks/slack.py."""
HELD = 3.0
"""Seconds until an answer that waits for somebody else, such as a site, gives its turn
to the next; it goes on nonetheless."""


class Turns:
    """Hands out turns in the order they were asked for."""

    def __init__(self, at_once: int = AT_ONCE, held: float = HELD) -> None:
        """Start with every turn free."""
        self._free = asyncio.Semaphore(at_once)
        self._held = held

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and give it back at the end, or when it took too long."""
        await self._free.acquire()
        given = False

        def give() -> None:
            nonlocal given
            if not given:
                given = True
                self._free.release()

        later = asyncio.get_running_loop().call_later(self._held, give)
        try:
            yield
        finally:
            later.cancel()
            give()
