"""What all tables share: naming, moments in UTC, and the two databases' one insert.

Every noun has its module with its table and its functions. A function takes a `Tx`
first; times are aware, in any zone, and come back in UTC.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    CursorResult,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Table,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

Tx = AsyncConnection
"""An open transaction: `Store.writing` or `Store.reading` gives one."""
Record = Row[*tuple[object, ...]]
"""A row of any query; its columns are attributes."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""A number the database gives: SQLite counts only columns that are INTEGER."""


class Utc(TypeDecorator[datetime]):
    """A moment, kept in UTC: ``timestamptz``, or sortable text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Refuse a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a stored time needs a zone: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  # the interface asks for it
    ) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def number() -> Column[int]:
    """Return a primary key the database counts up."""
    return Column("id", Id, primary_key=True)


def owned_by(table: str, *, null: bool = False, name: str = "") -> Column[int]:
    """Return a reference to a row that takes its dependants with it."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    column: Column[int] = Column(name or table.removesuffix("s"), Id, key)
    column.nullable = null
    return column


Values = Mapping[str, object]


async def insert_new(
    tx: Tx, table: Table, values: Values | Sequence[Values], *conflict: str
) -> CursorResult[tuple[int]]:
    """Insert unless a row with the same ``conflict`` columns is there already.

    Without ``conflict`` any unique column counts. A sequence inserts many at once.
    """
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=conflict or None)
    return await tx.execute(statement, values)


async def upsert(
    tx: Tx, table: Table, values: Values | Sequence[Values], *conflict: str
) -> None:
    """Insert, or overwrite the row with the same ``conflict`` columns.

    A sequence, of rows with the same columns, writes many at once.
    """
    rows = [values] if isinstance(values, Mapping) else values
    if not rows:
        return
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    given = [name for name in rows[0] if name not in conflict]
    changes = {name: statement.excluded[name] for name in given}
    await tx.execute(
        statement.on_conflict_do_update(index_elements=conflict, set_=changes), rows
    )
