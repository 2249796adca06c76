"""One entry of the record, or one whole reading, on a connection that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from ..errors import BadInput
from ..model import Reading, Report, Skipped, Span
from ..schema import KINDS, item_from_json
from . import incidents
from .answers import Shown
from .check import has_half_characters, references
from .lists import JOINED
from .passage import paragraph_around, sentence_around
from .rows import report_of
from .tables import INCIDENTS, ITEMS, READINGS, REPORTS

_MOST_NAMED = 5


def show(connection: sa.Connection, prefix: str) -> Shown:
    """The one entry whose id is, or starts with, `prefix`; raises BadInput where there is none or more than one."""
    if not prefix or has_half_characters(prefix):
        raise BadInput("that is no id: see them with `brinkwatch list events --format csv`")
    items = (
        sa.select(ITEMS.c.id, ITEMS.c.key, sa.literal("item").label("table"))
        .select_from(JOINED)
        .where(READINGS.c.current)
    )
    reports = sa.select(REPORTS.c.id, REPORTS.c.key, sa.literal("report").label("table"))
    happened = sa.select(INCIDENTS.c.id, INCIDENTS.c.key, sa.literal("incident").label("table"))
    showing = {"item": _show_item, "report": _show_report, "incident": _show_incident}
    for test in ("is", "starts with"):
        # Half a million ids are found by their index: a range, not LIKE.
        found = connection.execute(
            sa.union_all(
                *(
                    query.where(
                        column == prefix if test == "is" else sa.and_(column >= prefix, column <= prefix + "\U0010ffff")
                    )
                    for query, column in ((items, ITEMS.c.id), (reports, REPORTS.c.id), (happened, INCIDENTS.c.id))
                )
            )
            .order_by("id")
            .limit(_MOST_NAMED + 1)
        ).all()
        if len(found) == 1:
            return showing[found[0].table](connection, found[0].key)
        if found:
            named = ", ".join(row.id for row in found[:_MOST_NAMED]) + (", ..." if len(found) > _MOST_NAMED else "")
            raise BadInput(f"more than one entry has an id that {test} {prefix}: give more of it ({named})")
    raise BadInput(
        f"nothing on record has an id that starts with {prefix}: see them with `brinkwatch list events --format csv`"
    )


def current_readings(connection: sa.Connection, since: dt.date | None, until: dt.date | None) -> list[int]:
    """Keys of the current readings, by publication day; of reports published within two days, and those of no known day."""
    joined = READINGS.join(REPORTS, READINGS.c.report == REPORTS.c.key)
    order = (REPORTS.c.published.nulls_first(), REPORTS.c.key)
    query = sa.select(READINGS.c.key).select_from(joined).where(READINGS.c.current, *_published(since, until))
    return list(connection.execute(query.order_by(*order)).scalars())


def span(connection: sa.Connection, until: dt.date | None) -> list[dt.date]:
    """The publication days of reports up to a day, in order."""
    query = sa.select(REPORTS.c.published).where(REPORTS.c.published.is_not(None), *_published(None, until))
    return list(connection.execute(query.order_by(REPORTS.c.published)).scalars())


def _published(since: dt.date | None, until: dt.date | None) -> Iterator[sa.ColumnElement[bool]]:
    if since is not None:
        yield sa.or_(REPORTS.c.published.is_(None), REPORTS.c.published >= since)
    if until is not None:
        yield sa.or_(REPORTS.c.published.is_(None), REPORTS.c.published <= until)


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
