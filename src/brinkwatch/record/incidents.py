"""Incidents kept and found, on a connection that `store.py` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from ..incident import Incident, Relay, Weighed
from ..model import Event, Report
from ..schema import item_from_json
from . import judgements
from .answers import Filter, Found
from .lists import IS_EVENT, JOINED, chunks, in_order
from .query import ACTING, RECEIVING, check_filter, is_party
from .rows import report_of
from .tables import (
    ALL,
    BANDS,
    BLOCKS,
    INCIDENT_ACTORS,
    INCIDENTS,
    ITEMS,
    READINGS,
    RELAYS,
    REPORTS,
    TELLINGS,
    WORDS,
)


def unweighed(connection: sa.Connection) -> list[int]:
    """Keys of the current readings that have not been weighed, by publication day."""
    joined = READINGS.join(REPORTS, READINGS.c.report == REPORTS.c.key)
    query = sa.select(READINGS.c.key).select_from(joined).where(READINGS.c.current, ~READINGS.c.weighed)
    return list(connection.execute(query.order_by(*in_order())).scalars())


def publishers(connection: sa.Connection) -> list[str]:
    """The publishers of all reports."""
    query = sa.select(REPORTS.c.publisher).where(REPORTS.c.publisher.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def is_waiting(connection: sa.Connection, reading: int) -> bool:
    """Whether a reading is current and has not been weighed."""
    query = sa.select(READINGS.c.key).where(READINGS.c.key == reading, READINGS.c.current, ~READINGS.c.weighed)
    return connection.execute(query).first() is not None


def keep(connection: sa.Connection, reading: int, weighed: Weighed) -> int:
    """Put what weighing a reading changed on record, and the reading down as weighed; the key of its report."""
    keys = _report_keys(connection, weighed)
    for report, relays in weighed.relays.items():
        connection.execute(sa.delete(RELAYS).where(RELAYS.c.report == keys[report]))
        _insert(connection, RELAYS, [_relay_row(relay, keys) for relay in relays])
    own = keys[weighed.report]
    counted = sa.select(BANDS.c.report).where(BANDS.c.report == own, BANDS.c.band == ALL)
    if not connection.execute(counted).first():
        _count_words(connection, weighed.words | {ALL})
    connection.execute(sa.delete(BANDS).where(BANDS.c.report == own))
    day = connection.execute(sa.select(REPORTS.c.published).where(REPORTS.c.key == own)).scalar()
    bands = sorted(weighed.bands | {ALL})
    _insert(connection, BANDS, [{"band": band, "report": own, "day": day} for band in bands])
    _take_out(connection, own)
    _put(connection, weighed)
    _drop(connection, weighed.dropped)
    judgements.replace_by_program(connection, own, weighed)
    connection.execute(sa.update(READINGS).where(READINGS.c.key == reading).values(weighed=True))
    return own


def find(connection: sa.Connection, wanted: Filter) -> Found[Incident]:
    """Incidents that pass a filter, the latest first; `related` has their events, `reports` the one that told each first."""
    check_filter("incidents", wanted)
    conditions = list(_conditions(wanted))
    days = list(_days(wanted))
    found = _found(connection, *conditions, *days, limit=wanted.get("limit"))
    undated = _count(connection, *conditions, INCIDENTS.c.start_date.is_(None)) if days else 0
    return replace(found, total=_count(connection, *conditions, *days), undated=undated)


def told_by(connection: sa.Connection, published: Sequence[sa.ColumnElement[bool]]) -> tuple[Incident, ...]:
    """The incidents that reports tell which conditions hold for."""
    told = sa.select(TELLINGS.c.incident).select_from(JOINED.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key))
    query = sa.select(INCIDENTS.c.json).where(INCIDENTS.c.key.in_(told.where(*published))).order_by(INCIDENTS.c.key)
    return tuple(msgspec.convert(json, Incident) for json in connection.execute(query).scalars())


def find_one(connection: sa.Connection, key: int) -> Found[Incident]:
    """The incident of a key."""
    return _found(connection, INCIDENTS.c.key == key, limit=1)


def _found(connection: sa.Connection, *conditions: sa.ColumnElement[bool], limit: int | None) -> Found[Incident]:
    rows = connection.execute(
        sa.select(INCIDENTS.c.json)
        .where(*conditions)
        .order_by(INCIDENTS.c.start_date.desc().nulls_last(), INCIDENTS.c.key)
        .limit(limit)
    ).scalars()
    incidents = tuple(msgspec.convert(json, Incident) for json in rows)
    events, reports = _events(connection, incidents)
    return Found(
        incidents,
        len(incidents),
        reports={i.id: reports[i.first] for i in incidents},
        related={i.id: tuple(events[e] for e in i.events if e in events) for i in incidents},
        told_in=reports,
    )


def _put(connection: sa.Connection, weighed: Weighed) -> None:
    """Put incidents in the place of what is known of them."""
    found = {incident.id: incident for incident in weighed.incidents}
    rows = dict(zip(found, _rows(connection, weighed.incidents), strict=True))
    keys = _keys(connection, list(found))
    _forget(connection, list(keys.values()))
    for id_, key in keys.items():
        connection.execute(sa.update(INCIDENTS).where(INCIDENTS.c.key == key).values(**rows[id_]))
    if new := [id_ for id_ in found if id_ not in keys]:
        statement = sa.insert(INCIDENTS).returning(INCIDENTS.c.key, sort_by_parameter_order=True)
        keys |= zip(new, connection.execute(statement, [rows[id_] for id_ in new]).scalars(), strict=True)
    events = {row.id: row.key for row in _current_events(connection, [e for i in found.values() for e in i.events])}
    parties = [row | {"incident": keys[i.id]} for i in found.values() for row in _party_rows(i)]
    told = [{"item": events[e], "incident": keys[i.id]} for i in found.values() for e in i.events if e in events]
    blocks = [{"block": block, "incident": keys[id_]} for id_ in found for block in sorted(weighed.blocks[id_])]
    _insert(connection, INCIDENT_ACTORS, parties)
    _insert(connection, TELLINGS, told)
    _insert(connection, BLOCKS, blocks)


def _keys(connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
    """The keys of those incidents that are on record."""
    return {
        row.id: row.key
        for some in chunks(ids)
        for row in connection.execute(sa.select(INCIDENTS.c.id, INCIDENTS.c.key).where(INCIDENTS.c.id.in_(some)))
    }


def _party_rows(incident: Incident) -> Iterator[dict[str, Any]]:
    for role, parties in (("actor", incident.actors), ("recipient", incident.recipients)):
        for party in parties:
            yield {
                "role": role,
                "name": party.name,
                "folded": party.name.casefold(),
                "country": party.country,
                "sector": party.sector,
            }


def _drop(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Take incidents off the record that nothing tells any more."""
    keys = list(_keys(connection, ids).values())
    _forget(connection, keys)
    for some in chunks(keys):
        connection.execute(sa.delete(INCIDENTS).where(INCIDENTS.c.key.in_(some)))


