"""Open the database: drivers, transactions, one writer at a time on SQLite."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError
from bot.store.migrate import migrate
from bot.store.schema import Tx

BUSY = 30_000
"""Milliseconds SQLite waits for another process that is writing."""
CONNECTIONS = 10
"""Open connections at most, on PostgreSQL twice as many under load."""

NO_ADDRESS = (
    "database.url: not an address of a database; in a password write @ as %40, "
    ": as %3A and / as %2F"
)

CACHE = 500
"""Kilobytes of pages each connection to SQLite keeps; the system's cache is behind."""


class Store:
    """An open database. Ask it for a transaction and hand that to the nouns' modules.

    A transaction commits at the end of its block and rolls back on an exception.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        """Wrap an engine; `opened` is the way to get one."""
        self.engine = engine
        self.embedded = engine.dialect.name == "sqlite"
        # Waiting here is fair and free; waiting in SQLite's busy loop is neither.
        self._turn = asyncio.Lock() if self.embedded else None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Tx]:
        """Give a transaction that may write; on SQLite it holds the only pen."""
        async with self._turn or nullcontext(), self.engine.connect() as connection:
            writer = await connection.execution_options(writing=True)
            async with writer.begin():
                yield writer

    @asynccontextmanager
    async def noting(self) -> AsyncIterator[Tx]:
        """Give a transaction that may write and does not wait for the disk.

        A killed process takes nothing with it; a power failure, or a crash of
        PostgreSQL, may take the latest. What `writing` commits later never stays
        without it.
        """
        async with self._turn or nullcontext(), self.engine.connect() as connection:
            writer = await connection.execution_options(writing=True, durable=False)
            async with writer.begin():
                yield writer

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """Give a transaction that sees one moment of the database."""
        async with self.engine.connect() as connection:
            reader = await connection.execution_options(writing=False)
            async with reader.begin():
                yield reader


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """Migrate and open the database at ``sqlite:///path`` or ``postgresql://…``.

    Raises:
        StoreError: it cannot be opened, or was written by a newer version.
    """
    address = driven(url)
    try:
        await asyncio.to_thread(migrate, address)
        engine = _engine(address)
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(f"{_shown(address)}: {error}") from error
    try:
        yield Store(engine)
    finally:
        await engine.dispose()


def driven(url: str) -> URL:
    """Return the address with the asynchronous driver we use.

    Raises:
        StoreError: it is no address of SQLite or PostgreSQL.
    """
    try:
        address = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise StoreError(NO_ADDRESS) from None  # it may hold half of a password
    if "@" in (address.host or ""):
        raise StoreError(NO_ADDRESS)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    driver = drivers.get(address.get_backend_name())
    if driver is None:
        raise StoreError(
            f"database.url: {address.drivername}: use sqlite:///path or postgresql://…"
        )
    return address.set(drivername=driver)


def _shown(address: URL) -> str:
    """Return an address without whatever may be secret in it."""
    bare = address.set(drivername=address.get_backend_name(), username=None)
    return bare.set(password=None, query={}).render_as_string()


def _engine(address: URL) -> AsyncEngine:
    if not address.drivername.startswith("sqlite"):
        engine = create_async_engine(
            address, pool_size=CONNECTIONS, max_overflow=CONNECTIONS, pool_pre_ping=True
        )
        event.listen(engine.sync_engine, "begin", _relax)
        return engine
    if not address.database or address.database == ":memory:":
        raise StoreError("database.url: SQLite needs a file: sqlite:///path")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address, pool_size=CONNECTIONS, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # Python's sqlite3 begins transactions by itself, and too late: we do it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for line in (
        f"PRAGMA busy_timeout={BUSY}",
        "PRAGMA journal_mode=WAL",
        "PRAGMA foreign_keys=ON",
        f"PRAGMA cache_size=-{CACHE}",
    ):
        cursor.execute(line)
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    level = "FULL" if options.get("durable", True) else "NORMAL"
    if connection.info.get("synchronous") != level:
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.info["synchronous"] = level
    # A deferred BEGIN that reads and then writes fails at once when another wrote.
    writing = options.get("writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _relax(connection: Connection) -> None:
    if not connection.get_execution_options().get("durable", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
