"""All that is PostgreSQL's own: how it is reached, its sessions, its search tables, and what its errors and faults mean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.json import set_json_dumps, set_json_loads
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

from ..errors import BadInput, RecordError
from . import nul
from .database import SEARCHED, Damaged, phrases_of
from .words import stems_of

OLDEST = 15
"""The oldest version of PostgreSQL that this is tested with."""

MARK = "Brinkwatch record"
"""Marks tables as ours: the comment on the one that holds their version."""

LOCK_SECONDS = 30.0
"""How long a writer waits for another one: a reading is written in far less."""

_LOCK = 0x42524B57
"""The record's lock among all those of a database ("BRKW"), one for each schema."""

_LONGEST_STEM = 200
"""Characters; PostgreSQL's index takes no entry of more than about 2,700 bytes."""

_SECRET = {"password", "sslpassword"}

_MEANING = {
    psycopg.errors.LockNotAvailable: "another program keeps it locked: try again when that is done",
    psycopg.errors.InsufficientPrivilege: "this user may not do that: ask the database's owner for the rights to read and write its tables",
    psycopg.errors.ReadOnlySqlTransaction: "it can't be written to: use the main server, or a user that may write",
    psycopg.errors.DiskFull: "the server's disk is full: free some space and run it again, what was recorded before is kept",
    psycopg.errors.TooManyConnections: "the server has too many connections: try again later",
    psycopg.errors.DataCorrupted: "the database is damaged: restore it from a copy",
    psycopg.errors.IndexCorrupted: "an index is damaged: run REINDEX, and `brinkwatch check` after it",
    psycopg.errors.InvalidSchemaName: "there is no such schema: make it first, or leave out search_path",
    psycopg.OperationalError: "the connection broke: see that the server runs and run it again, what was recorded before is kept",
}
"""What to do about an error; the first class that it is of counts."""