def _forget(connection: sa.Connection, keys: Sequence[int]) -> None:
    """Take off the record what belongs to incidents."""
    for some in chunks(keys):
        for table in (INCIDENT_ACTORS, TELLINGS, BLOCKS):
            connection.execute(sa.delete(table).where(table.c.incident.in_(some)))


def _count_words(connection: sa.Connection, words: frozenset[str]) -> None:
    """Count one more report for each word."""
    known: set[str] = set()
    for some in chunks(sorted(words)):
        known |= set(connection.execute(sa.select(WORDS.c.word).where(WORDS.c.word.in_(some))).scalars())
        connection.execute(sa.update(WORDS).where(WORDS.c.word.in_(some)).values(reports=WORDS.c.reports + 1))
    _insert(connection, WORDS, [{"word": word, "reports": 1} for word in sorted(words - known)])


def _take_out(connection: sa.Connection, report: int) -> None:
    """Take the events of a report's readings out of their incidents; those that are current are put anew."""
    own = sa.select(ITEMS.c.key).select_from(JOINED).where(READINGS.c.report == report, IS_EVENT)
    connection.execute(sa.delete(TELLINGS).where(TELLINGS.c.item.in_(own)))


def _rows(connection: sa.Connection, incidents: Sequence[Incident]) -> Iterator[dict[str, Any]]:
    """Incidents as rows; one without a day of its own stands on the publication day of the report that told it first."""
    undated = sorted({i.first for i in incidents if i.start is None})
    days: dict[str, dt.date | None] = {}
    for some in chunks(undated):
        query = sa.select(REPORTS.c.id, REPORTS.c.published).where(REPORTS.c.id.in_(some))
        days |= {row.id: row.published for row in connection.execute(query)}
    for incident in incidents:
        yield {
            "id": incident.id,
            "json": msgspec.to_builtins(incident),
            "type": incident.type,
            "mode": incident.mode,
            "start_date": incident.start or days.get(incident.first),
            "end_date": incident.end or days.get(incident.first),
            "reports": len(incident.reports),
            "origins": incident.origins,
            "disputes": len(incident.disputes),
        }


