"""Parse untrusted documents in processes that can be killed, one document at a time.

A document that takes too long or too much memory costs its worker its life, and
nothing else: the next document gets a fresh one.
"""

import asyncio
import contextlib
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from bot.errors import IngestError, Unreadable

Argument = TypeVar("Argument")
Result = TypeVar("Result")

MEMORY = 1_500_000_000
"""Bytes of address space a worker may have; a parser's libraries take 400 MB of it."""
DOCUMENTS = 200
"""After so many a worker is replaced: parsers leak."""

_context = get_context("forkserver")
_context.set_forkserver_preload(["bot.workers.analysis", "bot.workers.parsing"])


class Parsing:
    """A few workers. `opened` starts them with the first documents."""

    def __init__(self, size: int, memory: int = MEMORY) -> None:
        """Prepare for ``size`` documents at once."""
        self._memory = memory
        self._free: asyncio.Queue[_Worker | None] = asyncio.Queue()
        for _ in range(size):
            self._free.put_nowait(None)

    async def run(
        self,
        function: Callable[[Argument], Result],
        argument: Argument,
        *,
        timeout: float,  # noqa: ASYNC109  # a deadline that kills, not one that cancels
    ) -> Result:
        """Return ``function(argument)``, a top-level function, from another process.

        Raises:
            Unreadable: it took longer than ``timeout`` seconds, too much memory, or
                failed with anything that is not an `IngestError` of its own.
        """
        worker = await self._free.get()
        try:
            if worker is None:
                worker = await asyncio.to_thread(_Worker, self._memory)
            return await worker.run(function, argument, timeout)
        finally:
            if worker is not None and worker.spent:
                worker.kill()
                worker = None
            self._free.put_nowait(worker)

    def close(self) -> None:
        """End all workers that are idle."""
        while not self._free.empty():
            worker = self._free.get_nowait()
            if worker is not None:
                worker.kill()


@asynccontextmanager
async def opened(size: int, memory: int = MEMORY) -> AsyncIterator[Parsing]:
    """Give workers for the length of a block."""
    pool = Parsing(size, memory)
    try:
        yield pool
    finally:
        pool.close()


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, memory: int) -> None:
        self._pipe, theirs = _context.Pipe()
        self._process = _context.Process(
            target=_serve, args=(theirs, memory), daemon=True
        )
        self._process.start()
        theirs.close()
        self._left = DOCUMENTS
        self._clean = True

    @property
    def spent(self) -> bool:
        """Tell whether this worker must not get another document."""
        return not self._clean or self._left <= 0

    async def run(
        self,
        function: Callable[[Argument], Result],
        argument: Argument,
        seconds: float,
    ) -> Result:
        self._left -= 1
        self._clean = False
        answered = await asyncio.to_thread(self._ask, function, argument, seconds)
        if not answered:
            raise Unreadable(f"parsing took longer than {seconds:g} s")
        result = self._answer()
        self._clean = True
        if isinstance(result, Exception):
            raise result
        return cast("Result", result)

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _ask(
        self,
        function: Callable[[Argument], Result],
        argument: Argument,
        seconds: float,
    ) -> bool:
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((function, argument))
        return self._pipe.poll(seconds)

    def _answer(self) -> object:
        try:
            answer: object = self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            raise Unreadable("parsing ended its process") from error
        return answer


def _serve(pipe: Connection, memory: int) -> None:
    """Parse what comes until the pipe closes; runs in the worker."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            function, argument = pipe.recv()
            pipe.send(_result(function, argument))


def _result(function: Callable[[object], object], argument: object) -> object:
    try:
        return function(argument)
    except IngestError as error:
        return error
    except MemoryError:
        return Unreadable("parsing took too much memory")
    except RecursionError:
        return Unreadable("it is nested too deeply")
    except Exception as error:  # noqa: BLE001  # a parser's bug is the document's fault
        return Unreadable(f"parsing failed: {error!r}")
