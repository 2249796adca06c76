"""The record itself: opened, written to a reading at a time, asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any, BinaryIO, Self

import sqlalchemy as sa

from ..actors import Form, Sightings
from ..errors import RecordError
from ..incident import Incident, Judgement, Verdict, Weighed
from ..model import Reading, Report
from . import (
    corrections,
    derived,
    exchange,
    incidents,
    judgements,
    lists,
    log,
    portable,
    shown,
    sightings,
    undoing,
    wholeness,
)
from .answers import Exported, Filter, Finding, Found, Imported, LogEntry, Shown
from .check import check_reading, check_report
from .coding import Typed
from .corrected import Correction
from .database import Database, database_at
from .feeds import Feeds
from .keeping import IdTaken, Kept, id_taken, insert_reading, insert_report, known_report, second_id
from .memory import Memory
from .rows import now, report_row
from .signing import signed
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
            if corrections.standing(connection, report_key):
                derived.correct_again(connection, self._database, report_key)
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

    def readings(self, since: dt.date | None = None, until: dt.date | None = None) -> Iterator[Reading]:
        """The current reading of each report, by publication day; of those published within two days, and those of no known day."""
        with self._reading() as connection:
            keys = shown.reports_in_order(connection, since, until)
        for key in keys:
            with self._reading() as connection:
                reading = shown.load_current(connection, key)
            if reading:
                yield reading

    def days(self, until: dt.date | None = None) -> list[dt.date]:
        """The publication days of reports up to a day, in order."""
        with self._reading() as connection:
            return shown.span(connection, until)

    def weigh(self, judge: Callable[[Reading, Memory], Weighed]) -> Iterator[int]:
        """Have each reading that was not weighed yet weighed against all that were, by `judge`, and keep what that changes; gives, after each,
        how many there were to weigh."""
        with self._reading() as connection:
            waiting, publishers = incidents.unweighed(connection), incidents.publishers(connection)
        for key in waiting:
            with self._writing() as connection:
                if not incidents.is_waiting(connection, key):
                    continue  # another process has done it
                reading = shown.load_reading(connection, key)
                report = incidents.keep(connection, key, judge(reading, Memory(connection, publishers)))
                derived.clear_replaced(connection, self._database, report)
            yield len(waiting)

    def find_incidents(self, wanted: Filter) -> Found[Incident]:
        """Incidents that pass a filter, the latest first."""
        with self._reading() as connection:
            return incidents.find(connection, wanted)

    def correct(self, event: str, typed: Typed | None, by: str, why: str) -> Correction:
        """Keep that an event, by its id or the beginning of it, is as `typed`, or, without that, that it is none; raises BadInput."""
        with self._writing() as connection:
            return self._keep(connection, corrections.correction_of(connection, event, typed, signed(by, why)))

    def mark(self, report: str, words: str, typed: Typed, by: str, why: str) -> Correction:
        """Keep that words of a report, which stand in it once, are an event that was missed; raises BadInput."""
        with self._writing() as connection:
            return self._keep(connection, corrections.mark_of(connection, report, words, typed, signed(by, why)))

    def judge(self, what: str, verdict: Verdict, incident: str, by: str, why: str) -> list[Judgement]:
        """Keep that an event, or each of an incident, is of the same happening as an incident, or of a different one; raises BadInput."""
        with self._writing() as connection:
            made = judgements.judgements_of(connection, what, verdict, incident, signed(by, why))
            judgements.insert(connection, made)
            judgements.weigh_again(connection, [judgement.event for judgement in made])
        return made

    def undo(self, what: str, by: str) -> Correction | Judgement:
        """Take back a correction, or a person's judgement, which stays on record as undone; raises BadInput."""
        with self._writing() as connection:
            return undoing.undo(connection, self._database, what, signed(by, ""))

    def log(self, what: str | None) -> list[LogEntry]:
        """What was read, corrected, judged and undone, in the order in which it was: of a report, event or incident, or of all; raises BadInput."""
        with self._reading() as connection:
            return log.entries(connection, what)

    def corrected(self) -> Iterator[tuple[Reading, list[Correction]]]:
        """The current reading of each report for which corrections stand, with these."""
        with self._reading() as connection:
            keys = corrections.corrected_reports(connection)
        for key in keys:
            with self._reading() as connection:
                standing, reading = corrections.standing(connection, key), shown.load_current(connection, key)
            if standing and reading:
                yield reading, standing

    def _keep(self, connection: sa.Connection, correction: Correction) -> Correction:
        key = corrections.insert(connection, correction)
        derived.correct_again(connection, self._database, key)
        return correction

    def incidents_told(self, since: dt.date | None, until: dt.date | None) -> tuple[Incident, ...]:
        """The incidents that reports tell which were published within two days, or on no known day."""
        with self._reading() as connection:
            return incidents.told_by(connection, list(shown.published(since, until)))

    @contextmanager
    def memory(self) -> Iterator[Memory]:
        """What was weighed, as one state."""
        with self._reading() as connection:
            yield Memory(connection, ())

    def check(self) -> Iterator[Finding]:
        """What of the record is damaged, and each report that is whole."""
        return wholeness.look_through(self._database, self._reading)

    def export_to(self, file: BinaryIO) -> Exported:
        """Write all that is on record to a file, as of one moment."""
        with self._reading() as connection:
            return portable.write(file, exchange.bundles(connection), exchange.judgements_of_people(connection))

    def import_from(self, file: BinaryIO, name: str) -> Imported:
        """Put on record what is new in a file, a report at a time. Raises BadInput, before anything is put there, where it was altered."""
        for _ in portable.read(file, name):
            pass
        added, renamed = Imported(), dict[str, str]()
        for part in portable.read(file, name):
            with self._writing() as connection:
                if isinstance(part, Judgement):
                    more = exchange.take_in_judgement(connection, part, renamed)
                else:
                    more = exchange.take_in(connection, self._database, part, renamed)
            added = Imported(*map(sum, zip(astuple(added), astuple(more), strict=True)))
        return added

    @property
    def feeds(self) -> Feeds:
        """What is known of the feeds that are followed."""
        return Feeds(self._reading, self._writing)

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
