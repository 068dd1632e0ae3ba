"""Remember when stories became one, and when one became several."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "story_turns",
        sa.Column("id", Id, nullable=False),
        sa.Column(
            "place",
            Id,
            sa.ForeignKey(
                "places.id", name=op.f("fk_story_turns_place"), ondelete="CASCADE"
            ),
            nullable=False,
        ),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_turns")),
    )
    op.create_index(op.f("ix_story_turns_place"), "story_turns", ["place", "story"])


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")
