"""The hall: takes reports from the door to the reader, from there to the record, and what is on record to the brief."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self, Unpack

from .crisis import Crisis, read_crisis
from .errors import BadInput, BadReport, BrinkwatchError, Failure
from .feeds import FeedHealth, FeedState
from .follow import Follower, FollowOptions, Looked
from .model import (
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
from .ontology.confidence import check_confidence
from .read.surety import surer_than
from .record.answers import ActorCount, Filter, Found, Shown, found_in
from .record.columns import footer_of, rows_of
from .record.passage import paragraphs_of, place_of
from .tally import Added, Tally

if TYPE_CHECKING:
    from .record.store import Record

__all__ = [
    "ActorCount",
    "Added",
    "Crisis",
    "Desk",
    "FeedHealth",
    "FeedState",
    "Filter",
    "FollowOptions",
    "Found",
    "Looked",
    "ReportReader",
    "Shown",
    "footer_of",
    "found_in",
    "paragraphs_of",
    "place_of",
    "read_crisis",
    "rows_of",
]

Refused = Callable[[BadReport], None]


class ReportReader(Protocol):
    """Anything that reads reports; `name` changes with whatever changes its readings, such as its version."""

    name: str

    def read(self, report: Report) -> Reading:
        """All that one report yields."""
        ...


class Desk:
    """Reads reports; with a record (`Desk.open`), keeps what was read and answers from it.

    Lists take the filters of `Filter` by name, `desk.events(actor="RUS", since=date(2022, 1, 1))`, and raise BadInput for one that
    their entries can't have.
    """

    def __init__(self, *, reader: ReportReader | None = None, record: Record | None = None) -> None:
        self._given_reader = reader
        self._given_record = record

    @classmethod
    def open(cls, path: Path | str, *, reader: ReportReader | None = None) -> Self:
        """A desk with the record in the file `path`, made if it is not there; raises RecordError if that can't be. Close it, or use `with`."""
        from .record.store import Record

        return cls(reader=reader, record=Record(Path(path)))

    def close(self) -> None:
        """Let go of the record's file."""
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
        reader, refuse = self._reader(), refused or _raise
        for report in _reports(sources, published, refuse, allow_private=allow_private):
            try:
                yield surer_than(_read(reader, report), min_confidence)
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
        tally, own = Tally(progress), self._record().files

        def refuse(bad: BadReport) -> None:
            # The record may lie in the folder that is read, and is not one of its reports.
            if "://" in bad.where or Path(bad.where).resolve() not in own:
                tally.refuse(bad)

        for report in _reports(sources, published, refuse, allow_private=allow_private):
            try:
                reading = self._keep(report)
            except BadReport as bad:
                tally.refuse(bad)
            else:
                tally.count(reading) if reading else tally.pass_over()
        return tally.sofar

    def follow(self, crisis: Crisis, **how: Unpack[FollowOptions]) -> None:
        """Look at the feeds of a crisis, each as often as it says, and add what is new, until `stop` says so: it ends after the report at
        hand. What the record refuses goes to `troubled`, once, and is tried again.
        """
        from .schedule import run_jobs

        follower = self._follower(how)
        jobs = [partial(follower.look_in, feed, source, crisis.every) for feed, source in crisis.feeds.items()]
        run_jobs(jobs, crisis.every, follower.is_stopped, follower.complain)

    def follow_once(self, crisis: Crisis, **how: Unpack[FollowOptions]) -> tuple[Looked, ...]:
        """Look once at each feed of a crisis that is due, or was never looked at, and add what is new; what each look came to."""
        follower = self._follower(how)
        looks = (follower.look_at(feed, source, crisis.every) for feed, source in crisis.feeds.items())
        return tuple(look for look in looks if look)

    def feeds(self, crisis: Crisis | None = None) -> tuple[FeedHealth, ...]:
        """How the feeds on record are, by address; those of a crisis only, in its order, where it is given."""
        known = {health.feed.address: health for health in self._record().feeds.health()}
        if crisis is None:
            return tuple(known.values())
        named = ((feed, source.publisher) for feed, source in crisis.feeds.items())
        return tuple(known.get(feed) or FeedHealth(FeedState(feed, publisher)) for feed, publisher in named)

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

    def actors(self, **wanted: Unpack[Filter]) -> Found[ActorCount]:
        """Parties by name, country and sector, those in most entries first."""
        return self._record().find_actors(wanted)

    def show(self, id: str) -> Shown:  # noqa: A002 (it is what it is called everywhere)
        """The entry whose id starts with `id`, with its report, sentence and paragraph; raises BadInput unless there is exactly one."""
        return self._record().show(id)

    def readings(self) -> Iterator[Reading]:
        """The current reading of each report on record, by publication day."""
        return self._record().readings()

    def brief(
        self, *, as_of: dt.date | None = None, title: str | None = None, min_confidence: float | None = None
    ) -> Brief:
        """A cited brief of what is on record; `as_of` leaves out reports published later, `min_confidence` (0 to 1) acts read less
        surely than this, in place of the default. Raises BadInput for an empty record.
        """
        from .brief import compose

        readings = list(self.readings())
        if not readings:
            raise BadInput("nothing is on record to write a brief of: add reports first (brinkwatch add FILES)")
        return compose(readings, as_of=as_of, title=title, min_confidence=min_confidence)

    @staticmethod
    def save(brief: Brief, *paths: Path | str, form: str | None = None) -> None:
        """Write a brief to files in `form` (md, html, pdf, json), else in the form each name ends in. All are made before one is written."""
        from .brief import render

        made = [(Path(path), render(brief, form or Path(path).suffix.lstrip(".").lower())) for path in paths]
        for path, content in made:
            _replace(path, content)

    def _keep(self, report: Report) -> Reading | None:
        """Read a report and put it on record; None if it is there already."""
        from .record.store import IdTaken

        reader, record = self._reader(), self._record()
        admitted = record.admit(report, reader.name)
        if admitted is None:
            return None
        reading = _read(reader, admitted)
        try:
            return reading if record.put(reading, reader.name) else None
        except IdTaken:
            return self._keep(report)

    def _follower(self, how: FollowOptions) -> Follower:
        return Follower(self._record().feeds, self._keep, how)

    def _reader(self) -> ReportReader:
        if self._given_reader is None:
            from .read.reader import Reader

            self._given_reader = Reader()
        return self._given_reader

    def _record(self) -> Record:
        if self._given_record is None:
            raise BadInput("this desk has no record: open one with Desk.open(path)")
        return self._given_record


def _reports(
    sources: Iterable[Path | str | Report], published: dt.date | None, refused: Refused, *, allow_private: bool
) -> Iterator[Report]:
    from .ingest import open_reports

    for report, some in groupby(sources, lambda source: isinstance(source, Report)):
        if report:
            yield from (source for source in some if isinstance(source, Report))
            continue
        # All at once, so that no host is asked too often.
        given = [source for source in some if not isinstance(source, Report)]
        for found in open_reports(given, published=published, allow_private=allow_private):
            if isinstance(found, BadReport):
                refused(found)
            else:
                yield found


def _read(reader: ReportReader, report: Report) -> Reading:
    """A report's reading; a fault of the reader is a BadReport, so that one report doesn't cost the user all others."""
    try:
        return reader.read(report)
    except BrinkwatchError:
        raise
    except Exception as error:
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"
        raise BadReport(report.title or report.id, f"the reader failed on it, please report this ({where})") from error


def _raise(bad: BadReport) -> None:
    raise bad


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place. What is no file (a pipe, a terminal) is written to."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(
            f"{path}: can't be written ({error.strerror}): check its folder, its permissions and the disk's space"
        ) from error
