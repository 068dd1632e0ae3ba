"""Let parts wait for the one before them, and index only what is still open."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WAIT = """
UPDATE deliveries SET state = 'waiting' WHERE state = 'due' AND EXISTS (
    SELECT 1 FROM deliveries earlier
    WHERE earlier.occurrence = deliveries.occurrence
    AND earlier.part < deliveries.part
    AND earlier.state IN ('due', 'sending', 'uncertain')
)
"""


def upgrade() -> None:
    """Name what waits; replace the index over all states by one for each question."""
    op.execute(WAIT)
    op.drop_index("ix_deliveries_state_not_before", "deliveries")
    _index("ready", "state IN ('due', 'uncertain')", "platform", "not_before")
    _index("claimed", "state IN ('sending')", "lease")


def _index(name: str, where: str, *columns: str) -> None:
    op.create_index(
        f"ix_deliveries_{name}",
        "deliveries",
        [*columns, "id"],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")
