"""The engine for many machines: DBOS hands waves to whoever is free. Its only door.

A workflow is a wave of up to 25 occurrences. What was sent stands in our ledger alone,
so a workflow may run twice, or be lost: the sweeper puts overdue rows into a new one.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from dbos import DBOS, DBOSPortableJSONSerializer, EnqueueOptions

from bot import log
from bot.delivery.loop import REST, reaping
from bot.delivery.wave import Sender, wave
from bot.store import Tx, claims, locks, owners
from summarizer import digest

LOG = log.get("delivery")

QUEUE = "deliver"
WORKFLOW = "deliver"
CHANNELS = 25
"""Occurrences in a wave."""
WORKERS = 8
"""Waves at once in this process."""
POLL = 0.1
"""Seconds between two looks of DBOS into its queue."""
GATHER = 0.02
"""Seconds freshly queued occurrences are collected into one wave."""
OVERDUE = timedelta(seconds=5)
"""What has been due for longer was lost by somebody: the sweeper takes it up."""
NEAR = 5.0
"""Seconds a wave waits for its next part (a place's pace) instead of ending."""
VERSION = "1"
"""Of the workflow's code: DBOS runs what an equal version has queued."""
MOST = 500
"""Waves forgotten at once."""
KEEP = timedelta(days=1)
"""How long DBOS remembers a wave that is over."""


@dataclass(slots=True)
class Durable:
    """Deliver through DBOS; its tables live beside ours. One in a process."""

    sender: Sender
    _fresh: list[int] = field(default_factory=list)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: "asyncio.Queue[_Asked]" = field(default_factory=asyncio.Queue)

    async def enqueue(self, tx: Tx, occurrences: Sequence[int]) -> None:  # noqa: ARG002
        """Hand the occurrences to a wave; their rows in ``tx`` are what counts."""
        self._fresh.extend(occurrences)
        self._more.set()

    async def run(self) -> None:
        """Start DBOS, deliver until cancelled, stop it."""
        sender = self.sender
        async with (
            owners.alive(sender.store, sender.owner),
            self._running(),
            asyncio.TaskGroup() as group,
        ):
            group.create_task(reaping(sender))
            group.create_task(self._hand_over())
            group.create_task(locks.elected(sender.store, "sweeper", self._sweeping))
            while True:
                asked = await self._asked.get()
                group.create_task(self._answer(asked))

    async def sweep(self) -> int:
        """Put what is overdue into waves, whoever left it."""
        now = self.sender.clock()
        platforms = tuple(self.sender.adapters)
        async with self.sender.store.reading() as tx:
            overdue = await claims.overdue(tx, platforms, now=now, since=now - OVERDUE)
        bucket = int(now.timestamp() / OVERDUE.total_seconds())
        for chunk in _chunks(overdue):
            await _start(f"sweep:{bucket}:{_named(chunk)}", chunk)
        return len(overdue)

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        open_: set[Future[int]] = set()

        def deliver(occurrences: list[int]) -> int:
            # In a thread of DBOS; the adapters belong to the event loop.
            asked = _Asked(tuple(occurrences), Future())
            open_.add(asked.sent)
            loop.call_soon_threadsafe(self._asked.put_nowait, asked)
            try:
                return asked.sent.result()
            except CancelledError:  # we are stopping: the sweeper takes the rest up
                return 0
            finally:
                open_.discard(asked.sent)

        await asyncio.to_thread(_launch, self.sender, deliver)
        try:
            yield
        finally:
            for future in tuple(open_):
                future.cancel()
            await asyncio.to_thread(DBOS.destroy, destroy_registry=True)

    async def _hand_over(self) -> None:
        while True:
            await self._more.wait()
            await asyncio.sleep(GATHER)
            self._more.clear()
            fresh, self._fresh = self._fresh, []
            try:
                for chunk in _chunks(fresh):
                    await _start(f"wave:{_named(chunk)}", chunk)
            except Exception:  # the edge of one wave: the sweeper takes it up
                LOG.exception("delivery.not_handed_over", occurrences=len(fresh))

    async def _answer(self, asked: "_Asked") -> None:
        try:
            sent = await drain(self.sender, asked.occurrences)
        except Exception:  # the edge of one wave: the sweeper takes it up
            LOG.exception("delivery.wave_failed", occurrences=len(asked.occurrences))
            sent = 0
        with contextlib.suppress(Exception):  # cancelled while DBOS was stopping
            asked.sent.set_result(sent)

    async def _sweeping(self) -> None:
        while True:
            await self.sweep()
            await asyncio.to_thread(_forget, self.sender.clock() - KEEP)
            await asyncio.sleep(REST)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A wave DBOS wants delivered, and where it waits for the count."""

    occurrences: tuple[int, ...]
    sent: Future[int]


async def drain(sender: Sender, occurrences: Sequence[int]) -> int:
    """Send all parts of some occurrences; stop when the next is not due soon."""
    platforms = tuple(sender.adapters)
    total = 0
    while True:
        sent = await wave(sender, platforms, occurrences)
        total += sent
        if sent:
            continue
        async with sender.store.reading() as tx:
            at = await claims.next_due(tx, occurrences)
        wait = NEAR if at is None else (at - sender.clock()).total_seconds()
        if wait >= NEAR:
            return total
        await asyncio.sleep(max(wait, GATHER))


def _launch(sender: Sender, deliver: Callable[[list[int]], int]) -> None:
    DBOS(
        config={
            "name": "dateline",
            "system_database_url": _system(sender),
            "application_version": VERSION,
            # Not the machine's: a second process there would take up, when it starts,
            # what the first is running, and the first would wait for it for ever.
            "executor_id": sender.owner,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
        }
    )
    DBOS.workflow(name=WORKFLOW)(deliver)
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=WORKERS, polling_interval_sec=POLL)


def _system(sender: Sender) -> str:
    """Return the address of DBOS's own tables."""
    url = sender.store.engine.url
    if not sender.store.embedded:
        return url.set(drivername="postgresql").render_as_string(hide_password=False)
    path = Path(str(url.database)).with_suffix(".waves.db")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///{path}"


async def _start(workflow_id: str, occurrences: Sequence[int]) -> None:
    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": workflow_id,
    }
    await asyncio.to_thread(
        DBOS.enqueue_workflow_with_options, options, list(occurrences)
    )


def _forget(before: datetime) -> None:
    """Delete old waves from DBOS's tables, also those a dead process left."""
    moment = before.isoformat()
    over = DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        completed_before=moment,
        limit=MOST,
        load_input=False,
    )
    left = DBOS.list_workflows(
        status=["PENDING", "ENQUEUED"], end_time=moment, limit=MOST, load_input=False
    )
    if both := [item.workflow_id for item in (*over, *left)]:
        DBOS.delete_workflows(both)


def _chunks(occurrences: Sequence[int]) -> Iterator[Sequence[int]]:
    unique = list(dict.fromkeys(occurrences))
    return (unique[at : at + CHANNELS] for at in range(0, len(unique), CHANNELS))


def _named(occurrences: Sequence[int]) -> str:
    """Return a deterministic name of a set of occurrences."""
    return f"{occurrences[0]}-{digest(*map(str, occurrences))}"