def _relay_row(relay: Relay, keys: Mapping[str, int]) -> dict[str, Any]:
    spans = [list(span) for span in relay.spans]
    return {
        "report": keys[relay.report],
        "origin": keys[relay.origin],
        "kind": relay.kind,
        "share": relay.share,
        "spans": spans,
    }


def _told(weighed: Weighed) -> list[str]:
    return [judgement.event for judgement in weighed.judgements]


def _report_keys(connection: sa.Connection, weighed: Weighed) -> dict[str, int]:
    named = {weighed.report, *weighed.relays, *(r.origin for relays in weighed.relays.values() for r in relays)}
    query = sa.select(REPORTS.c.id, REPORTS.c.key)
    return {
        row.id: row.key
        for some in chunks(sorted(named))
        for row in connection.execute(query.where(REPORTS.c.id.in_(some)))
    }


def _current_events(connection: sa.Connection, ids: Sequence[str]) -> Iterator[Any]:
    for some in chunks(ids):
        yield from connection.execute(
            sa.select(ITEMS.c.key, ITEMS.c.id, ITEMS.c.json, READINGS.c.report)
            .select_from(JOINED)
            .where(READINGS.c.current, IS_EVENT, ITEMS.c.id.in_(some))
        )


def _events(connection: sa.Connection, incidents: tuple[Incident, ...]) -> tuple[dict[str, Event], dict[str, Report]]:
    """The events of incidents, and the reports that they are told in, by id."""
    events: dict[str, Event] = {}
    for row in _current_events(connection, tuple(e for i in incidents for e in i.events)):
        item = item_from_json("events", row.json)
        assert isinstance(item, Event)
        events[row.id] = item
    reports: dict[str, Report] = {}
    for some in chunks(sorted({r for i in incidents for r in i.reports})):
        reports |= {
            row.id: report_of(row) for row in connection.execute(sa.select(REPORTS).where(REPORTS.c.id.in_(some)))
        }
    return events, reports


def _conditions(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    if event_type := wanted.get("type"):
        yield INCIDENTS.c.type == event_type.upper()
    if mode := wanted.get("mode"):
        yield INCIDENTS.c.mode == mode.lower().replace(" ", "-")
    if report := wanted.get("report"):
        told = sa.select(TELLINGS.c.incident).select_from(JOINED.join(TELLINGS, TELLINGS.c.item == ITEMS.c.key))
        yield INCIDENTS.c.key.in_(told.where(REPORTS.c.id == report))
    for party, roles in ((wanted.get("actor"), ACTING), (wanted.get("recipient"), RECEIVING)):
        if party:
            having = sa.select(INCIDENT_ACTORS.c.incident)
            yield INCIDENTS.c.key.in_(having.where(is_party(party, INCIDENT_ACTORS), INCIDENT_ACTORS.c.role.in_(roles)))


def _days(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    if since := wanted.get("since"):
        yield INCIDENTS.c.end_date >= since
    if until := wanted.get("until"):
        yield INCIDENTS.c.start_date <= until


def _count(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(INCIDENTS).where(*conditions)).scalar_one()


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)
