"""About one message a second and channel, as Slack permits.

https://docs.slack.dev/apis/web-api/rate-limits#posting-messages
"""

import asyncio

KEPT = 2_000
"""Channels remembered before those that are free again are forgotten."""


class Pace:
    """Hands out turns: each place gets one every ``interval`` seconds."""

    def __init__(self, interval: float) -> None:
        """Start with every place free."""
        self._interval = interval
        self._free: dict[str, float] = {}

    async def turn(self, place: str) -> None:
        """Wait for this place's next turn; callers go in the order they came."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free.get(place, now))
        if len(self._free) >= KEPT:
            self._free = {p: free for p, free in self._free.items() if free > now}
        self._free[place] = at + self._interval
        if at > now:
            await asyncio.sleep(at - now)
