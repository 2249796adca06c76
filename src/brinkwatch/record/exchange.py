"""Reports with all their readings, out of the tables and into them, on a connection that `store.py` opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from ..model import Reading, content_id
from .answers import Imported
from .check import NAMING_ONE, NAMING_SEVERAL, items_of
from .database import Database
from .keeping import Kept, id_taken, insert_reading, insert_report, known_report, second_id
from .portable import Bundle
from .rows import report_of
from .shown import load_reading
from .tables import READINGS, REPORTS


def bundles(connection: sa.Connection) -> Iterator[Bundle]:
    """All that is on record, in the order in which it came."""
    keys = list(connection.execute(sa.select(REPORTS.c.key).order_by(REPORTS.c.key)).scalars())
    for key in keys:
        row = connection.execute(sa.select(REPORTS).where(REPORTS.c.key == key)).one()
        readings = connection.execute(
            sa.select(READINGS.c.key, READINGS.c.reader, READINGS.c.read_at, READINGS.c.current)
            .where(READINGS.c.report == key)
            .order_by(READINGS.c.key)
        ).all()
        fields = {name: value for name, value in row._asdict().items() if name != "key"}
        kept = (Kept(load_reading(connection, each.key), each.reader, each.read_at, each.current) for each in readings)
        yield Bundle(fields, tuple(kept))


def take_in(connection: sa.Connection, database: Database, bundle: Bundle) -> Imported:
    """Put on record what is new of a bundle: the report, unless it is there under whatever id, and the readings it has not had."""
    report = report_of(SimpleNamespace(**bundle.row))
    there = known_report(connection, report, "")
    if there:
        key, report_id = there.key, there.id
    else:
        report_id = second_id(report) if id_taken(connection, report.id) else report.id
        key = insert_report(connection, database, {**bundle.row, "id": report_id})
    known = {
        row.reader: row
        for row in connection.execute(
            sa.select(READINGS.c.reader, READINGS.c.read_at, READINGS.c.current).where(READINGS.c.report == key)
        )
    }
    latest = max((row.read_at for row in known.values() if row.current), default=None)
    new = [kept for kept in bundle.readings if kept.reader not in known]
    for kept in new:
        # Of two records' current readings the later one is current.
        current = kept.current and (latest is None or kept.read_at > latest)
        reading = kept.reading if report_id == report.id else _renamed(kept.reading, report_id)
        insert_reading(connection, database, key, replace(kept, reading=reading, current=current))
    return Imported(0 if there else 1, len(new), len(bundle.readings) - len(new))


def _renamed(reading: Reading, report_id: str) -> Reading:
    """A reading of a report that has another id here, and its items with it: an id is an item's own in the whole record."""
    ids = {item.id: content_id(item.id[:1], report_id, item.id) for _, item in items_of(reading)}

    def renamed(item: Any) -> Any:
        changes: dict[str, Any] = {"id": ids[item.id]}
        if hasattr(item, "report"):
            changes["report"] = report_id
        for name in NAMING_ONE:
            if (named := getattr(item, name, None)) is not None:
                changes[name] = ids[named]
        for name in NAMING_SEVERAL:
            if hasattr(item, name):
                changes[name] = tuple(ids[named] for named in getattr(item, name))
        return replace(item, **changes)

    lists: dict[str, list[Any]] = {}
    for kind, item in items_of(reading):
        lists.setdefault(kind, []).append(renamed(item))
    return replace(
        reading,
        report=replace(reading.report, id=report_id),
        **{kind: tuple(items) for kind, items in lists.items()},
    )
