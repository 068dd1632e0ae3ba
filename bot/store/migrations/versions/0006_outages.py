"""Remember when the bot was away."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the pulse and the gaps found in it."""
    op.create_table(
        "pulses",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pulses")),
    )
    op.create_table(
        "outages",
        sa.Column("id", Id, nullable=False),
        sa.Column("began", Utc, nullable=False),
        sa.Column("ended", Utc, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
    )
    op.create_index(op.f("ix_outages_ended"), "outages", ["ended"])


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")
