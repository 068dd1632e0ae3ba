"""Parse untrusted documents in processes that can be killed, one document at a time.

A document that takes too long or too much memory costs its worker its life, and
nothing else: the next document gets a fresh one.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from bot.errors import IngestError, Unreadable
from bot.workers import limits
from bot.workers.forking import forked

Argument = TypeVar("Argument")
Result = TypeVar("Result")

MEMORY = 400_000_000
"""Bytes of address space one document may take, beside the parsers' libraries."""
START = 60.0
"""Seconds a worker may take to be there: the first ones wait for the imports."""
SLEEPY = 6
"""By the clock a document may take so much longer than its time of CPU: a busy machine
is not its fault."""
DOCUMENTS = 200
"""After so many a worker is replaced: parsers leak."""


class Parsing:
    """A few workers. `opened` starts them with the first documents."""

    def __init__(self, size: int, memory: int = MEMORY) -> None:
        """Prepare for ``size`` documents at once."""
        self._memory = memory
        # Its own threads: the loop's are few, and slow name servers hold them.
        self._threads = ThreadPoolExecutor(size, "parsing")
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
            Unreadable: it took more than ``timeout`` seconds of CPU, `SLEEPY` times as
                long by the clock, too much memory, or failed with anything that is
                not an `IngestError` of its own.
        """
        loop = asyncio.get_running_loop()
        worker = await self._free.get()
        try:
            if worker is None:
                worker = await loop.run_in_executor(
                    self._threads, _Worker, self._memory
                )
            answer = await loop.run_in_executor(
                self._threads, worker.run, function, argument, timeout
            )
        finally:
            if worker is not None and worker.spent:
                worker.kill()
                worker = None
            self._free.put_nowait(worker)
        if isinstance(answer, Exception):
            raise answer
        return cast("Result", answer)

    def close(self) -> None:
        """End all workers that are idle."""
        while not self._free.empty():
            worker = self._free.get_nowait()
            if worker is not None:
                worker.kill()
        self._threads.shutdown(wait=False)


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
        self._pipe, theirs = forked.Pipe()
        self._process = forked.Process(
            target=_serve, args=(theirs, memory), daemon=True
        )
        self._process.start()
        theirs.close()
        # Its time is counted from when it is there, not from when it was wanted.
        with contextlib.suppress(EOFError, ConnectionError):
            if self._pipe.poll(START):
                self._pipe.recv()
        self._left = DOCUMENTS
        self._clean = True

    @property
    def spent(self) -> bool:
        """Tell whether this worker must not get another document."""
        return not self._clean or self._left <= 0

    def run(
        self,
        function: Callable[[Argument], Result],
        argument: Argument,
        seconds: float,
    ) -> object:
        """Return what the worker answers, or the reason why it does not."""
        self._left -= 1
        self._clean = False
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((function, argument, seconds))
        if not self._pipe.poll(seconds * SLEEPY):
            return _too_long(seconds)
        try:
            answer: object = self._pipe.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            if self._process.exitcode == -signal.SIGPROF:
                return _too_long(seconds)
            return Unreadable("parsing ended its process")
        self._clean = True
        return answer

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _too_long(seconds: float) -> Unreadable:
    return Unreadable(f"parsing took longer than {seconds:g} s")


def _serve(pipe: Connection, memory: int) -> None:
    """Parse what comes until the pipe closes; runs in the worker."""
    limits.memory(memory)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        pipe.send(None)
        while True:
            function, argument, seconds = pipe.recv()
            # SIGPROF, which nobody handles, ends a process that has used its time.
            signal.setitimer(signal.ITIMER_PROF, seconds)
            result = _result(function, argument)
            signal.setitimer(signal.ITIMER_PROF, 0)
            pipe.send(result)


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
