"""Reports and readings put into the tables, in the transaction that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..errors import BadReport
from ..model import Reading, Report
from .check import items_of
from .database import Database
from .rows import actor_rows, digest, item_row
from .tables import ITEM_ACTORS, ITEMS, READINGS, REPORTS, TELLINGS


class IdTaken(BadReport):
    """Another report has come in under a report's id since it was admitted: admitted again, it gets another."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading as it is kept: whose it is, from when, and whether it is the current one, that questions are answered from. `base` is the key of
    the reading that it is, with corrections, if it is not a reader's own."""

    reading: Reading
    reader: str
    read_at: dt.datetime
    current: bool
    base: int | None = None


def known_report(connection: sa.Connection, report: Report, reader: str) -> sa.Row[Any] | None:
    """Key and id of a report that is on record, and whether `reader` has read it."""
    read = sa.exists().where(READINGS.c.report == REPORTS.c.key, READINGS.c.reader == reader).label("read")
    return connection.execute(
        sa.select(REPORTS.c.key, REPORTS.c.id, read).where(REPORTS.c.digest == digest(report))
    ).first()


def insert_report(connection: sa.Connection, database: Database, row: Mapping[str, Any]) -> int:
    """Put a report, as a row, on record; its key. Raises IdTaken."""
    if id_taken(connection, row["id"]):
        raise IdTaken(row["id"], "another report has this id")
    return _insert(connection, database, REPORTS, [dict(row)])[0]


def id_taken(connection: sa.Connection, report_id: str) -> bool:
    """Whether a report on record has an id."""
    return connection.execute(sa.select(REPORTS.c.key).where(REPORTS.c.id == report_id)).first() is not None


def second_id(report: Report) -> str:
    """The id of a report whose own one another report has: with part of its content hash."""
    return f"{report.id}-{digest(report)[:6]}"


def insert_reading(connection: sa.Connection, database: Database, report_key: int, kept: Kept) -> None:
    """Put a reading on record, with its items and the parties in these; where it is the current one, no other is."""
    reading = kept.reading
    row = {
        "report": report_key,
        "reader": kept.reader,
        "read_at": kept.read_at,
        "current": kept.current,
        "skipped": [{"reason": skipped.reason, "count": skipped.count} for skipped in reading.skipped],
        "sentences": reading.sentences,
        "base": kept.base,
    }
    if kept.current:
        connection.execute(sa.update(READINGS).where(READINGS.c.report == report_key).values(current=False))
    key = _insert(connection, database, READINGS, [row])[0]
    items = list(items_of(reading))
    rows = [item_row(kind, item, reading) | {"reading": key} for kind, item in items]
    keys = _insert(connection, database, ITEMS, rows)
    actors = [row | {"item": k} for k, (_, item) in zip(keys, items, strict=True) for row in actor_rows(item)]
    _insert(connection, database, ITEM_ACTORS, actors)


def delete_reading(connection: sa.Connection, database: Database, key: int) -> None:
    """Take a reading that is made from others off the record, with its items and the parties in these."""
    own = ITEMS.c.reading == key
    items = sa.select(ITEMS.c.key).where(own)
    connection.execute(sa.delete(TELLINGS).where(TELLINGS.c.item.in_(items)))
    connection.execute(sa.delete(ITEM_ACTORS).where(ITEM_ACTORS.c.item.in_(items)))
    database.unindex(connection, ITEMS, own)
    connection.execute(sa.delete(ITEMS).where(own))
    connection.execute(sa.delete(READINGS).where(READINGS.c.key == key))


def _insert(connection: sa.Connection, database: Database, table: sa.Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and give back their keys in order."""
    if not rows:
        return []
    statement = sa.insert(table).returning(table.c.key, sort_by_parameter_order=True)
    keys = list(connection.execute(statement, rows).scalars())
    database.index(connection, table, keys, rows)
    return keys
