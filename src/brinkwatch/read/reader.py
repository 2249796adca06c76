"""The default reader: the order in which a page is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import __version__
from ..model import Reading, Report, Skipped
from .acts.events import find_events
from .acts.triggers import find_triggers
from .circumstances.places import find_places
from .circumstances.times import find_times
from .entities import find_entities
from .learned.judge import judge
from .learned.network import Scorer, load_network
from .page import Page, open_pages
from .parties.cast import find_cast
from .speech.statements import find_statements
from .stances.assessments import find_assessments
from .stances.discrepancies import find_discrepancies
from .stances.factors import find_factors
from .stances.positions import find_positions
from .stances.precedents import find_precedents
from .stances.warnings import find_warnings


class Reader:
    """Reads English reports on one CPU core; the language model is loaded with the first report."""

    name = f"brinkwatch {__version__}"
    languages = frozenset({"en"})

    def read(self, report: Report) -> Reading:
        """All that one report yields."""
        return next(self.read_many((report,)))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """One reading a report, in order. A report in a language that this reader can't read yields nothing but the reason."""
        for report in reports:
            if report.language is not None and report.language not in self.languages:
                yield Reading(
                    report, skipped=(Skipped(f"report in a language that can't be read yet ({report.language})", 1),)
                )
            else:
                yield read_page(next(open_pages((report,))))


def read_page(page: Page, scorer: Scorer | None = None) -> Reading:
    """All that a parsed report yields: times, places and parties first, then who says what, then what is done; by the shipped network
    unless another `scorer` is given."""
    times, places = find_times(page), find_places(page)
    cast = find_cast(page, places)
    statements = find_statements(page, cast)
    verdict = judge(page, cast, statements, find_triggers(page, cast), scorer or load_network())
    events = find_events(page, times, places, statements, verdict.acts)
    warnings = find_warnings(page, cast, statements)
    positions = find_positions(page, cast, times, statements, events, warnings, verdict.stances)
    return Reading(
        report=page.report,
        statements=statements,
        events=events,
        positions=positions,
        warnings=warnings,
        precedents=find_precedents(page, statements, events, positions),
        factors=find_factors(page, cast, times, statements),
        assessments=find_assessments(page, cast, statements),
        entities=find_entities(page, cast),
        discrepancies=find_discrepancies(page, statements, events),
        skipped=page.skipped,
        sentences=tuple(page.quote(s.start, s.end).span for s in page.sentences),
    )
