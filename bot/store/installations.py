"""Tokens of the workspaces that installed us. They are encrypted before they come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    delete,
    select,
)

from bot.store.schema import Record, Tx, Utc, metadata, upsert

installations = Table(
    "installations",
    metadata,
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("scopes", Text, nullable=False, default=""),
    Column("updated", Utc, nullable=False),
    PrimaryKeyConstraint("platform", "workspace"),
)


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace's encrypted tokens. The adapter alone can read them."""

    platform: str
    workspace: str
    tokens: bytes
    scopes: str
    updated: datetime


async def save(
    tx: Tx,
    platform: str,
    workspace: str,
    tokens: bytes,
    *,
    now: datetime,
    scopes: str = "",
) -> None:
    """Keep a workspace's tokens in place of earlier ones."""
    key = {"platform": platform, "workspace": workspace}
    values = {**key, "tokens": tokens, "scopes": scopes, "updated": now}
    await upsert(tx, installations, values, *key)


async def find(tx: Tx, platform: str, workspace: str) -> Installation | None:
    """Return a workspace's tokens, or None where it did not install us."""
    mine = installations.c.platform == platform, installations.c.workspace == workspace
    row = (await tx.execute(select(installations).where(*mine))).one_or_none()
    return _installation(row) if row else None


async def of_platform(tx: Tx, platform: str) -> tuple[Installation, ...]:
    """Return every workspace that installed us on a platform."""
    query = select(installations).where(installations.c.platform == platform)
    rows = await tx.execute(query.order_by(installations.c.workspace))
    return tuple(_installation(row) for row in rows)


async def remove(tx: Tx, platform: str, workspace: str) -> None:
    """Forget a workspace's tokens: it removed us."""
    mine = installations.c.platform == platform, installations.c.workspace == workspace
    await tx.execute(delete(installations).where(*mine))


def _installation(row: Record) -> Installation:
    return Installation(
        row.platform, row.workspace, row.tokens, row.scopes, row.updated
    )
