"""Remember how each text was come by, what a feed may have hidden, and what is owed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns, and the index of what is asked for again."""
    for name in ("origin", "printed", "etag", "last_modified"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("sightings", column)
    op.add_column("sightings", sa.Column("again", Utc))
    op.add_column("sightings", sa.Column("listed", Utc))
    op.create_index(op.f("ix_sightings_again"), "sightings", ["again"])
    op.add_column(
        "sources",
        sa.Column("backfill", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column("sources", sa.Column("gap_from", Utc))
    op.add_column("sources", sa.Column("gap_until", Utc))


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")
