"""What many reports yield together: reprints, incidents, and the judgements that these rest on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import TEXT

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, empty: what is on record is weighed when it is next asked for."""
    op.add_column("readings", sa.Column("weighed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("readings_weighed", "readings", ["weighed"])
    op.create_table(
        "relays",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key"), nullable=False),
        sa.Column("origin", sa.Integer, sa.ForeignKey("reports.key"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("spans", sa.JSON, nullable=False),
    )
    op.create_index("relays_report", "relays", ["report"])
    op.create_table(
        "bands",
        sa.Column("band", TEXT, primary_key=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key"), primary_key=True),
        sa.Column("day", sa.Date),
    )
    op.create_index("bands_by_day", "bands", ["band", "day"])
    op.create_index("bands_report", "bands", ["report"])
    op.create_index("reports_publisher", "reports", ["publisher", "published"])
    op.create_table(
        "words",
        sa.Column("word", TEXT, primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
    )
    _create_incidents()
    op.create_table(
        "judgements",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("incident", TEXT, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("undone_by", TEXT),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("judgements_event", "judgements", ["event"])
    op.create_index("judgements_incident", "judgements", ["incident"])


def _create_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("json", sa.JSON, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("mode", TEXT),
        sa.Column("start_date", sa.Date),
        sa.Column("end_date", sa.Date),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
    )
    op.create_index("incidents_by_date", "incidents", ["start_date"])
    op.create_index("incidents_by_type", "incidents", ["type", "mode"])
    op.create_table(
        "incident_actors",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.key"), nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("country", TEXT),
        sa.Column("sector", TEXT),
    )
    op.create_index("incident_actors_incident", "incident_actors", ["incident"])
    op.create_index("incident_actors_country", "incident_actors", ["country", "sector", "role"])
    op.create_index("incident_actors_name", "incident_actors", ["folded"])
    op.create_table(
        "tellings",
        sa.Column("item", sa.Integer, sa.ForeignKey("items.key"), primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.key"), nullable=False),
    )
    op.create_index("tellings_incident", "tellings", ["incident"])
    op.create_table(
        "blocks",
        sa.Column("block", TEXT, primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incidents.key"), primary_key=True),
    )
    op.create_index("blocks_incident", "blocks", ["incident"])
