"""Bring a database to the newest schema with Alembic; copy a SQLite file before."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, pool, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import StoreError

LOCK = 0x64617465
"""PostgreSQL advisory lock held while migrating: two machines may start at once."""


def migrate(address: URL) -> None:
    """Migrate to the newest schema; nothing happens where it is that already.

    Raises:
        StoreError: the schema is newer than this program.
    """
    if address.drivername.startswith("sqlite") and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(_migrate(address))


async def _migrate(address: URL) -> None:
    engine = create_async_engine(address, poolclass=pool.NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_upgrade, address)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, address: URL) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()
    current = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    if current == ScriptDirectory.from_config(config).get_current_head():
        return
    if current is not None and address.drivername.startswith("sqlite"):
        _back_up(Path(str(address.database)), current)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"database: its schema {current} is unknown here: run the newer version"
        ) from error


def _back_up(path: Path, revision: str) -> None:
    copy = path.with_name(f"{path.name}.{revision}.backup")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
