"""Create all tables: what is read, what is due, what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Utc = sa.DateTime(timezone=True)

FTS5 = (
    """CREATE VIRTUAL TABLE texts USING fts5(text, content='versions',
    content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER versions_in AFTER INSERT ON versions BEGIN
    INSERT INTO texts(rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER versions_out AFTER DELETE ON versions BEGIN
    INSERT INTO texts(texts, rowid, text) VALUES ('delete', old.id, old.text); END""",
)
TSVECTOR = (
    """CREATE INDEX ix_versions_words ON versions USING gin
    (to_tsvector('simple', left(text, 200000)))""",
)
"""A tsvector holds one megabyte; beyond 200,000 characters nobody searches."""


def upgrade() -> None:
    """Create everything, in the order in which the tables refer to one another."""
    _articles()
    _events()
    _installations()
    _places()
    _story_members()
    _memory()
    _schedules()
    _sources()
    _versions()
    _votes()
    _wishes()
    _occurrences()
    _readings()
    _sightings()
    _deliveries()
    _posts()
    _sent_sentences()
    _wordings()
    for line in FTS5 if op.get_bind().dialect.name == "sqlite" else TSVECTOR:
        op.execute(line)


def downgrade() -> None:
    """Refuse: the copy made before migrating is the way back."""
    raise NotImplementedError("restore the copy made before migrating")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index(op.f("ix_articles_address"), "articles", ["address"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("seen", Utc, nullable=False),
        sa.PrimaryKeyConstraint("event", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_seen"), "events", ["seen"], unique=False)


def _installations() -> None:
    op.create_table(
        "installations",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("tokens", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("updated", Utc, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name=op.f("pk_installations")),
    )


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", Id, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("joined_at", Utc, nullable=False),
        sa.Column("greeted_at", Utc),
        sa.Column("left_at", Utc),
        sa.Column("problem", sa.Text()),
        sa.Column("problem_since", Utc),
        sa.Column("problem_told_at", Utc),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint(
            "platform",
            "workspace",
            "channel",
            name=op.f("uq_places_platform_workspace_channel"),
        ),
    )


def _story_members() -> None:
    op.create_table(
        "story_members",
        sa.Column("reads", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.PrimaryKeyConstraint("reads", "version", name=op.f("pk_story_members")),
    )


def _memory() -> None:
    op.create_table(
        "memory",
        sa.Column("place", Id, nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["places.id"], name=op.f("fk_memory_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place", "thread", name=op.f("pk_memory")),
    )
    op.create_index(op.f("ix_memory_at"), "memory", ["at"], unique=False)


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", Id, nullable=False),
        sa.Column("place", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Text(), nullable=False),
        sa.Column("empty", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("skips", sa.Integer(), nullable=False),
        sa.Column("paused", Utc),
        sa.Column("cursor", Utc, nullable=False),
        sa.Column("next_fire", Utc),
        sa.Column("covered", Utc, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("created", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["place"],
            ["places.id"],
            name=op.f("fk_schedules_place"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("place", "name", name=op.f("uq_schedules_place_name")),
    )
    op.create_index(
        op.f("ix_schedules_next_fire"), "schedules", ["next_fire"], unique=False
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", Id, nullable=False),
        sa.Column("place", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", Utc),
        sa.Column("next_try", Utc),
        sa.Column("last_read", Utc),
        sa.Column("baseline", Utc),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("added", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["places.id"], name=op.f("fk_sources_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("place", "address", name=op.f("uq_sources_place_address")),
    )
    op.create_index(op.f("ix_sources_next_try"), "sources", ["next_try"], unique=False)


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stored", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
            name=op.f("fk_versions_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("version", name=op.f("uq_versions_version")),
    )
    op.create_index(op.f("ix_versions_article"), "versions", ["article"], unique=False)


def _votes() -> None:
    op.create_table(
        "votes",
        sa.Column("place", Id, nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["places.id"], name=op.f("fk_votes_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place", "story", "person", name=op.f("pk_votes")),
    )


def _wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", Id, nullable=False),
        sa.Column("place", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("created", Utc, nullable=False),
        sa.Column("until", Utc),
        sa.Column("last_hit", Utc),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place"], ["places.id"], name=op.f("fk_wishes_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint(
            "place",
            "kind",
            "subject",
            "about",
            "by",
            name=op.f("uq_wishes_place_kind_subject_about_by"),
        ),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("place", Id, nullable=False),
        sa.Column("schedule", Id),
        sa.Column("fire_at", Utc, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("not_before", Utc, nullable=False),
        sa.Column("since", Utc),
        sa.Column("until", Utc),
        sa.Column("created", Utc, nullable=False),
        sa.Column("composed", Utc),
        sa.Column("done", Utc),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place"],
            ["places.id"],
            name=op.f("fk_occurrences_place"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["schedule"],
            ["schedules.id"],
            name=op.f("fk_occurrences_schedule"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("key", name=op.f("uq_occurrences_key")),
        sa.UniqueConstraint(
            "schedule", "fire_at", name=op.f("uq_occurrences_schedule_fire_at")
        ),
    )
    op.create_index(
        op.f("ix_occurrences_state"), "occurrences", ["state"], unique=False
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("analyser", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"],
            ["versions.version"],
            name=op.f("fk_readings_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "version", "headline", "analyser", name=op.f("pk_readings")
        ),
    )


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", Id, nullable=False),
        sa.Column("source", Id, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("first_read", Utc, nullable=False),
        sa.Column("disposition", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_sightings_article")
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.id"],
            name=op.f("fk_sightings_source"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint(
            "source", "article", name=op.f("uq_sightings_source_article")
        ),
    )
    op.create_index(
        op.f("ix_sightings_article"), "sightings", ["article"], unique=False
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("occurrence", Id, nullable=False),
        sa.Column("place", Id, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer()),
        sa.Column("thread", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unclear", sa.Boolean(), nullable=False),
        sa.Column("lease", Utc),
        sa.Column("not_before", Utc, nullable=False),
        sa.Column("first_try", Utc),
        sa.Column("message_id", sa.Text()),
        sa.Column("settled", Utc),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(
            ["occurrence"],
            ["occurrences.id"],
            name=op.f("fk_deliveries_occurrence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["place"],
            ["places.id"],
            name=op.f("fk_deliveries_place"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
        sa.UniqueConstraint(
            "occurrence", "part", name=op.f("uq_deliveries_occurrence_part")
        ),
    )
    op.create_index(
        "ix_deliveries_place_message_id",
        "deliveries",
        ["place", "message_id"],
        unique=False,
    )
    op.create_index(
        "ix_deliveries_state_not_before",
        "deliveries",
        ["state", "not_before"],
        unique=False,
    )


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("place", Id, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("occurrence", Id),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Text(), nullable=False),
        sa.Column("posted", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence"],
            ["occurrences.id"],
            name=op.f("fk_posts_occurrence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["place"], ["places.id"], name=op.f("fk_posts_place"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place", "message_id", name=op.f("pk_posts")),
    )
    op.create_index(op.f("ix_posts_occurrence"), "posts", ["occurrence"], unique=False)


def _sent_sentences() -> None:
    op.create_table(
        "sent_sentences",
        sa.Column("place", Id, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("occurrence", Id),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("queued", Utc, nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence"],
            ["occurrences.id"],
            name=op.f("fk_sent_sentences_occurrence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["place"],
            ["places.id"],
            name=op.f("fk_sent_sentences_place"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("place", "sentence", name=op.f("pk_sent_sentences")),
    )
    op.create_index(
        op.f("ix_sent_sentences_occurrence"),
        "sent_sentences",
        ["occurrence"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sent_sentences_version"), "sent_sentences", ["version"], unique=False
    )


def _wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("id", Id, nullable=False),
        sa.Column("sighting", Id, nullable=False),
        sa.Column("version", Id, nullable=False),
        sa.Column("read", Utc, nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sighting"],
            ["sightings.id"],
            name=op.f("fk_wordings_sighting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["versions.id"], name=op.f("fk_wordings_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint(
            "sighting", "version", name=op.f("uq_wordings_sighting_version")
        ),
    )
    op.create_index(
        "ix_wordings_sighting_read", "wordings", ["sighting", "read"], unique=False
    )
    op.create_index(op.f("ix_wordings_version"), "wordings", ["version"], unique=False)
