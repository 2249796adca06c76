"""The first shape of the record: reports, readings, their items and the parties in these, and search over both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import TEXT

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("digest", TEXT, nullable=False, unique=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("title", TEXT),
        sa.Column("publisher", TEXT),
        sa.Column("published", sa.Date),
        sa.Column("url", TEXT),
        sa.Column("language", TEXT),
        sa.Column("added_at", sa.DateTime, nullable=False),
    )
    op.create_index("reports_published", "reports", ["published"])
    op.create_table(
        "readings",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key"), nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("read_at", sa.DateTime, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("skipped", sa.JSON, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
        sa.UniqueConstraint("report", "reader", name="readings_once_a_reader"),
    )
    _create_items()
    context = op.get_context()
    assert context.config
    context.config.attributes["database"].create_search(op.get_bind())


def _create_items() -> None:
    op.create_table(
        "items",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.key"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("span_start", sa.Integer),
        sa.Column("span_end", sa.Integer),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("json", sa.JSON, nullable=False),
        sa.Column("type", TEXT),
        sa.Column("mode", TEXT),
        sa.Column("act", TEXT),
        sa.Column("subkind", TEXT),
        sa.Column("factuality", TEXT),
        sa.Column("start_date", sa.Date),
        sa.Column("end_date", sa.Date),
        sa.UniqueConstraint("reading", "id", name="items_once_a_reading"),
    )
    op.create_index("items_id", "items", ["id"])
    op.create_index("items_by_date", "items", ["kind", "start_date"])
    op.create_index("items_by_type", "items", ["kind", "type", "mode"])
    op.create_index("items_by_act", "items", ["kind", "act"])
    op.create_index("items_by_subkind", "items", ["kind", "subkind"])
    op.create_table(
        "item_actors",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("item", sa.Integer, sa.ForeignKey("items.key"), nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("country", TEXT),
        sa.Column("sector", TEXT),
    )
    op.create_index("item_actors_item", "item_actors", ["item"])
    op.create_index("item_actors_country", "item_actors", ["country", "sector", "role"])
    op.create_index("item_actors_name", "item_actors", ["folded"])
