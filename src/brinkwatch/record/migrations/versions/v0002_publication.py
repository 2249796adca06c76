"""Who wrote a report, the moment it was published, and where that was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from brinkwatch.record.tables import TEXT

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, empty for the reports that are there: what was not asked then is unknown."""
    op.add_column("reports", sa.Column("author", TEXT))
    op.add_column("reports", sa.Column("published_at", sa.DateTime))
    op.add_column("reports", sa.Column("dated_by", TEXT))
