"""The feeds that are followed: what is known of each, and of each entry that was seen in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import TEXT

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, with nothing in them."""
    op.create_table(
        "feeds",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("address", TEXT, nullable=False, unique=True),
        sa.Column("publisher", TEXT),
        sa.Column("moved_to", TEXT),
        sa.Column("etag", TEXT),
        sa.Column("modified", TEXT),
        sa.Column("looked_at", sa.DateTime),
        sa.Column("succeeded_at", sa.DateTime),
        sa.Column("next_due", sa.DateTime),
        sa.Column("failing_since", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", TEXT),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("held_by", TEXT),
        sa.Column("held_until", sa.DateTime),
    )
    op.create_table(
        "feed_entries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("feed", sa.Integer, sa.ForeignKey("feeds.key"), nullable=False),
        sa.Column("entry", TEXT, nullable=False),
        sa.Column("page", TEXT),
        sa.Column("address", TEXT),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("outcome", TEXT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("tried_at", sa.DateTime),
        sa.Column("problem", TEXT),
        sa.UniqueConstraint("feed", "entry", name="feed_entries_once_a_feed"),
    )
    op.create_index("feed_entries_page", "feed_entries", ["page"])
