"""Events of a report that different readings have under different ids: the same, where their triggers overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ..model import Span
from .lists import IS_EVENT, JOINED, chunks
from .tables import ITEMS, READINGS

TRIGGER = (ITEMS.c.id, ITEMS.c.json["trigger"].label("trigger"), READINGS.c.report)
"""What is asked of an event to compare it by."""


def same_words(one: Any, other: Any) -> bool:
    """Whether two events, as rows of TRIGGER, stand in the same report, in words that overlap."""
    return one.report == other.report and Span(*one.trigger["span"]).touches(other.trigger["span"])


def read_as(connection: sa.Connection, events: Iterable[str]) -> dict[str, set[str]]:
    """All ids under which the readings of their reports have events, by the ids that are asked for."""
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(set(events))):
        wanted = connection.execute(sa.select(*TRIGGER).select_from(JOINED).where(ITEMS.c.id.in_(some))).all()
        near = sa.select(*TRIGGER).select_from(JOINED).where(IS_EVENT)
        rows = connection.execute(near.where(READINGS.c.report.in_({row.report for row in wanted}))).all()
        for row in wanted:
            found.setdefault(row.id, set()).update(each.id for each in rows if same_words(row, each))
    return found
