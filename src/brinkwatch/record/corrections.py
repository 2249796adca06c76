"""Corrections in the tables, on a connection that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from ..errors import BadInput
from ..model import Event, Quote, Reading, content_id
from .coding import Typed, coding_of, only_place
from .corrected import Coding, Correction, CorrectionKind, overlapping, recoded
from .naming import named
from .passage import sentence_around
from .rows import without_zone
from .shown import load_current, load_reading
from .signing import Signed
from .tables import CORRECTIONS, ITEMS, REPORTS


def correction_of(connection: sa.Connection, event: str, typed: Typed | None, signed: Signed) -> Correction:
    """The correction of an event that is `typed`, or, without that, that it is none; raises BadInput."""
    found = named(connection, event, "event")
    key = connection.execute(sa.select(ITEMS.c.reading).where(ITEMS.c.key == found.key)).scalar_one()
    reading = load_reading(connection, key)
    read = next(each for each in reading.events if each.id == found.id)
    if typed is None:
        return _new(connection, reading, "reject", read.id, read.trigger, Coding(), signed)
    sentence = sentence_around(read.trigger.span, reading.sentences)
    coding = coding_of(typed, reading, sentence, (read.type, read.mode))
    _refuse_same(read, coding)
    return _new(connection, reading, "recode", read.id, read.trigger, coding, signed)


def mark_of(connection: sa.Connection, report: str, words: str, typed: Typed, signed: Signed) -> Correction:
    """The correction that `words` of a report are an event that was missed; raises BadInput."""
    if not typed.get("type"):
        raise BadInput("nothing is said of what was missed: give its PLOVER type at least, such as THREATEN (--type)")
    found = named(connection, report, "report")
    reading = load_current(connection, found.key)
    assert reading
    trigger = only_place(reading.report, words)
    if read := overlapping(reading, trigger.span):
        raise BadInput(
            f"“{read[0].trigger.text}” is read as {read[0].type} already: use `brinkwatch correct {read[0].id}`"
        )
    sentence = sentence_around(trigger.span, reading.sentences)
    return _new(connection, reading, "mark", None, trigger, coding_of(typed, reading, sentence, ("", None)), signed)


def insert(connection: sa.Connection, correction: Correction) -> int:
    """Put a correction on record; the key of its report."""
    report = connection.execute(sa.select(REPORTS.c.key).where(REPORTS.c.id == correction.report)).scalar_one()
    own = ("id", "kind", "event", "why", "by", "undone_by")
    row: dict[str, Any] = {name: getattr(correction, name) for name in own}
    row |= {name: without_zone(getattr(correction, name)) for name in ("at", "undone_at")}
    change = msgspec.to_builtins(correction.coding) | {"trigger": msgspec.to_builtins(correction.trigger)}
    connection.execute(sa.insert(CORRECTIONS).values(**row, report=report, change=change))
    return int(report)


def corrections(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[Correction]:
    """Corrections that were made, in the order in which they came on record."""
    joined = CORRECTIONS.join(REPORTS, CORRECTIONS.c.report == REPORTS.c.key)
    query = sa.select(CORRECTIONS, REPORTS.c.id.label("of")).select_from(joined).where(*conditions)
    for row in connection.execute(query.order_by(CORRECTIONS.c.key)):
        change = dict(row.change)
        yield Correction(
            row.id,
            row.of,
            row.kind,
            row.event,
            msgspec.convert(change.pop("trigger"), Quote),
            msgspec.convert(change, Coding),
            row.why,
            row.by,
            row.at.replace(tzinfo=dt.UTC),
            row.undone_by,
            row.undone_at and row.undone_at.replace(tzinfo=dt.UTC),
        )


def standing(connection: sa.Connection, report: int) -> list[Correction]:
    """The corrections of a report, by its key, that were not undone, the first made first."""
    found = corrections(connection, CORRECTIONS.c.report == report, CORRECTIONS.c.undone_at.is_(None))
    return sorted(found, key=lambda correction: correction.at)


def corrected_reports(connection: sa.Connection) -> list[int]:
    """Keys of the reports for which corrections stand."""
    query = sa.select(CORRECTIONS.c.report).where(CORRECTIONS.c.undone_at.is_(None))
    return list(connection.execute(query.distinct().order_by(CORRECTIONS.c.report)).scalars())


def _new(
    connection: sa.Connection,
    reading: Reading,
    kind: CorrectionKind,
    event: str | None,
    trigger: Quote,
    coding: Coding,
    signed: Signed,
) -> Correction:
    count = connection.execute(sa.select(sa.func.count()).select_from(CORRECTIONS)).scalar_one()
    id_ = content_id("c", reading.report.id, kind, event, trigger, coding, signed.by, signed.at.isoformat(), count)
    return Correction(id_, reading.report.id, kind, event, trigger, coding, signed.why, signed.by, signed.at)


def _refuse_same(read: Event, coding: Coding) -> None:
    if coding == Coding():
        raise BadInput(f"nothing is said of {read.id}: say what is wrong (--type, --actor ..., or --not-an-event)")
    if _said(recoded(read, coding)) == _said(read):
        raise BadInput(f"{read.id} is read so already: nothing to correct")


def _said(event: Event) -> tuple[Any, ...]:
    parties = [(p.span, p.country, p.sector) for p in (*event.actors, *event.recipients)]
    return event.type, event.mode, event.factuality, len(event.actors), parties
