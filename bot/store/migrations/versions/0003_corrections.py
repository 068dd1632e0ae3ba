"""Remember which posts were compared with which newer version."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "corrections",
        sa.Column(
            "delivery",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey(
                "deliveries.id",
                name=op.f("fk_corrections_delivery"),
                ondelete="CASCADE",
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("checked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery", "version", name=op.f("pk_corrections")),
    )


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")
