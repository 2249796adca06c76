"""Whether what is on record is still whole: gone through a report at a time, on connections that `store.py` opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Any

import msgspec
import sqlalchemy as sa

from ..errors import BadInput
from ..model import Reading
from .answers import Finding
from .check import faults_of, items_of
from .database import Damaged, Database
from .rows import actor_rows, digest, item_row, report_of
from .shown import load_reading
from .tables import ITEM_ACTORS, ITEMS, READINGS, REPORTS

Opening = Callable[[], AbstractContextManager[sa.Connection]]

_AT_A_TIME = 500


def look_through(database: Database, opening: Opening) -> Iterator[Finding]:
    """What is damaged, and each report that is whole."""
    found = False
    try:
        with opening() as connection:
            for fault in database.faults(connection):
                found = True
                yield Finding(None, fault)
    except Damaged as error:
        # SQLite may not end a transaction in which it has found damage, which says nothing new.
        if not found:
            yield Finding(None, str(error))
    for key in _report_keys(opening):
        yield from _look_at(opening, key)


def _report_keys(opening: Opening) -> Iterator[int]:
    """Keys of the reports in order; where the way through them is broken, first those that are reached from its end, then all between."""
    last, top = 0, None
    while keys := _next_keys(opening, REPORTS.c.key > last, REPORTS.c.key):
        yield from keys
        last = keys[-1]
    while keys := _next_keys(
        opening,
        sa.and_(REPORTS.c.key > last, REPORTS.c.key < top if top else sa.true()),
        REPORTS.c.key.desc(),
    ):
        yield from keys
        top = keys[-1]
    if top:
        yield from range(last + 1, top)


def _next_keys(opening: Opening, rest: sa.ColumnElement[bool], order: sa.ColumnElement[Any]) -> list[int]:
    """The first keys of the rest; none where not even one can be read."""
    for most in (_AT_A_TIME, 1):
        with suppress(Damaged), opening() as connection:
            query = sa.select(REPORTS.c.key).where(rest).order_by(order).limit(most)
            return list(connection.execute(query).scalars())
    return []


def _look_at(opening: Opening, key: int) -> Iterator[Finding]:
    """What is damaged in a report and its readings; or that nothing is."""
    name, faults, readings, items = f"the report in row {key}", list[str](), 0, 0
    try:
        with opening() as connection:
            row = connection.execute(sa.select(REPORTS).where(REPORTS.c.key == key)).one_or_none()
            if row is None:
                return
            name = row.id
            if digest(report_of(row)) != row.digest:
                faults.append("its text, or what is stated about it, is not what was put on record")
            kept = connection.execute(
                sa.select(READINGS.c.key, READINGS.c.reader, READINGS.c.current).where(READINGS.c.report == key)
            ).all()
            if [each.current for each in kept].count(True) != 1:
                faults.append("questions are not answered from exactly one reading of it")
            for each in kept:
                reading = load_reading(connection, each.key)
                about = f"as read by {each.reader}: "
                faults += [about + fault for fault in (*faults_of(reading), *_misplaced(connection, each.key, reading))]
                readings, items = readings + 1, items + sum(1 for _ in items_of(reading))
    except (Damaged, BadInput, msgspec.MsgspecError, ValueError, TypeError, KeyError) as error:
        faults.append(f"it can't be read ({error})")
    yield from (Finding(name, fault) for fault in faults)
    if not faults:
        yield Finding(name, None, readings, items)


def _misplaced(connection: sa.Connection, key: int, reading: Reading) -> Iterator[str]:
    """Items of a reading that would not be found by what they say."""
    rows = {row.id: row for row in connection.execute(sa.select(ITEMS).where(ITEMS.c.reading == key))}
    parties: dict[int, list[tuple[Any, ...]]] = {row.key: [] for row in rows.values()}
    joined = sa.select(ITEM_ACTORS).join_from(ITEM_ACTORS, ITEMS).where(ITEMS.c.reading == key)
    for party in connection.execute(joined.order_by(ITEM_ACTORS.c.key)):
        parties[party.item].append((party.role, party.name, party.folded, party.country, party.sector, party.title))
    for kind, item in items_of(reading):
        row = rows.get(item.id)
        expected = item_row(kind, item, reading)
        if row is None or any(getattr(row, name) != value for name, value in expected.items() if name != "json"):
            yield f"{item.id} ({kind}) is listed by what it does not say"
        elif parties[row.key] != [tuple(each.values()) for each in actor_rows(item)]:
            yield f"{item.id} ({kind}) is listed by parties that it does not name"
