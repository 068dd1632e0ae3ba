"""Understand articles in a few processes that keep the models loaded.

A worker that dies takes its whole pool with it (`concurrent.futures` gives up on all
its futures), so the pool is rebuilt. What was under way is read again apart, where it
can harm nobody, and halved until the text that kills is found.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Protocol

from bot import log
from bot.workers.forking import fresh
from summarizer import Reading

LOG = log.get("workers")

CHUNK = 16
"""Texts a worker gets at once: what a crash costs is read again."""
LOADER = "summarizer:load"


class Reader(Protocol):
    """What the loader returns: it understands one text."""

    def read(self, text: str, title: str | None = None) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that could not be understood, and why."""

    why: str


Task = tuple[str, str | None]
"""A text and the headline known from outside it."""


class Analysis:
    """A pool of processes with the models loaded; it survives its workers."""

    def __init__(
        self,
        size: int,
        loader: str = LOADER,
        options: Mapping[str, object] | None = None,
    ) -> None:
        """Prepare ``size`` processes; they start with the first text.

        Each calls ``loader`` (``module:function``) with ``options`` once.
        """
        self._size = size
        self._options = dict(options or {})
        self._loader = loader
        self._pool = self._start(size)
        self._ward = asyncio.Lock()

    async def read(self, tasks: Sequence[Task]) -> tuple[Reading | Failed, ...]:
        """Understand texts, in order; every text gives a reading or a reason."""
        chunks = [tasks[at : at + CHUNK] for at in range(0, len(tasks), CHUNK)]
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(self._chunk(chunk)) for chunk in chunks]
        return tuple(result for task in running for result in task.result())

    def close(self) -> None:
        """End the workers."""
        self._pool.shutdown(cancel_futures=True)

    async def _chunk(self, tasks: Sequence[Task]) -> list[Reading | Failed]:
        pool = self._pool
        results = await _run(pool, tasks)
        if results is not None:
            return results
        if self._pool is pool:
            LOG.warning("workers.pool_rebuilt", texts=len(tasks))
            self._pool = self._start(self._size)
        async with self._ward:
            return await self._apart(tasks)

    async def _apart(self, tasks: Sequence[Task]) -> list[Reading | Failed]:
        """Read texts in a process of their own, halving them while it dies."""
        pool = self._start(1)
        results = await _run(pool, tasks)
        pool.shutdown(wait=False)
        if results is not None:
            return results
        if len(tasks) == 1:
            return [Failed("reading it ended the process twice")]
        middle = len(tasks) // 2
        first = await self._apart(tasks[:middle])
        return first + await self._apart(tasks[middle:])

    def _start(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            size,
            mp_context=fresh,
            initializer=_load,
            initargs=(self._loader, self._options),
        )


@asynccontextmanager
async def opened(
    size: int, loader: str = LOADER, options: Mapping[str, object] | None = None
) -> AsyncIterator[Analysis]:
    """Give a pool for the length of a block."""
    pool = Analysis(size, loader, options)
    try:
        yield pool
    finally:
        pool.close()


async def _run(
    pool: ProcessPoolExecutor, tasks: Sequence[Task]
) -> list[Reading | Failed] | None:
    """Return what a pool makes of texts; None where it broke."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(pool, _read, list(tasks))
    except BrokenProcessPool:
        return None


_readers: list[Reader] = []
"""The reader of this process, in a worker; empty elsewhere."""


def _load(loader: str, options: Mapping[str, object]) -> None:
    _readers[:] = [resolve_name(loader)(**options)]
    # What was loaded stays: looking through it for garbage costs a third of the time.
    gc.freeze()


def _read(tasks: list[Task]) -> list[Reading | Failed]:
    return [_read_one(*task) for task in tasks]


def _read_one(text: str, title: str | None) -> Reading | Failed:
    try:
        return _readers[0].read(text, title)
    except Exception as error:  # noqa: BLE001  # one text must not fail its chunk
        return Failed(repr(error))
