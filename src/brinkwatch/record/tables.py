"""The tables of the record. They hold on any database that SQLAlchemy speaks to; what is a database's own is in `sqlite.py` and `postgres.py`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0002"
"""The last of `migrations/versions`: a record at another one is brought to it, or refused if it is a later one."""

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by its code points, as SQLite sorts all text and PostgreSQL only where told, so that lists come in one order on both."""

METADATA = MetaData()

REPORTS = Table(
    "reports",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    # Of the text and all that is stated about it: the same report comes in once, whatever it is called.
    Column("digest", TEXT, nullable=False, unique=True),
    Column("text", TEXT, nullable=False),
    Column("title", TEXT),
    Column("publisher", TEXT),
    Column("published", Date),
    Column("url", TEXT),
    Column("language", TEXT),
    Column("added_at", DateTime, nullable=False),
    Column("author", Text),
    # In UTC, as all moments here.
    Column("published_at", DateTime),
    Column("dated_by", Text),
    Index("reports_published", "published"),
)

READINGS = Table(
    "readings",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("reader", TEXT, nullable=False),
    Column("read_at", DateTime, nullable=False),
    # The latest reading of its report: the one that questions are answered from.
    Column("current", Boolean, nullable=False),
    Column("skipped", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    UniqueConstraint("report", "reader", name="readings_once_a_reader"),
)

ITEMS = Table(
    "items",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.key"), nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("id", TEXT, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("words", TEXT, nullable=False),
    Column("json", JSON, nullable=False),
    Column("type", TEXT),
    Column("mode", TEXT),
    Column("act", TEXT),
    # A position's, factor's or discrepancy's own kind.
    Column("subkind", TEXT),
    Column("factuality", TEXT),
    # The days it covers by its own words; else its report's publication day; else nothing.
    Column("start_date", Date),
    Column("end_date", Date),
    UniqueConstraint("reading", "id", name="items_once_a_reading"),
    Index("items_id", "id"),
    Index("items_by_date", "kind", "start_date"),
    Index("items_by_type", "kind", "type", "mode"),
    Index("items_by_act", "kind", "act"),
    Index("items_by_subkind", "kind", "subkind"),
)

ITEM_ACTORS = Table(
    "item_actors",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("item", ForeignKey("items.key"), nullable=False),
    Column("role", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    # The name with upper and lower case made alike in any script, which SQLite itself does for ASCII only.
    Column("folded", TEXT, nullable=False),
    Column("country", TEXT),
    Column("sector", TEXT),
    Index("item_actors_item", "item"),
    Index("item_actors_country", "country", "sector", "role"),
    Index("item_actors_name", "folded"),
)
