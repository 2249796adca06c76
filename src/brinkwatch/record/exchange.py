"""Reports with all their readings and corrections, and people's judgements, out of the tables and into them, on a connection that `store.py` opens.

What is made from these, corrected readings and incidents, stays behind, and is made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from ..incident import Judgement
from ..model import Reading, content_id
from . import corrections, judgements
from .answers import Imported
from .check import NAMING_ONE, NAMING_SEVERAL, items_of
from .corrected import Correction
from .database import Database
from .derived import correct_again
from .keeping import Kept, id_taken, insert_reading, insert_report, known_report, second_id
from .portable import Bundle
from .rows import report_of, without_zone
from .shown import load_reading
from .tables import CORRECTIONS, JUDGEMENTS, READINGS, REPORTS


def bundles(connection: sa.Connection) -> Iterator[Bundle]:
    """All that is on record, in the order in which it came."""
    keys = list(connection.execute(sa.select(REPORTS.c.key).order_by(REPORTS.c.key)).scalars())
    for key in keys:
        row = connection.execute(sa.select(REPORTS).where(REPORTS.c.key == key)).one()
        readings = connection.execute(
            sa.select(READINGS).where(READINGS.c.report == key).order_by(READINGS.c.key)
        ).all()
        # The base of a corrected reading that is current is what is current of the readers' own.
        current = next(each.base or each.key for each in readings if each.current)
        fields = {name: value for name, value in row._asdict().items() if name != "key"}
        kept = (
            Kept(load_reading(connection, each.key), each.reader, each.read_at, each.key == current)
            for each in readings
            if each.base is None
        )
        yield Bundle(fields, tuple(kept), tuple(corrections.corrections(connection, CORRECTIONS.c.report == key)))


def judgements_of_people(connection: sa.Connection) -> Iterator[Judgement]:
    """What people have judged, undone or not, in order."""
    return judgements.judgements(connection, judgements.BY_PEOPLE)


def take_in(connection: sa.Connection, database: Database, bundle: Bundle, renamed: dict[str, str]) -> Imported:
    """Put on record what is new of a bundle: the report, unless it is there under whatever id, the readings it has not had, and corrections.
    `renamed` takes up the ids of its events that are others here."""
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
    if report_id != report.id:
        renamed |= _ids_of_events(bundle, report_id)
    corrected = sum([_take_in_correction(connection, each, report_id, renamed) for each in bundle.corrections])
    if corrected or (new and corrections.standing(connection, key)):
        correct_again(connection, database, key)
    return Imported(0 if there else 1, len(new), len(bundle.readings) - len(new), corrected)


def take_in_judgement(connection: sa.Connection, judgement: Judgement, renamed: Mapping[str, str]) -> Imported:
    """Put a person's judgement on record, or down as undone, unless it is there as it is in the file."""
    event = renamed.get(judgement.event, judgement.event)
    if not _is_there(connection, JUDGEMENTS, judgement):
        anchor, incident = judgement.anchor, judgement.incident
        if anchor is not None and anchor in renamed:
            # What begins with an event has its id from it; any other is found by its anchor.
            anchor = renamed[anchor]
            incident = content_id("i", anchor)
        judgements.insert(connection, [replace(judgement, event=event, anchor=anchor, incident=incident)])
    elif not _undo_too(connection, JUDGEMENTS, judgement):
        return Imported()
    judgements.weigh_again(connection, [event])
    return Imported(judgements=1)


def _take_in_correction(
    connection: sa.Connection, correction: Correction, report_id: str, renamed: Mapping[str, str]
) -> bool:
    """Put a correction of a report on record, or down as undone, unless it is there as it is in the file; whether that changed anything."""
    if _is_there(connection, CORRECTIONS, correction):
        return _undo_too(connection, CORRECTIONS, correction)
    event = correction.event and renamed.get(correction.event, correction.event)
    corrections.insert(connection, replace(correction, report=report_id, event=event))
    return True


def _is_there(connection: sa.Connection, table: sa.Table, what: Correction | Judgement) -> bool:
    return connection.execute(sa.select(table.c.key).where(table.c.id == what.id)).first() is not None


def _undo_too(connection: sa.Connection, table: sa.Table, what: Correction | Judgement) -> bool:
    """Undo what stands here and was undone where the file is from; whether it did."""
    undone = {"undone_by": what.undone_by, "undone_at": without_zone(what.undone_at)}
    stands = sa.and_(table.c.id == what.id, table.c.undone_at.is_(None))
    if what.undone_at is None or not connection.execute(sa.select(table.c.key).where(stands)).first():
        return False
    connection.execute(sa.update(table).where(stands).values(**undone))
    return True


def _ids_of_events(bundle: Bundle, report_id: str) -> dict[str, str]:
    events = (event for kept in bundle.readings for event in kept.reading.events)
    return {event.id: _id_under(report_id, event.id) for event in events}


def _id_under(report_id: str, item: str) -> str:
    """The id of an item of a report that has another id here."""
    return content_id(item[:1], report_id, item)


def _renamed(reading: Reading, report_id: str) -> Reading:
    """A reading of a report that has another id here, and its items with it: an id is an item's own in the whole record."""
    ids = {item.id: _id_under(report_id, item.id) for _, item in items_of(reading)}

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