class Postgres:
    """A record in a schema of a PostgreSQL database: the Database that a `postgresql://` address names."""

    files: tuple[Path, ...] = ()

    def __init__(self, address: str) -> None:
        self._address = address
        try:
            self._parts = conninfo_to_dict(address)
        except psycopg.Error:
            # What it says may hold the password, and so may the traceback.
            raise BadInput(
                "the address of the database can't be read: write it as postgresql://user@host/database"
            ) from None

    @property
    def name(self) -> str:
        """The address without its password and options."""
        user, host, port = (self._parts.get(part) for part in ("user", "host", "port"))
        at = f"{f'{user}@' if user else ''}{host or ''}{f':{port}' if port else ''}"
        return f"postgresql://{at}/{self._parts.get('dbname') or user or ''}"

    def open_engine(self) -> sa.Engine:
        """An engine on a schema that is ours or has nothing in it; raises RecordError on any other, and on a server that won't do."""
        with self._connect() as connection:
            self._check_server(connection)
            self._check_ours(connection)
        engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=sa.pool.QueuePool,
            # A server that was started anew while a report was read costs nothing.
            pool_pre_ping=True,
        )
        event.listen(engine, "begin", _begin)
        return engine

    def is_ours(self, connection: sa.Connection) -> bool:
        """Whether the schema's tables are marked as ours; new ones are not yet."""
        return connection.exec_driver_sql(_MARKED).scalar() == MARK

    def mark_ours(self, connection: sa.Connection) -> None:
        """Mark the schema's tables as ours, with the running transaction."""
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{MARK}'")

    def create_search(self, connection: sa.Connection) -> None:
        """Make the tables of words: for each row its stems in order, which an index finds by any of them.

        Not tsvector: that forgets where a word stands after the 16,383rd, and takes no text of more than a megabyte of words.
        """
        for table in SEARCHED:
            connection.exec_driver_sql(
                f"CREATE TABLE {table}_search (key integer PRIMARY KEY REFERENCES {table}, words text[] NOT NULL)"
            )
            connection.exec_driver_sql(f"CREATE INDEX {table}_search_words ON {table}_search USING gin (words)")

    def index(self, connection: sa.Connection, table: sa.Table, keys: Sequence[int], rows: Sequence[Any]) -> None:
        """Put the words of new rows into their table of words."""
        if table.name not in SEARCHED:
            return
        columns = SEARCHED[table.name]
        stems = stems_of([row[column] or "" for row in rows for column in columns])
        each = [stems[n : n + len(columns)] for n in range(0, len(stems), len(columns))]
        # A bar is no word: none are next to each other across it.
        words = [_short(stem for column in found for stem in (*column, "|"))[:-1] for found in each]
        pairs = [{"key": key, "words": some} for key, some in zip(keys, words, strict=True)]
        if pairs:
            connection.execute(sa.insert(_search(table)), pairs)

    def unindex(self, connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool]) -> None:
        """Take the words of rows that are about to go from a table out of their table of words."""
        search = _search(table)
        connection.execute(sa.delete(search).where(search.c.key.in_(sa.select(table.c.key).where(condition))))

    def matches(self, table: sa.Table, text: str) -> sa.ColumnElement[bool]:
        """Whether a row has all words of a text, those in double quotes next to each other; BadInput for no words."""
        search = _search(table)
        phrases = [_short(stems) for stems in stems_of(phrases_of(text)) if stems]
        if not phrases:
            return sa.false()
        words = sorted({stem for phrase in phrases for stem in phrase})
        line = sa.func.concat(" ", sa.func.array_to_string(search.c.words, " "), " ")
        together = [sa.func.strpos(line, f" {' '.join(phrase)} ") > 0 for phrase in phrases if len(phrase) > 1]
        return table.c.key.in_(sa.select(search.c.key).where(search.c.words.contains(words), *together))

    def gathered(self, column: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
        """The different numbers that rows of a group have in a column, with commas between."""
        return sa.func.string_agg(sa.cast(column, sa.Text).distinct(), ",", type_=sa.Text)

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Turn what PostgreSQL raises into a RecordError that says what to do."""
        try:
            yield
        except DBAPIError as error:
            if not isinstance(error.orig, psycopg.Error):
                raise
            raise self._meaning(error.orig) from error
        except psycopg.Error as error:
            raise self._meaning(error) from error

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """Rows that search does not find. PostgreSQL checks its own pages as it reads them, where it was set up with checksums."""
        for table in SEARCHED:
            missing = connection.exec_driver_sql(
                f"SELECT count(*) FROM {table} LEFT JOIN {table}_search AS found USING (key) WHERE found.words IS NULL"  # noqa: S608 (our own names)
            ).scalar_one()
            if missing:
                yield f"search in {table} does not know {missing:,} of them"

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            connection = psycopg.connect(self._address, autocommit=True, client_encoding="utf8")
        except psycopg.Error as error:
            raise RecordError(
                f"{self.name}: can't be opened ({self._told(error)}): check the address, that the server runs, and your rights"
            ) from None
        # What is reported as kept survives a power cut, whatever the server's default.
        connection.execute(f"SET lock_timeout = '{round(LOCK_SECONDS * 1000)}ms'")
        connection.execute("SET synchronous_commit = on")
        set_json_dumps(nul.json_without, connection)
        set_json_loads(nul.json_with, connection)
        connection.adapters.register_dumper(str, nul.TextDumper)
        for kind in ("text", "varchar"):
            connection.adapters.register_loader(kind, nul.TextLoader)
        connection.autocommit = False
        return connection

    def _check_server(self, connection: psycopg.Connection[Any]) -> None:
        version = connection.info.server_version // 10000
        if version < OLDEST:
            raise RecordError(f"{self.name}: PostgreSQL {version} is too old: use {OLDEST} or newer")
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise RecordError(
                f"{self.name}: the database is in {encoding}, which can't hold all texts: make one in UTF8 (createdb -E UTF8)"
            )

    def _check_ours(self, connection: psycopg.Connection[Any]) -> None:
        """Refuse a schema that is not ours before anything in it is changed."""
        with self.saying():
            row = connection.execute(f"SELECT ({_MARKED}), ({_TABLES}), current_schema()").fetchone()
        assert row
        mark, tables, schema = row
        if schema is None:
            raise RecordError(f"{self.name}: {_MEANING[psycopg.errors.InvalidSchemaName]}")
        if mark != MARK and tables:
            raise RecordError(
                f"{self.name}: not a Brinkwatch record but another program's database: name another one (createdb makes one)"
            )

    def _meaning(self, error: psycopg.Error) -> RecordError:
        damaged = isinstance(error, psycopg.errors.DataCorrupted | psycopg.errors.IndexCorrupted | psycopg.DataError)
        kind = Damaged if damaged else RecordError
        meant = next((meaning for kind, meaning in _MEANING.items() if isinstance(error, kind)), None)
        return kind(f"{self.name}: {meant or f'the database refused ({self._told(error)})'}")

    def _told(self, error: psycopg.Error) -> str:
        """What the server says, on one line, without the password."""
        told = " ".join(str(error.diag.message_primary or error).split())
        for secret in filter(None, (self._parts.get(part) for part in _SECRET)):
            told = told.replace(str(secret), "***")
        return told


_MARKED = "SELECT obj_description(to_regclass(quote_ident(current_schema()) || '.alembic_version'), 'pg_class')"
_TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relkind IN ('r', 'p', 'v', 'm', 'f')"


def _begin(connection: sa.Connection) -> None:
    """Writers take turns, as they do in SQLite: who has the lock reads what the one before has written, and nobody has to try again.

    It is held for the milliseconds that a reading is written in, not for the seconds in which it is read.
    """
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _search(table: sa.Table) -> sa.TableClause:
    return sa.table(f"{table.name}_search", sa.column("key", sa.Integer), sa.column("words", ARRAY(sa.Text)))


def _short(stems: Iterator[str] | Sequence[str]) -> list[str]:
    """Stems that fit into an index: what no language has is known by its hash."""
    return [
        stem if len(stem) <= _LONGEST_STEM else hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()
        for stem in stems
    ]
