"""The tables of the record. They hold on any database that SQLAlchemy speaks to; what is a database's own is in `sqlite.py` and `postgres.py`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

REVISION = "0006"
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
    Column("author", TEXT),
    # In UTC, as all moments here.
    Column("published_at", DateTime),
    Column("dated_by", TEXT),
    Index("reports_published", "published"),
    Index("reports_publisher", "publisher", "published"),
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
    # Whether its events have been put with the incidents that they tell.
    Column("weighed", Boolean, nullable=False, server_default=false()),
    # The key of the reading that this one is, with analysts' corrections; none for what a reader read.
    Column("base", Integer),
    UniqueConstraint("report", "reader", name="readings_once_a_reader"),
    Index("readings_weighed", "weighed"),
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
    # The office or description that its report has it by.
    Column("title", TEXT),
    Index("item_actors_item", "item"),
    Index("item_actors_country", "country", "sector", "role"),
    Index("item_actors_name", "folded"),
)

RELAYS = Table(
    "relays",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("origin", ForeignKey("reports.key"), nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("share", Float, nullable=False),
    Column("spans", JSON, nullable=False),
    Index("relays_report", "report"),
)

BANDS = Table(
    "bands",
    METADATA,
    Column("band", TEXT, primary_key=True),
    Column("report", ForeignKey("reports.key"), primary_key=True),
    # The day on which the report came out.
    Column("day", Date),
    Index("bands_by_day", "band", "day"),
    Index("bands_report", "report"),
)

ALL = ""
"""The word, and the band, that every report has once it was weighed."""

# How many reports have a word (its stem), which tells how much two reports that share it have in common.
WORDS = Table(
    "words",
    METADATA,
    Column("word", TEXT, primary_key=True),
    Column("reports", Integer, nullable=False),
)

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("json", JSON, nullable=False),
    Column("type", TEXT, nullable=False),
    Column("mode", TEXT),
    # As of items: by its tellings' own words, else the publication day of the first.
    Column("start_date", Date),
    Column("end_date", Date),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Index("incidents_by_date", "start_date"),
    Index("incidents_by_type", "type", "mode"),
)

INCIDENT_ACTORS = Table(
    "incident_actors",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("incident", ForeignKey("incidents.key"), nullable=False),
    Column("role", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("folded", TEXT, nullable=False),
    Column("country", TEXT),
    Column("sector", TEXT),
    Index("incident_actors_incident", "incident"),
    Index("incident_actors_country", "country", "sector", "role"),
    Index("incident_actors_name", "folded"),
)

TELLINGS = Table(
    "tellings",
    METADATA,
    Column("item", ForeignKey("items.key"), primary_key=True),
    Column("incident", ForeignKey("incidents.key"), nullable=False),
    Index("tellings_incident", "incident"),
)

BLOCKS = Table(
    "blocks",
    METADATA,
    Column("block", TEXT, primary_key=True),
    Column("incident", ForeignKey("incidents.key"), primary_key=True),
    Index("blocks_incident", "incident"),
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("verdict", TEXT, nullable=False),
    Column("event", TEXT, nullable=False),
    Column("incident", TEXT, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_by", TEXT),
    Column("undone_at", DateTime),
    # The event that stood for the incident when a person judged: where incidents are made anew, it tells which one is meant.
    Column("anchor", TEXT),
    Index("judgements_anchor", "anchor"),
    Index("judgements_event", "event"),
    Index("judgements_incident", "incident"),
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("key", Integer, primary_key=True),
    # As the crisis file names it, wherever it has moved to.
    Column("address", TEXT, nullable=False, unique=True),
    Column("publisher", TEXT),
    Column("moved_to", TEXT),
    Column("etag", TEXT),
    Column("modified", TEXT),
    Column("looked_at", DateTime),
    Column("succeeded_at", DateTime),
    Column("next_due", DateTime),
    Column("failing_since", DateTime),
    # In a row.
    Column("failures", Integer, nullable=False),
    Column("problem", TEXT),
    Column("gone", Boolean, nullable=False),
    # The process that looks at it now, and until when it may be taken for alive.
    Column("held_by", TEXT),
    Column("held_until", DateTime),
)

FEED_ENTRIES = Table(
    "feed_entries",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("feed", ForeignKey("feeds.key"), nullable=False),
    # Digests of its id and of its page's address: these may be longer than an index takes.
    Column("entry", TEXT, nullable=False),
    Column("page", TEXT),
    Column("address", TEXT),
    Column("seen_at", DateTime, nullable=False),
    # "added", "there" (its report was on record already) or "refused"; nothing while it waits.
    Column("outcome", TEXT),
    Column("tries", Integer, nullable=False),
    Column("tried_at", DateTime),
    Column("problem", TEXT),
    UniqueConstraint("feed", "entry", name="feed_entries_once_a_feed"),
    Index("feed_entries_page", "page"),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("kind", TEXT, nullable=False),
    # None for an event that was missed.
    Column("event", TEXT),
    Column("change", JSON, nullable=False),
    Column("why", TEXT, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undone_by", TEXT),
    Column("undone_at", DateTime),
    Index("corrections_report", "report"),
    Index("corrections_event", "event"),
)
