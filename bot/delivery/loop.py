"""The engine for one process: a few tasks for each platform, each running waves."""

import asyncio
from collections.abc import Sequence

from bot import log, rounds
from bot.delivery.wave import Sender, expire, wave
from bot.store import Tx, owners

LOG = log.get("delivery")

TASKS = 3
"""Waves at once for each platform: one that hangs does not hold the others."""
IDLE = 1.0
"""Seconds between two looks for what has become due without anybody saying so."""
REAP = 2.0
"""Seconds between two looks for claims nobody stands behind."""
REST = 5.0
"""Seconds before the next try when the database is away."""


async def reaping(sender: Sender) -> None:
    """Take away claims nobody stands behind any more, until cancelled."""
    await rounds.walk(lambda: expire(sender), every=REAP, failed="delivery.reap_failed")


class Loop:
    """Deliver from within this process."""

    def __init__(self, sender: Sender) -> None:
        """Deliver as ``sender``."""
        self._sender = sender
        self._more = asyncio.Event()

    async def enqueue(self, tx: Tx, occurrences: Sequence[int]) -> None:  # noqa: ARG002
        """Look soon: the rows are in the ledger already, `Dispatcher.enqueue`."""
        self._more.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        sender = self._sender
        async with (
            owners.alive(sender.store, sender.owner),
            asyncio.TaskGroup() as group,
        ):
            group.create_task(reaping(sender))
            for platform in self._sender.adapters:
                for _ in range(TASKS):
                    group.create_task(self._pump(platform))

    async def sweep(self) -> int:
        """Free lost claims, and run one wave over all platforms."""
        await expire(self._sender)
        return await wave(self._sender, tuple(self._sender.adapters))

    async def _pump(self, platform: str) -> None:
        while True:
            try:
                sent = await wave(self._sender, (platform,))
            except Exception:  # the outermost edge: the other platforms go on
                LOG.exception("delivery.wave_failed", platform=platform)
                await asyncio.sleep(REST)
                continue
            if not sent:
                await self._wait()

    async def _wait(self) -> None:
        self._more.clear()
        try:
            async with asyncio.timeout(IDLE):
                await self._more.wait()
        except TimeoutError:
            return
