"""The hall: takes reports from the door to the reader, from there to the record, and what is on record to the brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from ..actors import RegisteredActor
from ..crisis import Crisis, read_crisis
from ..errors import BadInput, BadReport
from ..incident import Incident
from ..model import (
    Assessment,
    Brief,
    ConditionalWarning,
    Discrepancy,
    Entity,
    Event,
    Factor,
    Position,
    Precedent,
    Reading,
    Report,
    Statement,
)
from ..ontology.confidence import check_confidence
from ..read.surety import surer_than
from ..record.answers import Exported, Filter, Finding, Found, Imported, Shown, found_in
from ..record.columns import footer_of, rows_of
from ..record.passage import paragraphs_of, place_of
from ..record.whole_file import whole_file
from .intake import Added, Refused, ReportReader, Tally, keep, raise_it, read_one, reports_from

if TYPE_CHECKING:
    from ..record.store import Record

__all__ = [
    "Added",
    "Desk",
    "Exported",
    "Filter",
    "Finding",
    "Found",
    "Imported",
    "RegisteredActor",
    "ReportReader",
    "Shown",
    "footer_of",
    "found_in",
    "paragraphs_of",
    "place_of",
    "rows_of",
]


class Desk:
    """Reads reports; with a record (`Desk.open`), keeps what was read and answers from it.

    Lists take the filters of `Filter` by name, `desk.events(actor="RUS", since=date(2022, 1, 1))`, and raise BadInput for one that
    their entries can't have.
    """

    def __init__(
        self, *, reader: ReportReader | None = None, record: Record | None = None, crisis: Crisis | None = None
    ) -> None:
        self._given_reader = reader
        self._given_record = record
        self._crisis = crisis

    @classmethod
    def open(cls, path: Path | str, *, reader: ReportReader | None = None) -> Self:
        """A desk with the record in the file `path`, or in PostgreSQL where it is `postgresql://user@host/database`, made if it is not
        there; raises RecordError if that can't be. A crisis file (.toml) opens the record that it names, and gives the grades of
        its sources. Close it, or use `with`.
        """
        from ..record.store import Record

        crisis = read_crisis(path) if str(path).endswith(".toml") else None
        return cls(reader=reader, record=Record(crisis.record if crisis else path), crisis=crisis)

    def close(self) -> None:
        """Let go of the record."""
        if self._given_record is not None:
            self._given_record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self,
        *sources: Path | str | Report,
        published: dt.date | None = None,
        refused: Refused | None = None,
        min_confidence: float = 0,
        allow_private: bool = False,
    ) -> Iterator[Reading]:
        """One reading a report, in order, as they come. `sources` are files, folders, patterns of file names, http and https
        addresses, or reports; feeds, sitemaps and lists of articles are followed to their pages, those of private networks
        only with `allow_private`. `published` is the day of reports that state none. A report that can't be taken in goes to
        `refused`; without it, it is raised. Events of less than `min_confidence` (0 to 1) are left out and counted. Raises
        BadInput where it is no frequency.
        """
        check_confidence(min_confidence)
        reader, refuse = self._reader(), refused or raise_it
        for report in reports_from(sources, published, refuse, allow_private=allow_private):
            try:
                yield surer_than(read_one(reader, report), min_confidence)
            except BadReport as bad:
                refuse(bad)

    def add(
        self,
        *sources: Path | str | Report,
        published: dt.date | None = None,
        progress: Callable[[Added], None] | None = None,
        allow_private: bool = False,
    ) -> Added:
        """Read reports and keep each reading as soon as it is there. `sources`, `published` and `allow_private` are as for `read`.

        Stopped at any moment, it leaves what is done; started again, it goes on there. `progress` is told after each report.
        """
        record, reader, tally = self._record(), self._reader(), Tally(progress)

        def refuse(bad: BadReport) -> None:
            # The record may lie in the folder that is read, and is not one of its reports.
            if "://" in bad.where or Path(bad.where).resolve() not in record.files:
                tally.refuse(bad)

        for report in reports_from(sources, published, refuse, allow_private=allow_private):
            try:
                reading = keep(record, reader, report)
            except BadReport as bad:
                tally.refuse(bad)
            else:
                tally.count(reading) if reading else tally.pass_over()
        self.weigh()
        return tally.sofar

    def weigh(self, progress: Callable[[Reading], None] | None = None) -> int:
        """Weigh each reading on record that was not yet: which reports it reprints, which incidents its events tell. Gives how many there were.

        `add` does so at its end, and what is asked of incidents before it answers; stopped at any moment, it goes on there.
        """
        from .. import __version__
        from ..weigh.weighing import weigh

        by, at = f"brinkwatch {__version__}", dt.datetime.now(dt.UTC).replace(microsecond=0)
        count = 0
        for reading in self._record().weigh(lambda reading, memory: weigh(reading, memory, by, at)):
            count += 1
            if progress is not None:
                progress(reading)
        return count

    def incidents(self, **wanted: Unpack[Filter]) -> Found[Incident]:
        """What happened, each once, whatever number of reports tell it; graded with the crisis file's letters for its sources."""
        self.weigh()
        found = self._record().find_incidents(wanted)
        return replace(found, items=tuple(self._graded(incident) for incident in found.items))

    def reports(self, **wanted: Unpack[Filter]) -> Found[Report]:
        """Reports on record; `since` and `until` are of publication."""
        return self._record().find_reports(wanted)

    def statements(self, **wanted: Unpack[Filter]) -> Found[Statement]:
        """Who said what; `actor` is the source."""
        return self._record().find("statements", wanted)

    def events(self, **wanted: Unpack[Filter]) -> Found[Event]:
        """Who did what to whom, said or denied to have happened."""
        return self._record().find("events", wanted)

    def positions(self, **wanted: Unpack[Filter]) -> Found[Position]:
        """Who demands, offers, threatens, refuses; `actor` is the issuer, `recipient` the addressee."""
        return self._record().find("positions", wanted)

    def warnings(self, **wanted: Unpack[Filter]) -> Found[ConditionalWarning]:
        """What follows if something is done, in a source's view; `actor` is the source."""
        return self._record().find("warnings", wanted)

    def precedents(self, **wanted: Unpack[Filter]) -> Found[Precedent]:
        """Past events that are cited for what they say about now."""
        return self._record().find("precedents", wanted)

    def factors(self, **wanted: Unpack[Filter]) -> Found[Factor]:
        """What drives a party, holds it back, or prepares it; `actor` is the party."""
        return self._record().find("factors", wanted)

    def assessments(self, **wanted: Unpack[Filter]) -> Found[Assessment]:
        """Where somebody thinks this is going; `actor` is the party judged."""
        return self._record().find("assessments", wanted)

    def entities(self, **wanted: Unpack[Filter]) -> Found[Entity]:
        """Weapons, platforms, units, ministries and agencies that reports name."""
        return self._record().find("entities", wanted)

    def discrepancies(self, **wanted: Unpack[Filter]) -> Found[Discrepancy]:
        """Where a report contradicts itself or tells rival claims."""
        return self._record().find("discrepancies", wanted)

    def actors(self, **wanted: Unpack[Filter]) -> Found[RegisteredActor]:
        """The register: who is in the reports, each once, whatever forms they name it by, those in most entries first. `actor` is by any
        alias; the other filters say which entries are counted, not who is one. `undated` counts entries, not actors."""
        from ..weigh.register import is_meant, register

        sightings = self._record().find_sightings(wanted)
        actors, actor = register(sightings.known, sightings.wanted), wanted.get("actor")
        meant = tuple(each for each in actors if not actor or is_meant(each, actor))
        return Found(meant[: wanted.get("limit")], len(meant), sightings.undated)

    def show(self, id: str) -> Shown:  # noqa: A002 (it is what it is called everywhere)
        """The entry whose id starts with `id`, with its report, sentence and paragraph; raises BadInput unless there is exactly one."""
        if actor := self._actor(id):
            first, last = self._record().first_and_last(actor.forms)
            return Shown("actors", first, actor, told_in={"first": first, "last": last})
        self.weigh()
        shown = self._record().show(id)
        return replace(shown, item=self._graded(shown.item)) if isinstance(shown.item, Incident) else shown

    def readings(self) -> Iterator[Reading]:
        """The current reading of each report on record, by publication day."""
        return self._record().readings()

    def check(self) -> Iterator[Finding]:
        """Whether the record is whole: what is damaged in it, and each report that is not, as they are gone through."""
        return self._record().check()

    def export_to(self, path: Path | str) -> Exported:
        """Write the whole record, every reading of every report, to one file that any version of Brinkwatch reads into any database."""
        with whole_file(path) as file:
            return self._record().export_to(file)

    def import_from(self, path: Path | str) -> Imported:
        """Put on record what an exported file holds and is not there yet. Raises BadInput, and changes nothing, where it was cut or
        altered. Stopped at any moment, it leaves what is done; started again, it goes on there.
        """
        try:
            with Path(path).open("rb") as file:
                return self._record().import_from(file, str(path))
        except OSError as error:
            raise BadInput(
                f"{path}: can't be read ({error.strerror}): name a file that brinkwatch export wrote"
            ) from error

    def brief(
        self, *, as_of: dt.date | None = None, title: str | None = None, min_confidence: float | None = None
    ) -> Brief:
        """A cited brief of what is on record; `as_of` leaves out reports published later, `min_confidence` (0 to 1) acts read less
        surely than this, in place of the default. Raises BadInput for an empty record.
        """
        from ..brief import compose

        readings = list(self.readings())
        if not readings:
            raise BadInput("nothing is on record to write a brief of: add reports first (brinkwatch add FILES)")
        return compose(readings, as_of=as_of, title=title, min_confidence=min_confidence)

    @staticmethod
    def save(brief: Brief, *paths: Path | str, form: str | None = None) -> None:
        """Write a brief to files in `form` (md, html, pdf, json), else in the form each name ends in. All are made before one is written."""
        from ..brief import render

        made = [(Path(path), render(brief, form or Path(path).suffix.lstrip(".").lower())) for path in paths]
        for path, content in made:
            with whole_file(path) as file:
                file.write(content)

    def _actor(self, prefix: str) -> RegisteredActor | None:
        """The one actor whose id starts with `prefix`; None where there is none."""
        from ..weigh.register import PREFIX

        if len(prefix) < len(PREFIX) + 1 or not prefix.startswith(PREFIX):
            return None
        found = [actor for actor in self.actors() if actor.id.startswith(prefix)]
        if len(found) > 1:
            named = ", ".join(actor.id for actor in found[:5])
            raise BadInput(f"more than one actor has an id that starts with {prefix}: give more of it ({named})")
        return found[0] if found else None

    def _graded(self, incident: Incident) -> Incident:
        from ..weigh.grading import grade

        letters = self._crisis.reliability if self._crisis else {}
        return replace(incident, grade=grade(incident.voices, incident.credibility, letters))

    def _reader(self) -> ReportReader:
        if self._given_reader is None:
            from ..read.reader import Reader

            self._given_reader = Reader()
        return self._given_reader

    def _record(self) -> Record:
        if self._given_record is None:
            raise BadInput("this desk has no record: open one with Desk.open(path)")
        return self._given_record
