"""Lists of what is on record, on a connection that `store.py` opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from ..model import Report
from ..schema import Item, item_from_json
from .answers import Filter, Found
from .check import references
from .database import Matches
from .query import (
    check_filter,
    confidence_conditions,
    day_conditions,
    item_conditions,
    report_conditions,
)
from .rows import report_of
from .tables import ITEMS, READINGS, REPORTS

T = TypeVar("T")

READ = ITEMS.join(READINGS, ITEMS.c.reading == READINGS.c.key)
JOINED = READ.join(REPORTS, READINGS.c.report == REPORTS.c.key)

IS_EVENT = ITEMS.c.kind.concat("") == "events"
"""Whether a row of ITEMS is an event, asked so that no database goes through all events for those of one report."""

_AT_A_TIME = 500
"""Keys in one query: below every database's limit."""


def find_items(connection: sa.Connection, kind: str, wanted: Filter, matches: Matches) -> Found[Any]:
    """Items of the list named `kind` that pass a filter, the latest first."""
    check_filter(kind, wanted)
    conditions = list(item_conditions(kind, wanted, matches))
    days = list(day_conditions(wanted, ITEMS.c.start_date, ITEMS.c.end_date))
    sure = list(confidence_conditions(wanted))
    total = _count(connection, JOINED, *conditions, *days, *sure)
    undated = _count(connection, JOINED, *conditions, *sure, ITEMS.c.start_date.is_(None)) if days else 0
    unsure = _count(connection, JOINED, *conditions, *days) - total if sure else 0
    rows = connection.execute(
        sa.select(ITEMS.c.json, ITEMS.c.reading, READINGS.c.report)
        .select_from(JOINED)
        .where(*conditions, *days, *sure)
        .order_by(ITEMS.c.start_date.desc().nulls_last(), ITEMS.c.key)
        .limit(wanted.get("limit"))
    ).all()
    items = tuple(item_from_json(kind, row.json) for row in rows)
    reports = _reports(connection, [row.report for row in rows])
    at_home = {item.id: reports[row.report] for item, row in zip(items, rows, strict=True)}
    return Found(items, total, undated, unsure, at_home, _related(connection, items, [row.reading for row in rows]))


def find_reports(connection: sa.Connection, wanted: Filter, matches: Matches) -> Found[Report]:
    """Reports that pass a filter, the latest first."""
    check_filter("reports", wanted)
    conditions = list(report_conditions(wanted, matches))
    days = list(day_conditions(wanted, REPORTS.c.published, REPORTS.c.published))
    rows = connection.execute(
        sa.select(REPORTS)
        .where(*conditions, *days)
        .order_by(REPORTS.c.published.desc().nulls_last(), REPORTS.c.key)
        .limit(wanted.get("limit"))
    )
    return Found(
        tuple(report_of(row) for row in rows),
        _count(connection, REPORTS, *conditions, *days),
        _count(connection, REPORTS, *conditions, REPORTS.c.published.is_(None)) if days else 0,
    )


def in_order() -> tuple[sa.ColumnElement[Any], ...]:
    """Rows of REPORTS as they came out: by day, then time, those of no known day or time after the others."""
    return REPORTS.c.published.nulls_last(), REPORTS.c.published_at.nulls_last(), REPORTS.c.key


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values in runs that fit into one query."""
    for start in range(0, len(values), _AT_A_TIME):
        yield values[start : start + _AT_A_TIME]


def _count(connection: sa.Connection, table: sa.FromClause, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()


def _reports(connection: sa.Connection, keys: Sequence[int]) -> dict[int, Report]:
    """Reports by key."""
    return {
        row.key: report_of(row)
        for some in chunks(sorted(set(keys)))
        for row in connection.execute(sa.select(REPORTS).where(REPORTS.c.key.in_(some)))
    }


def _related(connection: sa.Connection, items: Sequence[Item], readings: Sequence[int]) -> dict[str, tuple[Item, ...]]:
    """The items that each item names, by its id; `readings` are the keys of the items' readings."""
    named = {
        item.id: [(reading, name) for name in references(item)] for item, reading in zip(items, readings, strict=True)
    }
    found: dict[tuple[int, str], Item] = {}
    query = sa.select(ITEMS.c.reading, ITEMS.c.id, ITEMS.c.kind, ITEMS.c.json)
    for some in chunks(sorted({name for places in named.values() for _, name in places})):
        for row in connection.execute(query.where(ITEMS.c.id.in_(some))):
            found[row.reading, row.id] = item_from_json(row.kind, row.json)
    return {key: tuple(found[place] for place in places) for key, places in named.items() if places}
