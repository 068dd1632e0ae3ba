"""JSON lines in, JSON lines out: the filters behind ``dateline read`` and its kin.

A line that cannot be read gives ``{"id", "error"}`` in its place and the run goes on.
"""

import gc
import json
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from math import isfinite
from select import select
from typing import Self

Record = dict[str, object]
"""One JSON object, at the edge only."""
Handle = Callable[[bytes], Record]
"""Turns one input line into one output record; raises `BadLine` where it cannot."""

AHEAD = 16
"""Lines read ahead per process: enough to keep it busy, few enough to stream."""
PAUSE = 0.02
"""Seconds without input after which answers are given before more lines are awaited."""
CHUNK = 1 << 16
"""Bytes read at a time: what a pipe holds."""


class BadLine(ValueError):  # noqa: N818  # reads as what happened
    """A line is not what the filter reads; ``id`` is what it called itself."""

    def __init__(self, text: str, identity: object = None) -> None:
        """Keep the id so that the answer can carry it."""
        super().__init__(text)
        self.identity = identity


def parsed(line: bytes) -> Record:
    """Return a line's object, which carries a string or number ``id``.

    Raises:
        BadLine: it is not UTF-8, not JSON, not an object, or has no id.
    """
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    identity = value.get("id")
    if (
        isinstance(identity, bool)
        or not isinstance(identity, str | int | float)
        or (isinstance(identity, float) and not isfinite(identity))
    ):
        raise BadLine("“id” is missing or neither text nor number")
    return value


def string(record: Record, key: str) -> str:
    """Return a text the record must have.

    Raises:
        BadLine: it is missing or not text.
    """
    value = record.get(key)
    if not isinstance(value, str):
        raise BadLine(f"“{key}” is missing or not text", record["id"])
    return value


def optional(record: Record, key: str) -> str | None:
    """Return a text the record may have.

    Raises:
        BadLine: it is there and neither text nor null.
    """
    return None if record.get(key) is None else string(record, key)


def answer(handle: Handle, line: bytes) -> str:
    """Return the output line for an input line, whatever happens."""
    try:
        record = handle(line)
    except BadLine as error:
        record = {"id": error.identity, "error": str(error)}
    except Exception as error:  # noqa: BLE001  # one article must not end the stream
        record = {"id": _identity(line), "error": f"{type(error).__name__}: {error}"}
    return json.dumps(record, ensure_ascii=True)


def _identity(line: bytes) -> object:
    try:
        return parsed(line)["id"]
    except BadLine:
        return None


def arriving(source: int) -> Iterator[bytes | None]:
    """Yield the lines of a file descriptor, and None where the next is not there yet.

    Raises:
        OSError: it cannot be read.
    """
    held: list[bytes] = []
    while chunk := os.read(source, CHUNK):
        first, *others = chunk.split(b"\n")
        held.append(first)
        for line in others:
            yield b"".join(held)
            held = [line]
        if not select([source], [], [], PAUSE)[0]:
            yield None
    yield b"".join(held)


def stream(
    lines: Iterable[bytes | None],
    start: Callable[[], Handle],
    processes: int | None = None,
) -> Generator[str, None, None]:
    """Answer lines in order, over several processes; empty lines are passed over.

    Args:
        lines: the input, read no further ahead than `AHEAD` lines a process. None says
            that the next is not there yet: all before it are answered first.
        start: builds the handle once in each process; importable by name.
        processes: how many; the cores there are, if None.
    """
    wanted = (line for line in lines if line is None or line.strip())
    with _Crew(start, processes or len(os.sched_getaffinity(0))) as crew:
        yield from crew.answers(wanted)


_handles: list[Handle] = []
"""The handle of a worker process, built by `_begin`."""


def _begin(start: Callable[[], Handle]) -> None:
    _handles[:] = [start()]
    # The models stay: looking through them for garbage costs a third of the time.
    gc.freeze()


def _work(line: bytes) -> str:
    return answer(_handles[0], line)


@dataclass(slots=True)
class _Crew:
    """Worker processes. A line that kills its worker gets an error, others go on."""

    start: Callable[[], Handle]
    count: int
    pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        self.pool = self._fresh(self.count)
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _fresh(self, count: int) -> ProcessPoolExecutor:
        # fork is safe here: this process has no threads and has loaded no model
        return ProcessPoolExecutor(
            count,
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(self.start,),
        )

    def answers(self, lines: Iterable[bytes | None]) -> Iterator[str]:
        waiting: deque[tuple[bytes, Future[str]]] = deque()
        for line in lines:
            if line is not None:
                waiting.append((line, self._submit(line)))
            most = 0 if line is None else self.count * AHEAD - 1
            while len(waiting) > most:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _submit(self, line: bytes) -> "Future[str]":
        try:
            return self._running().submit(_work, line)
        except BrokenProcessPool as error:
            failed: Future[str] = Future()
            failed.set_exception(error)
            return failed

    def _running(self) -> ProcessPoolExecutor:
        if self.pool is None:
            self.pool = self._fresh(self.count)
        return self.pool

    def _result(self, line: bytes, future: "Future[str]") -> str:
        try:
            return future.result()
        except BrokenProcessPool:
            self.pool = None
            return self._alone(line)

    def _alone(self, line: bytes) -> str:
        """Try a line again by itself: it may have died of a neighbour's."""
        with self._fresh(1) as pool:
            try:
                return pool.submit(_work, line).result()
            except BrokenProcessPool:
                why = "its worker died (out of memory or time?)"
                return json.dumps({"id": _identity(line), "error": why})
