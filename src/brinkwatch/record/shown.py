"""One entry of the record, or one whole reading, on a connection that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from ..model import Reading, Report, Skipped, Span
from ..schema import KINDS, item_from_json
from . import incidents
from .answers import Shown
from .check import references
from .naming import named
from .passage import paragraph_around, sentence_around
from .rows import report_of
from .tables import ITEMS, READINGS, REPORTS


def show(connection: sa.Connection, prefix: str) -> Shown:
    """The one entry whose id is, or starts with, `prefix`; raises BadInput where there is none or more than one."""
    showing = {"item": _show_item, "report": _show_report, "incident": _show_incident}
    found = named(connection, prefix, *showing)
    return showing[found.kind](connection, found.key)


def reports_in_order(
    connection: sa.Connection, since: dt.date | None = None, until: dt.date | None = None
) -> list[int]:
    """Keys of reports, by publication day; of those published within two days, and those of no known day."""
    order = (REPORTS.c.published.nulls_first(), REPORTS.c.key)
    return list(connection.execute(sa.select(REPORTS.c.key).where(*published(since, until)).order_by(*order)).scalars())


def span(connection: sa.Connection, until: dt.date | None) -> list[dt.date]:
    """The publication days of reports up to a day, in order."""
    query = sa.select(REPORTS.c.published).where(REPORTS.c.published.is_not(None), *published(None, until))
    return list(connection.execute(query.order_by(REPORTS.c.published)).scalars())


def published(since: dt.date | None, until: dt.date | None) -> Iterator[sa.ColumnElement[bool]]:
    """What holds for reports published within two days, or on no known day."""
    if since is not None:
        yield sa.or_(REPORTS.c.published.is_(None), REPORTS.c.published >= since)
    if until is not None:
        yield sa.or_(REPORTS.c.published.is_(None), REPORTS.c.published <= until)


def load_current(connection: sa.Connection, report: int) -> Reading | None:
    """The current reading of a report, by the report's key."""
    query = sa.select(READINGS.c.key).where(READINGS.c.report == report, READINGS.c.current)
    key = connection.execute(query).scalar()
    return None if key is None else load_reading(connection, key)


def load_reading(connection: sa.Connection, key: int) -> Reading:
    """A reading by its key, as it was put on record."""
    row = connection.execute(
        sa.select(READINGS.c.skipped, READINGS.c.sentences, REPORTS)
        .join_from(READINGS, REPORTS)
        .where(READINGS.c.key == key)
    ).one()
    lists: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for item in connection.execute(
        sa.select(ITEMS.c.kind, ITEMS.c.json).where(ITEMS.c.reading == key).order_by(ITEMS.c.key)
    ):
        lists[item.kind].append(item_from_json(item.kind, item.json))
    skipped = tuple(Skipped(**skipped) for skipped in row.skipped)
    sentences = tuple(Span(*span) for span in row.sentences)
    return Reading(
        report_of(row), skipped=skipped, sentences=sentences, **{kind: tuple(items) for kind, items in lists.items()}
    )


def _show_item(connection: sa.Connection, key: int) -> Shown:
    place = connection.execute(sa.select(ITEMS.c.kind, ITEMS.c.id, ITEMS.c.reading).where(ITEMS.c.key == key)).one()
    reading = load_reading(connection, place.reading)
    by_id = {item.id: item for kind in KINDS for item in getattr(reading, kind)}
    item = by_id[place.id]
    related = tuple(by_id[name] for name in references(item))
    span = getattr(item, "span", None)
    return Shown(
        place.kind,
        reading.report,
        item,
        span,
        span and sentence_around(span, reading.sentences),
        span and paragraph_around(span, reading.report.text),
        related,
    )


def _show_report(connection: sa.Connection, key: int) -> Shown:
    report: Report = report_of(connection.execute(sa.select(REPORTS).where(REPORTS.c.key == key)).one())
    return Shown("reports", report)


def _show_incident(connection: sa.Connection, key: int) -> Shown:
    found = incidents.find_one(connection, key)
    (incident,) = found.items
    return Shown(
        "incidents", found.reports[incident.id], incident, related=found.related[incident.id], told_in=found.told_in
    )
