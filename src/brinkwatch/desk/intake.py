"""What comes in: reports from their sources, read, put on record, counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import BadReport, BrinkwatchError
from ..model import Reading, Report

if TYPE_CHECKING:
    from ..record.store import Record

Refused = Callable[[BadReport], None]


class ReportReader(Protocol):
    """Anything that reads reports; `name` changes with whatever changes its readings, such as its version."""

    name: str

    def read(self, report: Report) -> Reading:
        """All that one report yields."""
        ...


def reports_from(
    sources: Iterable[Path | str | Report], published: dt.date | None, refused: Refused, *, allow_private: bool
) -> Iterator[Report]:
    """The reports of sources, as they come; what can't be taken in goes to `refused`."""
    from ..ingest import open_reports

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


def read_one(reader: ReportReader, report: Report) -> Reading:
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


def raise_it(bad: BadReport) -> None:
    """Refuse a report by raising what is wrong with it."""
    raise bad


def keep(record: Record, reader: ReportReader, report: Report) -> Reading | None:
    """Read a report and put it on record; None if it is there already."""
    from ..record.store import IdTaken

    admitted = record.admit(report, reader.name)
    if admitted is None:
        return None
    reading = read_one(reader, admitted)
    try:
        return reading if record.put(reading, reader.name) else None
    except IdTaken:
        return keep(record, reader, report)
