"""The hall: takes reports from the door to the reader, from there to the record, and what is on record to the brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack, get_args

from ..actors import RegisteredActor
from ..crisis import Crisis, Source, read_crisis
from ..errors import BadInput, BadReport
from ..feeds import FeedHealth, FeedState
from ..incident import Incident, Judgement, Verdict
from ..model import Brief, Reading, Report
from ..ontology.brief import brief_rules
from ..ontology.confidence import check_confidence
from ..read.surety import surer_than
from ..record.answers import Exported, Filter, Finding, Found, Imported, LogEntry, Shown, found_in
from ..record.coding import Typed
from ..record.columns import footer_of, rows_of
from ..record.corrected import Correction
from ..record.passage import paragraphs_of, place_of
from ..record.whole_file import whole_file
from .correcting import name_of, write_annotations
from .follow import Follower, FollowOptions, Looked
from .intake import Refused, ReportReader, keep, raise_it, read_one, reports_from
from .lists import Lists
from .tally import Added, Tally
from .weighing import as_of as as_of_day
from .weighing import weigher

if TYPE_CHECKING:
    from ..record.store import Record

__all__ = [
    "Added",
    "Correction",
    "Crisis",
    "Desk",
    "Exported",
    "FeedHealth",
    "FeedState",
    "Filter",
    "Finding",
    "FollowOptions",
    "Found",
    "Imported",
    "Judgement",
    "LogEntry",
    "Looked",
    "RegisteredActor",
    "ReportReader",
    "Shown",
    "Typed",
    "footer_of",
    "found_in",
    "paragraphs_of",
    "place_of",
    "read_crisis",
    "rows_of",
]


class Desk(Lists):
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
        weighing: Callable[[int, int], None] | None = None,
        allow_private: bool = False,
    ) -> Added:
        """Read reports and keep each reading as soon as it is there. `sources`, `published` and `allow_private` are as for `read`.

        Stopped at any moment, it leaves what is done; started again, it goes on there. `progress` is told after each report,
        `weighing` after each that was weighed how many were, and of how many.
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
        self.weigh(weighing, tally.set_aside)
        return tally.sofar

    @staticmethod
    def how_many(*sources: Path | str) -> int | None:
        """How many reports sources come to, where the names of files tell; None where they must be opened for that."""
        from ..ingest import how_many

        return how_many(sources)

    def follow(self, crisis: Crisis, **how: Unpack[FollowOptions]) -> None:
        """Look at the feeds of a crisis, each as often as it says, and add what is new, until `stop` says so: it ends after the report at
        hand. What the record refuses goes to `troubled`, once, and is tried again.
        """
        from .schedule import run_jobs

        follower = self._follower(how)

        def look(feed: str, source: Source) -> None:
            follower.look_in(feed, source, crisis.every)
            self.weigh()

        jobs = [partial(look, feed, source) for feed, source in crisis.feeds.items()]
        run_jobs(jobs, crisis.every, follower.is_stopped, follower.complain)

    def follow_once(self, crisis: Crisis, **how: Unpack[FollowOptions]) -> tuple[Looked, ...]:
        """Look once at each feed of a crisis that is due, or was never looked at, and add what is new; what each look came to."""
        follower = self._follower(how)
        looks = [follower.look_at(feed, source, crisis.every) for feed, source in crisis.feeds.items()]
        self.weigh()
        return tuple(look for look in looks if look)

    def feeds(self, crisis: Crisis | None = None) -> tuple[FeedHealth, ...]:
        """How the feeds on record are, by address; those of a crisis only, in its order, where it is given."""
        known = {health.feed.address: health for health in self._record().feeds.health()}
        if crisis is None:
            return tuple(known.values())
        named = ((feed, source.publisher) for feed, source in crisis.feeds.items())
        return tuple(known.get(feed) or FeedHealth(FeedState(feed, publisher)) for feed, publisher in named)

    def weigh(
        self,
        progress: Callable[[int, int], None] | None = None,
        aside: Callable[[BadReport], None] | None = None,
    ) -> int:
        """Weigh each reading on record that was not yet: which reports it reprints, which incidents its events tell. Gives how many there
        were; `progress` is told after each how many were weighed, and of how many, `aside` of one that can't be, and is left as it is.

        `add` does so at its end, and what is asked of incidents before it answers; stopped at any moment, it goes on there.
        """
        count = 0
        for waiting in self._record().weigh(weigher(aside or (lambda _: None))):
            count += 1
            if progress is not None:
                progress(count, waiting)
        return count

    def incidents(self, **wanted: Unpack[Filter]) -> Found[Incident]:
        """What happened, each once, whatever number of reports tell it; graded with the crisis file's letters for its sources."""
        self.weigh()
        found = self._record().find_incidents(wanted)
        return replace(found, items=tuple(self._graded(incident) for incident in found.items))

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
        from ..weigh.register import actor_named

        if actor := actor_named(id, self.actors):
            first, last = self._record().first_and_last(actor.forms)
            return Shown("actors", first, actor, told_in={"first": first, "last": last})
        self.weigh()
        shown = self._record().show(id)
        return replace(shown, item=self._graded(shown.item)) if isinstance(shown.item, Incident) else shown

    def correct(
        self, event: str, *, not_an_event: bool = False, by: str | None = None, why: str = "", **typed: Unpack[Typed]
    ) -> Correction:
        """Keep that the event whose id starts with `event` was misread: what is `typed` counts from now on; or that it is `not_an_event`.
        `by` is who says so, the login name unless given, `why` the reason. What was read stays on record. Raises BadInput."""
        if not_an_event and any(value is not None for value in typed.values()):
            raise BadInput("what is no event has no type, mode, factuality or parties: say one or the other")
        correction = self._record().correct(event, None if not_an_event else typed, name_of(by), why)
        self.weigh()
        return correction

    def mark(
        self, report: str, words: str, *, by: str | None = None, why: str = "", **typed: Unpack[Typed]
    ) -> Correction:
        """Keep that `words`, which stand once in the report whose id starts with `report`, tell an event that was missed, as `typed` (a `type`
        at least). Raises BadInput."""
        correction = self._record().mark(report, words, typed, name_of(by), why)
        self.weigh()
        return correction

    def judge(
        self, what: str, verdict: Verdict, incident: str, *, by: str | None = None, why: str = ""
    ) -> tuple[Judgement, ...]:
        """Keep that an event, or each event of an incident, is of the "same" happening as an incident, or of a "different" one. Each is named by
        its id or its beginning; `incident` may name one of its events. Raises BadInput."""
        if verdict not in get_args(Verdict):
            raise BadInput(f"{verdict} is no verdict: use one of {', '.join(get_args(Verdict))}")
        made = self._record().judge(what, verdict, incident, name_of(by), why)
        self.weigh()
        return tuple(made)

    def undo(self, id: str, *, by: str | None = None) -> Correction | Judgement:  # noqa: A002 (it is what it is called everywhere)
        """Take back the correction or judgement whose id starts with `id`; it stays on record as undone. Raises BadInput."""
        undone = self._record().undo(id, name_of(by))
        self.weigh()
        return undone

    def log(self, id: str | None = None) -> tuple[LogEntry, ...]:  # noqa: A002
        """The story of the report, event, incident, correction or judgement whose id starts with `id`, or of the whole record: what was read,
        corrected, judged and undone, by whom, when and why. Raises BadInput."""
        self.weigh()
        return tuple(self._record().log(id))

    def export_annotations(self, folder: Path | str) -> int:
        """Write each corrected report as a training annotation into a folder, in the form of training/corpus, its text beside it for the desk's
        own use: that is its publisher's. Gives how many there are."""
        return write_annotations(Path(folder), self._record().corrected())

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
        self,
        *,
        since: dt.date | None = None,
        as_of: dt.date | None = None,
        title: str | None = None,
        min_confidence: float | None = None,
    ) -> Brief:
        """A cited brief of what is on record. `since` and `as_of` are the first and last days of publication it draws on, without them the
        60 days up to the latest report; `min_confidence` (0 to 1) leaves out acts read less surely than this, in place of the default.
        Raises BadInput for an empty record.
        """
        from ..brief import compose

        days = self._record().days(as_of)
        if since is None and days:
            since = days[-1] - dt.timedelta(brief_rules().window)
        readings = list(self._record().readings(since, as_of))
        if not readings and self._record().days():
            raise BadInput("no report on record came out in these days: leave out --since and --as-of, or name others")
        if not readings:
            raise BadInput("nothing is on record to write a brief of: add reports first (brinkwatch add FILES)")
        self.weigh()
        told = self._record().incidents_told(since, as_of)
        incidents = [self._graded(each) for each in (as_of_day(self._record(), told, as_of) if as_of else told)]
        crisis = self._crisis
        made = compose(
            readings,
            incidents,
            as_of=as_of,
            title=title or (crisis.name if crisis else None),
            min_confidence=min_confidence,
            reliability=crisis.reliability if crisis else {},
        )
        return replace(made, earlier=sum(day < since for day in days) if since else 0)

    @staticmethod
    def save(brief: Brief, *paths: Path | str, form: str | None = None) -> None:
        """Write a brief to files in `form` (md, html, pdf, json), else in the form each name ends in. All are made before one is written."""
        from ..brief import render

        made = [(Path(path), render(brief, form or Path(path).suffix.lstrip(".").lower())) for path in paths]
        for path, content in made:
            with whole_file(path) as file:
                file.write(content)

    def _follower(self, how: FollowOptions) -> Follower:
        return Follower(self._record().feeds, partial(keep, self._record(), self._reader()), how)

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
