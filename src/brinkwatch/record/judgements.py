"""Judgements of incidents, the program's and people's, in the tables; on a connection that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ..errors import BadInput
from ..incident import Judgement, Verdict, Weighed
from ..model import content_id
from .lists import IS_EVENT, JOINED, chunks
from .naming import named
from .rows import now, without_zone
from .signing import PROGRAM, Signed, by_program
from .tables import INCIDENTS, ITEMS, JUDGEMENTS, READINGS, REPORTS, TELLINGS
from .triggers import read_as

STANDING = JUDGEMENTS.c.undone_at.is_(None)
BY_PEOPLE = ~JUDGEMENTS.c.by.startswith(PROGRAM)


def judgements(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[Judgement]:
    """Judgements that were made, in order."""
    for row in connection.execute(sa.select(JUDGEMENTS).where(*conditions).order_by(JUDGEMENTS.c.key)):
        yield Judgement(
            row.id,
            row.verdict,
            row.event,
            row.incident,
            tuple(row.reasons),
            row.score,
            row.by,
            row.at.replace(tzinfo=dt.UTC),
            row.undone_by,
            row.undone_at and row.undone_at.replace(tzinfo=dt.UTC),
            row.anchor,
        )


def insert(connection: sa.Connection, made: Sequence[Judgement]) -> None:
    """Put judgements on record."""
    if made:
        connection.execute(sa.insert(JUDGEMENTS), [_row(judgement) for judgement in made])


def judgements_of(
    connection: sa.Connection, what: str, verdict: Verdict, incident: str, signed: Signed
) -> list[Judgement]:
    """A person's judgements: that an event, or each of an incident, is of the same happening as an incident (or the one that another event is
    of), or of a different one; raises BadInput."""
    one = named(connection, what, "event", "incident")
    other, told = _incident(connection, incident)
    events = [one.id] if one.kind == "event" else _events(connection, one.key)
    if one.kind == "incident" and one.id == other:
        raise BadInput(f"{one.id} is one incident: name two, or an event of it")
    made = [_judged(connection, event, verdict, other, told, signed) for event in events]
    new = [judgement for judgement in made if judgement is not None]
    if not new:
        raise BadInput(f"{one.id} was judged {verdict} as {other} already: nothing to judge")
    return new


def is_by_program(judgement: Judgement) -> bool:
    """Whether the program itself has judged, and no person."""
    return judgement.by.startswith(PROGRAM)


def weigh_again(connection: sa.Connection, events: Sequence[str]) -> None:
    """Have the current readings of the reports in which these events were ever read weighed anew, and what the program judged of them forgotten."""
    known = read_as(connection, events)
    for some in chunks(sorted({*events, *(name for names in known.values() for name in names)})):
        read = sa.select(READINGS.c.report).select_from(JOINED).where(ITEMS.c.id.in_(some), IS_EVENT)
        reports = sorted(set(connection.execute(read).scalars()))
        changed = sa.update(READINGS).where(READINGS.c.current, READINGS.c.report.in_(reports))
        connection.execute(changed.values(weighed=False))
        before = judgements(connection, STANDING, ~BY_PEOPLE, JUDGEMENTS.c.event.in_(some))
        _undo(connection, [judgement.id for judgement in before])


def replace_by_program(connection: sa.Connection, report: int, weighed: Weighed) -> None:
    """Put what the program has judged of a report's events on record, and down as undone what it judged before and does not any more."""
    made = weighed.judgements
    events = sa.select(ITEMS.c.id).select_from(JOINED).where(REPORTS.c.key == report, IS_EVENT)
    before = list(judgements(connection, STANDING, ~BY_PEOPLE, JUDGEMENTS.c.event.in_(events)))
    kept = {_said(judgement) for judgement in before} & {_said(judgement) for judgement in made}
    # Of an event that stays where it was, nothing is said anew.
    anew = {judgement.event for judgement in made}
    told = {(event, incident.id) for incident in weighed.incidents for event in incident.events if event not in anew}
    gone = [each.id for each in before if _said(each) not in kept and (each.event, each.incident) not in told]
    _undo(connection, gone)
    new = [judgement for judgement in made if _said(judgement) not in kept]
    insert(connection, [_under_new_id(connection, judgement) for judgement in new])


def _undo(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Put judgements of the program's down as undone by it."""
    for some in chunks(ids):
        undone = sa.update(JUDGEMENTS).where(JUDGEMENTS.c.id.in_(some))
        connection.execute(undone.values(undone_by=by_program(), undone_at=now()))


def _said(judgement: Judgement) -> tuple[Any, ...]:
    """What a judgement says; its score changes a little with every report that comes in."""
    return judgement.event, judgement.incident, judgement.verdict, judgement.reasons


def _under_new_id(connection: sa.Connection, judgement: Judgement) -> Judgement:
    """A judgement as made once more, within a second, after it was undone."""
    known = connection.execute(sa.select(JUDGEMENTS.c.key).where(JUDGEMENTS.c.id == judgement.id)).first()
    return (
        replace(judgement, id=content_id("j", judgement.id, _count(connection, judgement.event)))
        if known
        else judgement
    )


def _judged(
    connection: sa.Connection, event: str, verdict: Verdict, incident: str, told: Sequence[str], signed: Signed
) -> Judgement | None:
    """A person's judgement of an event; None where it stands already."""
    others = [each for each in told if each != event]
    if not others:
        raise BadInput(f"{incident} has no event but {event}: name another incident")
    same = (JUDGEMENTS.c.event == event, JUDGEMENTS.c.incident == incident)
    last = list(judgements(connection, STANDING, BY_PEOPLE, *same))[-1:]
    if last and last[0].verdict == verdict:
        return None
    id_ = content_id("j", event, incident, verdict, signed.by, signed.at.isoformat(), _count(connection, event))
    reasons = (signed.why,) if signed.why else ()
    return Judgement(id_, verdict, event, incident, reasons, 0.0, signed.by, signed.at, anchor=others[0])


def _count(connection: sa.Connection, event: str) -> int:
    query = sa.select(sa.func.count()).select_from(JUDGEMENTS).where(JUDGEMENTS.c.event == event)
    return connection.execute(query).scalar_one()


def _incident(connection: sa.Connection, prefix: str) -> tuple[str, list[str]]:
    """Id and events of the incident that a prefix names, itself or by one of its events."""
    found = named(connection, prefix, "incident", "event")
    key = found.key
    if found.kind == "event":
        placed = connection.execute(sa.select(TELLINGS.c.incident).where(TELLINGS.c.item == found.key)).scalar()
        if placed is None:
            raise BadInput(f"{found.id} was read too unsurely to be of an incident: correct it first, or name another")
        key = placed
    id_ = connection.execute(sa.select(INCIDENTS.c.id).where(INCIDENTS.c.key == key)).scalar_one()
    return id_, _events(connection, key)


def _events(connection: sa.Connection, incident: int) -> list[str]:
    """The events of an incident, by its key, as they are told."""
    json = connection.execute(sa.select(INCIDENTS.c.json).where(INCIDENTS.c.key == incident)).scalar_one()
    return list(json["events"])


def _row(judgement: Judgement) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(judgement, name) for name in judgement.__slots__}
    moments = {name: without_zone(row[name]) for name in ("at", "undone_at")}
    return row | moments | {"reasons": list(judgement.reasons)}
