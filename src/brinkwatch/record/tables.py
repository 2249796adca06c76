"""The tables of the record. They hold on any database that SQLAlchemy speaks to; what is SQLite's own is in `sqlite.py`."""

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

REVISION = "0003"
"""The last of `migrations/versions`: a record at another one is brought to it, or refused if it is a later one."""

METADATA = MetaData()

REPORTS = Table(
    "reports",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # Of the text and all that is stated about it: the same report comes in once, whatever it is called.
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("url", Text),
    Column("language", Text),
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
    Column("reader", Text, nullable=False),
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
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("words", Text, nullable=False),
    Column("json", JSON, nullable=False),
    Column("type", Text),
    Column("mode", Text),
    Column("act", Text),
    # A position's, factor's or discrepancy's own kind.
    Column("subkind", Text),
    Column("factuality", Text),
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
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    # The name with upper and lower case made alike in any script, which SQLite itself does for ASCII only.
    Column("folded", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Index("item_actors_item", "item"),
    Index("item_actors_country", "country", "sector", "role"),
    Index("item_actors_name", "folded"),
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("key", Integer, primary_key=True),
    # As the crisis file names it, wherever it has moved to.
    Column("address", Text, nullable=False, unique=True),
    Column("publisher", Text),
    Column("moved_to", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("looked_at", DateTime),
    Column("succeeded_at", DateTime),
    Column("next_due", DateTime),
    Column("failing_since", DateTime),
    # In a row.
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("gone", Boolean, nullable=False),
    # The process that looks at it now, and until when it may be taken for alive.
    Column("held_by", Text),
    Column("held_until", DateTime),
)

FEED_ENTRIES = Table(
    "feed_entries",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("feed", ForeignKey("feeds.key"), nullable=False),
    # Digests of its id and of its page's address: these may be longer than an index takes.
    Column("entry", Text, nullable=False),
    Column("page", Text),
    Column("address", Text),
    Column("seen_at", DateTime, nullable=False),
    # "added", "there" (its report was on record already) or "refused"; nothing while it waits.
    Column("outcome", Text),
    Column("tries", Integer, nullable=False),
    Column("tried_at", DateTime),
    Column("problem", Text),
    UniqueConstraint("feed", "entry", name="feed_entries_once_a_feed"),
    Index("feed_entries_page", "page"),
)
