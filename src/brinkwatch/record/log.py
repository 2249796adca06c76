"""The story of what is on record: what was read when, what people corrected and judged, what was undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ..incident import Judgement
from .answers import LogEntry
from .corrected import Correction, subject_of, unapplied
from .corrections import corrections, standing
from .judgements import judgements
from .lists import IS_EVENT, JOINED, chunks
from .naming import named
from .shown import load_reading
from .tables import CORRECTIONS, INCIDENTS, ITEMS, JUDGEMENTS, READINGS, REPORTS


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a story is of; None of all. Reports by key."""

    reports: Sequence[int] | None = None
    events: Sequence[str] | None = None
    incident: str | None = None


def entries(connection: sa.Connection, prefix: str | None) -> list[LogEntry]:
    """The story of the report, event, incident, correction or judgement that a prefix names, or of all, the first deed first."""
    scope = _scope_of(connection, prefix) if prefix is not None else _Scope()
    made = [*_read(connection, scope), *_corrected(connection, scope), *_judged(connection, scope)]
    return sorted(made, key=lambda entry: entry.at)


def _scope_of(connection: sa.Connection, prefix: str) -> _Scope:
    found = named(
        connection, prefix, "report", "any event", "corrected event", "judged event", "incident", "judged incident",
        "correction", "judgement",
    )  # fmt: skip
    if found.kind == "report":
        return _Scope([found.key], _events_of_report(connection, found.key))
    if found.kind.endswith("incident"):
        query = sa.select(INCIDENTS.c.json).where(INCIDENTS.c.id == found.id)
        json = connection.execute(query).scalar()
        events = list(json["events"]) if json else []
        return _Scope(_reports_of(connection, events), events, found.id)
    event = found.id
    if found.kind == "correction":
        event = next(corrections(connection, CORRECTIONS.c.key == found.key)).subject
    elif found.kind == "judgement":
        event = next(judgements(connection, JUDGEMENTS.c.key == found.key)).event
    return _Scope(_reports_of(connection, [event]), [event])


def _events_of_report(connection: sa.Connection, report: int) -> list[str]:
    """The ids of all events that were ever read or marked in a report."""
    items = sa.select(ITEMS.c.id).select_from(JOINED).where(REPORTS.c.key == report, IS_EVENT)
    corrected = corrections(connection, CORRECTIONS.c.report == report)
    return sorted({*connection.execute(items).scalars(), *(correction.subject for correction in corrected)})


def _reports_of(connection: sa.Connection, events: Sequence[str]) -> list[int]:
    """Keys of the reports in which events were ever read, corrected or marked."""
    found: set[int] = set()
    for some in chunks(events):
        query = sa.select(REPORTS.c.key).select_from(JOINED).where(ITEMS.c.id.in_(some))
        found |= set(connection.execute(query).scalars())
    for row in connection.execute(sa.select(CORRECTIONS.c.report, CORRECTIONS.c.id, CORRECTIONS.c.event)):
        if subject_of(row.id, row.event) in events:
            found.add(row.report)
    return sorted(found)


def _read(connection: sa.Connection, scope: _Scope) -> Iterator[LogEntry]:
    """When reports were read, and by which reader."""
    joined = READINGS.join(REPORTS, READINGS.c.report == REPORTS.c.key)
    query = sa.select(READINGS.c.read_at, READINGS.c.reader, REPORTS.c.id).select_from(joined)
    for condition in _either(READINGS.c.report, scope.reports):
        for row in connection.execute(query.where(READINGS.c.base.is_(None), condition).order_by(READINGS.c.key)):
            yield LogEntry(row.read_at.replace(tzinfo=dt.UTC), row.reader, "read", report=row.id)


def _corrected(connection: sa.Connection, scope: _Scope) -> Iterator[LogEntry]:
    lost = set(_lost(connection, scope))
    for condition in _either(CORRECTIONS.c.report, scope.reports):
        for each in corrections(connection, condition):
            if scope.events is None or each.subject in scope.events:
                entry = LogEntry(each.at, each.by, each.kind, each.id, each.report, each.subject, coding=each.coding)
                yield from _with_undoing(
                    each, replace(entry, reasons=(each.why,) if each.why else (), lost=each.id in lost)
                )


def _lost(connection: sa.Connection, scope: _Scope) -> Iterator[str]:
    """The corrections that stand but can't be applied to what is read now."""
    for condition in _either(CORRECTIONS.c.report, scope.reports):
        reports = sa.select(CORRECTIONS.c.report).where(CORRECTIONS.c.undone_at.is_(None), condition).distinct()
        current = sa.select(READINGS.c.report, READINGS.c.base).where(
            READINGS.c.current, READINGS.c.report.in_(reports)
        )
        for row in connection.execute(current).all():
            yield from (
                each.id for each in unapplied(load_reading(connection, row.base), standing(connection, row.report))
            )


def _judged(connection: sa.Connection, scope: _Scope) -> Iterator[LogEntry]:
    found: dict[str, Judgement] = {}
    for condition in _either(JUDGEMENTS.c.event, scope.events):
        found |= {each.id: each for each in judgements(connection, condition)}
    if scope.incident:
        found |= {each.id: each for each in judgements(connection, JUDGEMENTS.c.incident == scope.incident)}
    for each in found.values():
        score = each.score if each.anchor is None else None
        entry = LogEntry(each.at, each.by, each.verdict, each.id, None, each.event, each.incident, score=score)
        yield from _with_undoing(each, replace(entry, reasons=each.reasons))


def _with_undoing(what: Correction | Judgement, entry: LogEntry) -> Iterator[LogEntry]:
    """What was done, and that it was undone, if it was."""
    if not (what.undone_at and what.undone_by):
        yield entry
        return
    yield replace(entry, undone=True, lost=False)
    yield LogEntry(what.undone_at, what.undone_by, "undo", what.id, entry.report, entry.event, entry.incident)


def _either(column: sa.Column[Any], values: Sequence[Any] | None) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions of which one holds for the rows of some values; one that always does where all are wanted."""
    if values is None:
        yield sa.true()
    else:
        yield from (column.in_(some) for some in chunks(values))
