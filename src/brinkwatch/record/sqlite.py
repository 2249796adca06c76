"""All that is SQLite's own: how a file is opened, its pragmas, its search tables, and what its errors and faults mean."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from ..errors import RecordError
from .database import SEARCHED, Damaged, phrases_of
from .words import TOKENIZER

APPLICATION_ID = 0x42524B57
"""Marks a SQLite file as ours ("BRKW")."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another one: a reading is written in far less."""

_MEANING = {
    "SQLITE_BUSY": "another program keeps it locked: try again when that is done",
    "SQLITE_LOCKED": "another program keeps it locked: try again when that is done",
    "SQLITE_READONLY": "it can't be written to: change the permissions of the file and its folder, or use another file",
    "SQLITE_CANTOPEN": "it can't be opened: check that its folder is there and that you may read and write it",
    "SQLITE_PERM": "you may not open it: change the permissions of the file and its folder",
    "SQLITE_FULL": "the disk is full: free some space and run it again, what was recorded before is kept",
    "SQLITE_IOERR": "the disk refused: check its space and state and run it again, what was recorded before is kept",
    "SQLITE_CORRUPT": "the file is damaged: restore it from a copy",
    "SQLITE_NOTADB": "not a Brinkwatch record: name another file",
}

_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_ERROR", ""}
"""What is raised where a part can't be read; nothing is the name of what Python raises, such as for text that is no UTF-8."""


@dataclass(frozen=True)
class SQLite:
    """A record in one file: the Database that a path names."""

    path: Path

    @property
    def name(self) -> str:
        """The path as it was given."""
        return str(self.path)

    @property
    def files(self) -> tuple[Path, ...]:
        """Its own and, while it is open, its log's."""
        path = self.path.resolve()
        return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm")))

    def open_engine(self) -> sa.Engine:
        """An engine on a file that is ours or has nothing in it; raises RecordError on any other."""
        address, writable = _address(self.path)
        with self.saying():
            _check_ours(self.path, address)
        engine = sa.create_engine(
            "sqlite://",
            creator=lambda: _connect(address, writable),
            poolclass=sa.pool.QueuePool,
            json_serializer=_to_json,
            json_deserializer=msgspec.json.decode,
        )
        event.listen(engine, "begin", _begin)
        return engine

    def is_ours(self, connection: sa.Connection) -> bool:
        """Whether the file is marked as ours; a new one is not yet."""
        return bool(connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID)

    def mark_ours(self, connection: sa.Connection) -> None:
        """Mark the file as ours, with the running transaction."""
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")

    def create_search(self, connection: sa.Connection) -> None:
        """Make the full-text tables. They hold no text of their own, and triggers fill them in the transaction that inserts a row."""
        for table, columns in SEARCHED.items():
            names, values = ", ".join(columns), ", ".join(f"new.{column}" for column in columns)
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {table}_search USING fts5({names}, content='{table}', content_rowid='key',"
                f" tokenize='{TOKENIZER}')"
            )
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_searched AFTER INSERT ON {table} BEGIN"  # noqa: S608 (our own names)
                f" INSERT INTO {table}_search(rowid, {names}) VALUES (new.key, {values}); END"
            )

    def index(self, connection: sa.Connection, table: sa.Table, keys: Sequence[int], rows: Sequence[Any]) -> None:
        """Nothing: the triggers have done it."""

    def unindex(self, connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool]) -> None:
        """Make rows that are about to go from a table not found any more: the search table has to be told what they held."""
        name, columns = f"{table.name}_search", SEARCHED[table.name]
        search = sa.table(name, sa.column(name), sa.column("rowid"), *map(sa.column, columns))
        rows = sa.select(sa.literal("delete"), table.c.key, *(table.c[column] for column in columns)).where(condition)
        connection.execute(sa.insert(search).from_select([name, "rowid", *columns], rows))

    def matches(self, table: sa.Table, text: str) -> sa.ColumnElement[bool]:
        """Whether a row has all words of a text, those in double quotes next to each other; BadInput for no words."""
        search = sa.table(f"{table.name}_search", sa.column("rowid"))
        query = " ".join(f'"{phrase}"' for phrase in phrases_of(text))
        return table.c.key.in_(
            sa.select(search.c.rowid).where(sa.literal_column(f"{table.name}_search").op("MATCH")(query))
        )

    def gathered(self, column: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
        """The different numbers that rows of a group have in a column, with commas between."""
        return sa.func.group_concat(column.distinct(), type_=sa.Text)

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Turn what SQLite raises into a RecordError that says what to do."""
        try:
            yield
        except DBAPIError as error:
            if not isinstance(error.orig, sqlite3.Error):
                raise
            raise _meaning(self.path, error.orig) from error
        except sqlite3.Error as error:
            raise _meaning(self.path, error) from error

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """What SQLite finds when it goes through the whole file, page by page, and through its search tables."""
        for table in SEARCHED:
            try:
                # Asked as a write, though it writes nothing, and so first, while it may still wait for another writer.
                # A file that can't be written goes without.
                name = f"{table}_search"
                connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
            except DBAPIError as error:
                if _error_name(error.orig) in _DAMAGED:
                    yield f"search in {table} does not agree with what is there"
        try:
            for (fault,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if fault != "ok":
                    yield "the file is damaged: " + " ".join(fault.split())
            for table, key, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"row {key} of {table} points to a row of {other} that is not there"
        except DBAPIError as error:
            yield f"the file is damaged: {error.orig}"


def _connect(address: str, writable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA cache_size=-65536")
    if writable:
        _use_wal(connection)
        # FULL: a reading that is reported as kept survives a power cut too. One sync a report costs little beside reading it.
        connection.execute("PRAGMA synchronous=FULL")
    return connection


def _meaning(path: Path, error: sqlite3.Error) -> RecordError:
    name = _error_name(error)
    kind = Damaged if name in _DAMAGED else RecordError
    return kind(f"{path}: {_MEANING.get(name, f'the database refused ({error})')}")


def _error_name(error: BaseException | None) -> str:
    """The name of what SQLite raised; nothing for what Python did."""
    # Extended names have their primary code's name in front: SQLITE_IOERR_WRITE.
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])


def _address(path: Path) -> tuple[str, bool]:
    """The file's address for SQLite, and whether it may be written."""
    uri = f"file:{quote(os.fsencode(path.absolute()))}"
    folder_writable = os.access(path.parent, os.W_OK)
    if not path.exists():
        if not path.parent.is_dir():
            raise RecordError(f"{path}: there is no folder {path.parent}: make it first")
        if not folder_writable:
            raise RecordError(f"{path}: {_MEANING['SQLITE_READONLY']}")
        return f"{uri}?mode=rwc", True
    if path.is_dir():
        raise RecordError(f"{path}: this is a folder: name a file")
    if os.access(path, os.W_OK) and folder_writable:
        return f"{uri}?mode=rw", True
    # A log beside the file must be read with it; without one, nobody writes, and nothing needs to be made beside it.
    return f"{uri}?{'mode=ro' if path.with_name(f'{path.name}-wal').exists() else 'immutable=1'}", False


def _check_ours(path: Path, address: str) -> None:
    """Refuse a database that is not ours before anything in it, even its journal mode, is changed."""
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
            return
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise RecordError(f"{path}: not a Brinkwatch record but another program's database: name another file")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers and one writer at a time, without waiting for each other. SQLite does not itself wait for its turn to switch."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: sa.Connection) -> None:
    """A writer takes its turn at once, so that what it has read can't change before it writes."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
