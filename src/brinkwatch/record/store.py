"""The record itself: opened, written to a reading at a time, asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any, BinaryIO, Self

import sqlalchemy as sa

from ..actors import Form, Sightings
from ..errors import RecordError
from ..incident import Incident, Weighed
from ..model import Reading, Report
from . import exchange, incidents, lists, portable, shown, sightings, wholeness
from .answers import Exported, Filter, Finding, Found, Imported, Shown
from .check import check_reading, check_report
from .database import Database, database_at
from .keeping import IdTaken, Kept, id_taken, insert_reading, insert_report, known_report, second_id
from .memory import Memory
from .rows import now, report_row
from .tables import REVISION

__all__ = ["IdTaken", "Record"]


class Record:
    """Reports and their readings in one file, or in PostgreSQL. Several processes may use it at once; all raise RecordError where it refuses."""

    def __init__(self, place: Path | str) -> None:
        """Open the record at a path or a `postgresql://` address, and make it if there is nothing there."""
        self._database = database_at(place)
        self._engine = self._database.open_engine()
        try:
            if not self._is_up_to_date():
                self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    @property
    def files(self) -> tuple[Path, ...]:
        """The files on this machine that it is known to be kept in."""
        return self._database.files

    def close(self) -> None:
        """Let go of the database."""
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
            known = known_report(connection, report, reader)
            if known:
                return None if known.read else replace(report, id=known.id)
            return replace(report, id=second_id(report)) if id_taken(connection, report.id) else report

    def put(self, reading: Reading, reader: str) -> bool:
        """Keep a reading, whole, as the current one of its report; False if this reader's is there already.

        Raises BadReport, and keeps nothing of it, where it does not quote its report, or IdTaken.
        """
        check_reading(reading)
        with self._writing() as connection:
            known = known_report(connection, reading.report, reader)
            if known and known.read:
                return False
            report_key = known.key if known else insert_report(connection, self._database, report_row(reading.report))
            insert_reading(connection, self._database, report_key, Kept(reading, reader, now(), True))
        return True

    def find(self, kind: str, wanted: Filter) -> Found[Any]:
        """Items of the list named `kind` that pass a filter."""
        with self._reading() as connection:
            return lists.find_items(connection, kind, wanted, self._database.matches)

    def find_reports(self, wanted: Filter) -> Found[Report]:
        """Reports that pass a filter, by publication day."""
        with self._reading() as connection:
            return lists.find_reports(connection, wanted, self._database.matches)

    def find_sightings(self, wanted: Filter) -> Sightings:
        """Every form in which a party is on record, and those in the items that pass a filter by day and report."""
        with self._reading() as connection:
            return sightings.find(connection, wanted, self._database)

    def first_and_last(self, forms: Sequence[Form]) -> tuple[Report, Report]:
        """The reports of the first and the last entry that has one of these forms."""
        with self._reading() as connection:
            return sightings.first_and_last(connection, forms)

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

    def weigh(self, judge: Callable[[Reading, Memory], Weighed]) -> Iterator[Reading]:
        """Have each reading that was not weighed yet weighed against all that were, by `judge`, and keep what that changes; gives each when done."""
        with self._reading() as connection:
            waiting = incidents.unweighed(connection)
        for key in waiting:
            with self._writing() as connection:
                if not incidents.is_waiting(connection, key):
                    continue  # another process has done it
                reading = shown.load_reading(connection, key)
                incidents.keep(connection, key, judge(reading, Memory(connection)))
            yield reading

    def find_incidents(self, wanted: Filter) -> Found[Incident]:
        """Incidents that pass a filter, the latest first."""
        with self._reading() as connection:
            return incidents.find(connection, wanted)

    def check(self) -> Iterator[Finding]:
        """What of the record is damaged, and each report that is whole."""
        return wholeness.look_through(self._database, self._reading)

    def export_to(self, file: BinaryIO) -> Exported:
        """Write all that is on record to a file, as of one moment."""
        with self._reading() as connection:
            return portable.write(file, exchange.bundles(connection))

    def import_from(self, file: BinaryIO, name: str) -> Imported:
        """Put on record what is new in a file, a report at a time. Raises BadInput, before anything is put there, where it was altered."""
        for _ in portable.read(file, name):
            pass
        added = Imported()
        for bundle in portable.read(file, name):
            with self._writing() as connection:
                more = exchange.take_in(connection, self._database, bundle)
            added = Imported(*map(sum, zip(astuple(added), astuple(more), strict=True)))
        return added

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._database.saying(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with (
            self._database.saying(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _is_up_to_date(self) -> bool:
        with self._reading() as connection:
            return self._database.is_ours(connection) and _revision(connection) == REVISION

    def _bring_up_to_date(self) -> None:
        """Make or change the tables in one transaction, which other processes wait for and then have nothing left to do."""
        with self._writing() as connection:
            revision = _revision(connection)
            if revision == REVISION:
                return
            if revision is not None and revision > REVISION:
                raise RecordError(f"{self._database.name}: written by a later version of Brinkwatch: install that one")
            _migrate(connection, self._database)
            self._database.mark_ours(connection)


def _migrate(connection: sa.Connection, database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes |= {"connection": connection, "database": database}
    command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    """The last migration that was done; None for a new file."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
