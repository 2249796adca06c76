"""Parties as reports name them, counted by form: what the register of actors is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ..actors import Form, Sighting, Sightings
from ..model import Report
from .answers import Filter
from .database import Database
from .lists import JOINED, READ, chunks
from .query import RECEIVING, check_filter, day_conditions, is_party, report_conditions
from .rows import report_of
from .tables import ITEM_ACTORS, ITEMS, READINGS, REPORTS

LONG = dt.timedelta(days=5 * 366)
"""A form that is seen for longer than this comes in a sighting a year: it may be of several people, one after the other."""

DOING = ("actor", "issuer", "party")

_FORM = (ITEM_ACTORS.c.name, ITEM_ACTORS.c.title, ITEM_ACTORS.c.country, ITEM_ACTORS.c.sector)
_CURRENT = READINGS.c.current != sa.false()
"""Said so, SQLite goes through the parties as they lie; told "= 1" it takes them by an index, which takes half as long again."""
_YEAR = sa.cast(sa.extract("year", ITEMS.c.start_date), sa.Integer)


def find(connection: sa.Connection, wanted: Filter, database: Database) -> Sightings:
    """All sightings on record, and those in the items of the wanted days and report."""
    check_filter("actors", wanted)
    of_reports = list(report_conditions(wanted, database.matches))
    days = list(day_conditions(wanted, ITEMS.c.start_date, ITEMS.c.end_date))
    conditions = [*of_reports, *days]
    # Where others are counted, what these play is not asked.
    whole = list(_sightings(connection, database, plays=not conditions))
    long = {s.form.name.casefold() for s in whole if s.first and s.last and s.last - s.first > LONG}
    known = [s for s in whole if s.form.name.casefold() not in long]
    known += _of_years(connection, database, long, plays=not conditions)
    known.sort(key=lambda s: s.order)
    if not conditions:
        return Sightings(tuple(known), tuple(known))
    some = [
        s
        for s in _sightings(connection, database, *conditions, of_reports=bool(of_reports))
        if s.form.name.casefold() not in long
    ]
    some += _of_years(connection, database, long, *conditions, of_reports=bool(of_reports))
    return Sightings(tuple(known), tuple(some), _undated(connection, wanted, of_reports) if days else 0)


def first_and_last(connection: sa.Connection, forms: Sequence[Form]) -> tuple[Report, Report]:
    """The reports of the first and the last entry with one of these forms, the undated last."""
    query = (
        sa.select(REPORTS, ITEMS.c.start_date.label("day"), ITEMS.c.key.label("item"), *_FORM[1:])
        .add_columns(ITEM_ACTORS.c.name.label("name"))
        .select_from(JOINED.join(ITEM_ACTORS, ITEM_ACTORS.c.item == ITEMS.c.key))
    )
    wanted = set(forms)
    rows = [
        row
        for some in chunks(sorted({form.name.casefold() for form in forms}))
        for row in connection.execute(query.where(READINGS.c.current, ITEM_ACTORS.c.folded.in_(some)))
        if Form(row.name, row[-4], row[-3], row[-2]) in wanted
    ]
    ordered = sorted(rows, key=lambda row: (row.day is None, row.day or dt.date.max, row.item))
    dated = [row for row in ordered if row.day] or ordered
    return report_of(ordered[0]), report_of(dated[-1])


def _of_years(
    connection: sa.Connection,
    database: Database,
    names: Collection[str],
    *conditions: sa.ColumnElement[bool],
    plays: bool = True,
    of_reports: bool = False,
) -> Iterator[Sighting]:
    for some in chunks(sorted(names)):
        named = ITEM_ACTORS.c.folded.in_(some)
        yield from _sightings(
            connection, database, named, *conditions, by_year=True, plays=plays, of_reports=of_reports
        )


def _sightings(
    connection: sa.Connection,
    database: Database,
    *conditions: sa.ColumnElement[bool],
    by_year: bool = False,
    plays: bool = True,
    of_reports: bool = False,
) -> Iterator[Sighting]:
    """Forms in the current readings, grouped; a party that is named twice in an item is in it once."""
    group: tuple[sa.ColumnElement[Any], ...] = (*_FORM, _YEAR) if by_year else _FORM
    roles: tuple[sa.ColumnElement[int], ...] = (_playing(*DOING), _playing(*RECEIVING), _playing("source"))
    rows = connection.execute(
        sa.select(
            *_FORM,
            sa.func.min(ITEMS.c.start_date),
            sa.func.max(ITEMS.c.end_date),
            database.gathered(READINGS.c.report),
            sa.func.count(ITEM_ACTORS.c.item.distinct()),
            *(roles if plays else (sa.literal(0),) * len(roles)),
            sa.func.min(ITEM_ACTORS.c.key),
            *((_YEAR,) if by_year else ()),
        )
        .select_from((JOINED if of_reports else READ).join(ITEM_ACTORS, ITEM_ACTORS.c.item == ITEMS.c.key))
        .where(_CURRENT, *conditions)
        .group_by(*group)
    )
    for name, title, country, sector, first, last, reports, *counts in rows:
        yield Sighting(
            Form(name, title, country, sector), first, last, frozenset(map(int, reports.split(","))), *counts
        )


def _playing(*roles: str) -> sa.ColumnElement[int]:
    """In how many items a party has one of these roles."""
    return sa.func.count(sa.case((ITEM_ACTORS.c.role.in_(roles), ITEM_ACTORS.c.item)).distinct())


def _undated(connection: sa.Connection, wanted: Filter, conditions: Sequence[sa.ColumnElement[bool]]) -> int:
    """How many entries have no day."""
    query = (
        sa.select(sa.func.count(ITEMS.c.key.distinct()))
        .select_from(JOINED.join(ITEM_ACTORS, ITEM_ACTORS.c.item == ITEMS.c.key))
        .where(READINGS.c.current, *conditions, ITEMS.c.start_date.is_(None))
    )
    if actor := wanted.get("actor"):
        query = query.where(is_party(actor))
    return connection.execute(query).scalar_one()
