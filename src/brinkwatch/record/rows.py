"""Between values and rows: what of an item is held in columns, so that it can be asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Actor, Discrepancy, Precedent, Reading, Report, content_id
from ..schema import Item, item_to_json

ROLES = {
    "actors": "actor",
    "recipients": "recipient",
    "source": "source",
    "issuers": "issuer",
    "addressees": "addressee",
    "party": "party",
    "about": "party",
}
"""The fields of items that hold parties, and the role these play there."""


def digest(report: Report) -> str:
    """What a report is known by: its text and what is stated about it, but not what it is called.

    Its author, the moment of publication and where that was found are left out: records that don't hold these know it too.
    """
    return content_id("", report.text, report.title, report.publisher, report.published, report.url)


def report_row(report: Report) -> dict[str, Any]:
    """A report as a row."""
    fields = ("id", "text", "title", "publisher", "published", "url", "language", "author", "dated_by")
    moment = without_zone(report.published_at)
    return {name: getattr(report, name) for name in fields} | {
        "published_at": moment,
        "digest": digest(report),
        "added_at": now(),
    }


def report_of(row: Any) -> Report:
    """A report from its row."""
    moment = row.published_at and row.published_at.replace(tzinfo=dt.UTC)
    stated = (row.title, row.publisher, row.published, row.url, row.language)
    return Report(row.id, row.text, *stated, row.author, moment, row.dated_by)


def item_row(kind: str, item: Item, reading: Reading) -> dict[str, Any]:
    """An item as a row, but for the key of its reading."""
    span = getattr(item, "span", None)
    own = ("type", "mode", "act", "factuality")
    start, end = _days(item, reading)
    return {name: getattr(item, name, None) for name in own} | {
        "kind": kind,
        "id": item.id,
        "span_start": span and span.start,
        "span_end": span and span.end,
        "words": _words(item, reading),
        "json": item_to_json(item),
        "subkind": getattr(item, "kind", None),
        "start_date": start,
        "end_date": end,
    }


def actor_rows(item: Item) -> Iterator[dict[str, Any]]:
    """The parties in an item as rows, but for the key of the item."""
    for field, role in ROLES.items():
        value = getattr(item, field, None)
        for actor in (value,) if isinstance(value, Actor) else value or ():
            yield {
                "role": role,
                "name": actor.name,
                "folded": actor.name.casefold(),
                "country": actor.country,
                "sector": actor.sector,
                "title": actor.role,
            }


def now() -> dt.datetime:
    """The time in UTC, to the second, as the record keeps it."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)


def without_zone(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment as the record keeps it: in UTC."""
    return moment and moment.astimezone(dt.UTC).replace(tzinfo=None)


def _words(item: Item, reading: Reading) -> str:
    """What an item is found by: its words in the report; a precedent's outcome and a discrepancy's note, which have none."""
    if isinstance(item, Discrepancy):
        return item.note
    if isinstance(item, Precedent):
        return item.outcome.text if item.outcome else ""
    return reading.report.text[item.span.start : item.span.end]


def _days(item: Item, reading: Reading) -> tuple[dt.date | None, dt.date | None]:
    """The days that an item covers: its own, a precedent's event's, else the day of publication; None where there is none."""
    dated = item
    if isinstance(item, Precedent):
        events: Mapping[str, Item] = {event.id: event for event in reading.events}
        dated = events[item.event]
    when = getattr(dated, "when", None)
    if when is not None and (when.start or when.end):
        return when.start or when.end, when.end or when.start
    return reading.report.published, reading.report.published
