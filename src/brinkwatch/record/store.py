"""The record itself: opened, written to a reading at a time, asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from ..errors import BadReport, RecordError
from ..model import Reading, Report
from . import lists, shown, sqlite
from .answers import ActorCount, Filter, Found, Shown
from .check import check_reading, check_report, items_of
from .feeds import Feeds
from .rows import actor_rows, digest, item_row, now, report_row
from .tables import ITEM_ACTORS, ITEMS, READINGS, REPORTS, REVISION


class IdTaken(BadReport):
    """Another report has come in under a report's id since it was admitted: admitted again, it gets another."""


class Record:
    """Reports and their readings in one file. Several processes may use it at once; all raise RecordError where it refuses."""

    def __init__(self, path: Path) -> None:
        """Open the record at `path`, and make it if there is nothing there."""
        self.path = path
        self._engine = sqlite.open_engine(path)
        try:
            if not self._is_up_to_date():
                self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @property
    def files(self) -> tuple[Path, ...]:
        """The files it is kept in: its own and, while it is open, its log's."""
        path = self.path.resolve()
        return (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm")))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def admit(self, report: Report, reader: str) -> Report | None:
        """The report under the id it has, or will have, on record; None if `reader` has read it already.

        A report keeps its id unless another one has it, whose text or metadata differ: then part of its content hash is added.
        Raises BadReport where the record can't hold it.
        """
        check_report(report)
        with self._reading() as connection:
            known = _known(connection, report, reader)
            if known:
                return None if known.read else replace(report, id=known.id)
            taken = connection.execute(sa.select(REPORTS.c.key).where(REPORTS.c.id == report.id)).first()
        return replace(report, id=f"{report.id}-{digest(report)[:6]}") if taken else report

    def put(self, reading: Reading, reader: str) -> bool:
        """Keep a reading, whole, as the current one of its report; False if this reader's is there already.

        Raises BadReport, and keeps nothing of it, where it does not quote its report, or IdTaken.
        """
        check_reading(reading)
        with self._writing() as connection:
            known = _known(connection, reading.report, reader)
            if known and known.read:
                return False
            report_key = known.key if known else _insert_report(connection, reading.report)
            connection.execute(sa.update(READINGS).where(READINGS.c.report == report_key).values(current=False))
            _insert_reading(connection, report_key, reading, reader)
        return True

    def find(self, kind: str, wanted: Filter) -> Found[Any]:
        """Items of the list named `kind` that pass a filter."""
        with self._reading() as connection:
            return lists.find_items(connection, kind, wanted)

    def find_reports(self, wanted: Filter) -> Found[Report]:
        """Reports that pass a filter, by publication day."""
        with self._reading() as connection:
            return lists.find_reports(connection, wanted)

    def find_actors(self, wanted: Filter) -> Found[ActorCount]:
        """Parties in the items that pass a filter, those in most of them first."""
        with self._reading() as connection:
            return lists.find_actors(connection, wanted)

    def show(self, prefix: str) -> Shown:
        """The one entry whose id starts with `prefix`; raises BadInput where there is none or more than one."""
        with self._reading() as connection:
            return shown.show(connection, prefix)

    def readings(self) -> Iterator[Reading]:
        """The current reading of each report, by publication day."""
        with self._reading() as connection:
            keys = shown.current_readings(connection)
        for key in keys:
            with self._reading() as connection:
                yield shown.load_reading(connection, key)

    @property
    def feeds(self) -> Feeds:
        """What is known of the feeds that are followed."""
        return Feeds(self._reading, self._writing)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with sqlite.saying(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with (
            sqlite.saying(self.path),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _is_up_to_date(self) -> bool:
        with self._reading() as connection:
            return sqlite.is_ours(connection) and _revision(connection) == REVISION

    def _bring_up_to_date(self) -> None:
        """Make or change the tables in one transaction, which other processes wait for and then have nothing left to do."""
        with self._writing() as connection:
            revision = _revision(connection)
            if revision == REVISION:
                return
            if revision is not None and revision > REVISION:
                raise RecordError(f"{self.path}: written by a later version of Brinkwatch: install that one")
            sqlite.mark_ours(connection)
            _migrate(connection)


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    """The last migration that was done; None for a new file."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _known(connection: sa.Connection, report: Report, reader: str) -> sa.Row[Any] | None:
    """Key and id of a report that is on record, and whether `reader` has read it."""
    read = sa.exists().where(READINGS.c.report == REPORTS.c.key, READINGS.c.reader == reader).label("read")
    return connection.execute(
        sa.select(REPORTS.c.key, REPORTS.c.id, read).where(REPORTS.c.digest == digest(report))
    ).first()


def _insert_report(connection: sa.Connection, report: Report) -> int:
    if connection.execute(sa.select(REPORTS.c.key).where(REPORTS.c.id == report.id)).first():
        raise IdTaken(report.id, "another report has this id")
    return _insert(connection, REPORTS, [report_row(report)])[0]


def _insert_reading(connection: sa.Connection, report_key: int, reading: Reading, reader: str) -> None:
    row = {
        "report": report_key,
        "reader": reader,
        "read_at": now(),
        "current": True,
        "skipped": [{"reason": skipped.reason, "count": skipped.count} for skipped in reading.skipped],
        "sentences": reading.sentences,
    }
    key = _insert(connection, READINGS, [row])[0]
    items = list(items_of(reading))
    keys = _insert(connection, ITEMS, [item_row(kind, item, reading) | {"reading": key} for kind, item in items])
    _insert(
        connection,
        ITEM_ACTORS,
        [row | {"item": k} for k, (_, item) in zip(keys, items, strict=True) for row in actor_rows(item)],
    )


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and give back their keys in order."""
    if not rows:
        return []
    statement = sa.insert(table).returning(table.c.key, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())
