"""What the record asks of a database. `sqlite.py` and `postgres.py` each answer it for theirs; the rest of the room does not know which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from ..errors import BadInput, RecordError

Matches = Callable[[sa.Table, str], sa.ColumnElement[bool]]
"""Whether a row of a table has all words of a text, those in double quotes next to each other; BadInput for no words."""

SEARCHED = {"reports": ("title", "text"), "items": ("words",)}
"""What is searched by word: the columns of each table. Words are never next to each other across columns."""


class Damaged(RecordError):
    """Some of what is kept can't be read any more; the rest may."""


class Database(Protocol):
    """A place that a record is kept in. Its engine begins a transaction as a writer where the connection's option `writes` says so:
    writers take turns, and who only asks sees one state throughout.
    """

    @property
    def name(self) -> str:
        """What it is called in messages; never with a password."""
        ...

    @property
    def files(self) -> tuple[Path, ...]:
        """The files on this machine that it is known to be kept in."""
        ...

    def open_engine(self) -> sa.Engine:
        """An engine on a place that is ours or has nothing in it; raises RecordError on any other."""
        ...

    def is_ours(self, connection: sa.Connection) -> bool:
        """Whether the place is marked as ours; a new one is not yet."""
        ...

    def mark_ours(self, connection: sa.Connection) -> None:
        """Mark the place, which has its tables now, as ours, with the running transaction."""
        ...

    def create_search(self, connection: sa.Connection) -> None:
        """Make what search by word needs, for the columns SEARCHED."""
        ...

    def index(self, connection: sa.Connection, table: sa.Table, keys: Sequence[int], rows: Sequence[Any]) -> None:
        """Make rows that have just come into a table found by their words."""
        ...

    def unindex(self, connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool]) -> None:
        """Make rows that are about to go from a table not found any more."""
        ...

    def matches(self, table: sa.Table, text: str) -> sa.ColumnElement[bool]:
        """See Matches."""
        ...

    def gathered(self, column: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
        """The different numbers that rows of a group have in a column, with commas between."""
        ...

    def saying(self) -> AbstractContextManager[None]:
        """Turn what the database raises into a RecordError that says what to do."""
        ...

    def faults(self, connection: sa.Connection) -> Iterator[str]:
        """What the database itself finds damaged in it, each in a sentence."""
        ...


def phrases_of(text: str) -> list[str]:
    """What is searched for: the words of a text, those in double quotes as one; raises BadInput where there are none."""
    found = [phrase or word for phrase, word in re.findall(r'"([^"\0]*)"|([^\s"\0]+)', text)]
    phrases = [phrase for phrase in found if phrase.strip()]
    if not phrases:
        raise BadInput("there are no words to search for: give at least one")
    return phrases


def database_at(place: Path | str) -> Database:
    """The database that a path or a `postgresql://` address names; raises BadInput for another kind of address."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", str(place))
    if isinstance(place, Path) or not scheme:
        from .sqlite import SQLite

        return SQLite(Path(place))
    if scheme[1] not in {"postgresql", "postgres"}:
        raise BadInput(
            f"{scheme[0]}...: a record is kept in a file or in PostgreSQL: give a path or postgresql://user@host/database"
        )
    try:
        from .postgres import Postgres
    except ImportError as error:
        raise RecordError(
            "PostgreSQL is spoken to through psycopg, which is not here: install it (pip install 'brinkwatch[postgres]')"
        ) from error
    return Postgres(str(place))
