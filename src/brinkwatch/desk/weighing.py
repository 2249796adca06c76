"""Readings taken to be weighed; one that can't be is set aside, so that it doesn't stop all others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadReport
from ..incident import Incident, Weighed
from ..model import Reading, Report

if TYPE_CHECKING:
    from ..record.memory import Memory
    from ..record.store import Record

_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a mistake of ours raises on a report that nobody thought of; what the database raises is not among them."""


def weigher(aside: Callable[[BadReport], None]) -> Callable[[Reading, Memory], Weighed]:
    """What weighs a reading against a memory, in this version's name and now; for one that can't be weighed, which `aside` is told, the
    outcome is that nothing changes."""
    from .. import __version__
    from ..weigh.weighing import weigh

    by, at = f"brinkwatch {__version__}", dt.datetime.now(dt.UTC).replace(microsecond=0)

    def weighed(reading: Reading, memory: Memory) -> Weighed:
        try:
            return weigh(reading, memory, by, at)
        except _FAULTS as error:
            aside(_bad(reading, error))
            return Weighed(reading.report.id, {}, frozenset(), frozenset(), (), {}, (), ())

    return weighed


def as_of(record: Record, incidents: Sequence[Incident], day: dt.date) -> tuple[Incident, ...]:
    """Incidents as they were told up to a day: by the reports that had come out, with what these took from each other."""
    from ..weigh.incidents import incident
    from ..weigh.tellings import Telling
    from ..weigh.voices import Lineage

    def was_out(report: Report) -> bool:
        return report.published is None or report.published <= day

    with record.memory() as memory:
        told = {
            key: [Telling(each) for each in group if was_out(each.report)]
            for key, group in memory.told(each.id for each in incidents).items()
        }
        names = {telling.report.id for group in told.values() for telling in group}
        relays, reports = memory.lineage(names)
        out = {name: report for name, report in reports.items() if was_out(report)}
        lineage = Lineage({name: [r for r in found if r.origin in out] for name, found in relays.items()}, out)
        discrepancies = memory.discrepancies(names)
    return tuple(incident(key, group, lineage, discrepancies) for key, group in told.items() if group)


def _bad(reading: Reading, error: Exception) -> BadReport:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    report = reading.report
    return BadReport(report.title or report.id, f"it could not be weighed against others, please report this ({where})")
