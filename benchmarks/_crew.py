"""Workers that are killed and frozen, and started again by their supervisor."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from random import Random

LOOK = 0.2
"""Seconds between two looks for workers that ended."""

Spawn = Callable[[], Awaitable[asyncio.subprocess.Process]]


class Crew:
    """Some workers, of whom none is missed for long."""

    def __init__(self, spawn: Spawn, random: Random) -> None:
        """Start nobody yet."""
        self._spawn = spawn
        self._random = random
        self.workers: list[asyncio.subprocess.Process] = []
        self.fell = 0
        """How many ended by themselves: the database was away for too long."""
        self._killed: set[int] = set()

    async def keep(self, number: int) -> None:
        """Start the workers; start another for each that ends, until cancelled."""
        self.workers = [await self._spawn() for _ in range(number)]
        try:
            while True:
                await asyncio.sleep(LOOK)
                for at, worker in enumerate(self.workers):
                    if worker.returncode is not None:
                        self.fell += worker.pid not in self._killed
                        self.workers[at] = await self._spawn()
        finally:
            for worker in self.workers:
                if worker.returncode is None:
                    worker.kill()
                    await worker.wait()

    def kill(self) -> None:
        """Kill somebody."""
        victim = self._victim()
        self._killed.add(victim.pid)
        victim.kill()

    async def freeze(self, seconds: float) -> None:
        """Freeze somebody for a while."""
        victim = self._victim()
        victim.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        victim.send_signal(signal.SIGCONT)

    def _victim(self) -> asyncio.subprocess.Process:
        alive = [worker for worker in self.workers if worker.returncode is None]
        return self._random.choice(alive or self.workers)
