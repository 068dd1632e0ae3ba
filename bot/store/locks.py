"""Locks that end with their process: who is alive, and who leads.

On SQLite a lock is an flock on a file beside the database, on PostgreSQL a session's
advisory lock. Neither outlives a killed process.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import log
from bot.store.database import Store
from summarizer import digest

LOG = log.get("store")

RETRY = 2.0
"""Seconds between two tries to become the leader."""


async def elected(store: Store, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do ``work`` while no other process does it, until cancelled.

    It saves work and guards nothing: a leader that loses its connection goes on.
    """
    while True:
        try:
            async with held(store, name) as leading:
                if leading:
                    await work()
        except Exception:  # the outermost edge: the database may be away for a while
            LOG.exception("store.leader_failed", name=name)
        await asyncio.sleep(RETRY)


@asynccontextmanager
async def held(store: Store, name: str) -> AsyncIterator[bool]:
    """Try to hold a lock for the length of a block; tell whether we do."""
    if store.embedded:
        path = _path(store, name)
        with path.open("a") as file:
            yield _locked(file.fileno())
        return
    async with _session(store, name) as (taken, _):
        yield taken


async def kept(store: Store, name: str, taken: asyncio.Event) -> None:
    """Hold a lock until cancelled, and take it again when its session was lost.

    ``taken`` is set when it was tried for the first time.
    """
    while True:
        try:
            if store.embedded:
                async with held(store, name):
                    taken.set()
                    await asyncio.Event().wait()
            async with _session(store, name) as (_, connection):
                taken.set()
                while True:
                    await asyncio.sleep(RETRY)
                    await connection.execute(text("SELECT 1"))
        except Exception:  # the outermost edge: the database may be away for a while
            LOG.exception("store.lock_lost", name=name)
            taken.set()
        await asyncio.sleep(RETRY)


@asynccontextmanager
async def _session(
    store: Store, name: str
) -> AsyncIterator[tuple[bool, AsyncConnection]]:
    """Give a session of PostgreSQL that has tried to take a lock."""
    async with store.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        taken = text("SELECT pg_try_advisory_lock(:key)")
        result = await connection.execute(taken, {"key": _number(name)})
        try:
            yield bool(result.scalar_one()), connection
        finally:
            # The session goes back to the pool: end it, and the lock with it.
            await connection.invalidate()


async def abandoned(store: Store, name: str) -> bool:
    """Tell whether a lock was held once and its process is gone.

    On PostgreSQL a crash of the database looks the same: allow for it.
    """
    if store.embedded:
        path = _path(store, name)
        if not path.exists():
            return False
        with path.open("a") as file:
            gone = _locked(file.fileno())
        if gone:
            path.unlink(missing_ok=True)
        return gone
    async with held(store, name) as free:
        return free


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path(store: Store, name: str) -> Path:
    database = Path(str(store.engine.url.database))
    folder = database.with_name(f"{database.name}.locks")
    folder.mkdir(exist_ok=True)
    return folder / digest("lock", name)


def _number(name: str) -> int:
    """Return the lock's number: 63 bits of the name's hash."""
    return int(digest("lock", name), 16) >> 1
