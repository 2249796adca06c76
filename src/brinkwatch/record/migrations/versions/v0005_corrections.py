"""What analysts correct: events that were misread or missed, and judgements of incidents that can be told again elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import ALL, TEXT

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table, empty, and let each report that was weighed have the band that tells so."""
    op.add_column("readings", sa.Column("base", sa.Integer))
    op.add_column("judgements", sa.Column("anchor", TEXT))
    op.create_index("judgements_anchor", "judgements", ["anchor"])
    op.create_table(
        "corrections",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("report", sa.Integer, sa.ForeignKey("reports.key"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("event", TEXT),
        sa.Column("change", sa.JSON, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("undone_by", TEXT),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("corrections_report", "corrections", ["report"])
    op.create_index("corrections_event", "corrections", ["event"])
    readings = sa.table("readings", sa.column("report", sa.Integer), sa.column("weighed", sa.Boolean))
    bands = sa.table("bands", sa.column("band", TEXT), sa.column("report", sa.Integer))
    weighed = sa.select(sa.literal(ALL, TEXT), readings.c.report).where(readings.c.weighed).distinct()
    op.execute(sa.insert(bands).from_select(["band", "report"], weighed))
