"""Create the table of what stands on the chat page."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create it, with the index its newest posts are found by."""
    op.create_table(
        "page",
        sa.Column("id", Id, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", Id),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("posted", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("key", name="uq_page_key"),
    )
    op.create_index("ix_page_channel", "page", ["channel"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("page")
