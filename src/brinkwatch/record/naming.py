"""The one entry that an id, or its beginning, names; on a connection that `store.py` opens."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from ..errors import BadInput
from .check import has_half_characters
from .lists import JOINED
from .tables import CORRECTIONS, INCIDENTS, ITEMS, JUDGEMENTS, READINGS, REPORTS

_MOST_NAMED = 5

Source = tuple[sa.FromClause, sa.ColumnElement[str], sa.ColumnElement[int], sa.ColumnElement[bool]]

_ITEM: Source = (JOINED, ITEMS.c.id, ITEMS.c.key, READINGS.c.current)
SOURCES: Mapping[str, Source] = {
    "item": _ITEM,
    "event": (*_ITEM[:3], sa.and_(READINGS.c.current, ITEMS.c.kind == "events")),
    "report": (REPORTS, REPORTS.c.id, REPORTS.c.key, sa.true()),
    "incident": (INCIDENTS, INCIDENTS.c.id, INCIDENTS.c.key, sa.true()),
    "correction": (CORRECTIONS, CORRECTIONS.c.id, CORRECTIONS.c.key, sa.true()),
    "judgement": (JUDGEMENTS, JUDGEMENTS.c.id, JUDGEMENTS.c.key, sa.true()),
    # Of former readings too, and of those that are not any more but were corrected or judged.
    "any event": (ITEMS, ITEMS.c.id, sa.literal(0), ITEMS.c.kind == "events"),
    "corrected event": (CORRECTIONS, CORRECTIONS.c.event, sa.literal(0), sa.true()),
    "judged event": (JUDGEMENTS, JUDGEMENTS.c.event, sa.literal(0), sa.true()),
    "judged incident": (JUDGEMENTS, JUDGEMENTS.c.incident, sa.literal(0), sa.true()),
}
"""What can be named: where it is, its id, its key (0 where it is not its own), and which of them count."""


def named(connection: sa.Connection, prefix: str, *kinds: str) -> sa.Row[str, int, str]:
    """The `id`, `key` and `kind` (one of SOURCES) of the one entry whose id is, or starts with, `prefix`; raises BadInput where there is none
    or more than one."""
    hint = "see them with `brinkwatch list events --format csv` or `brinkwatch log`"
    if not prefix or has_half_characters(prefix):
        raise BadInput(f"that is no id: {hint}")
    for test in ("is", "starts with"):
        # Half a million ids are found by their index: a range, not LIKE.
        queries = [_query(kind, test, prefix) for kind in kinds]
        found = connection.execute(sa.union(*queries).order_by("id").limit(_MOST_NAMED + 1)).all()
        if len({row.id for row in found}) == 1:
            return found[0]
        if found:
            ids = ", ".join(row.id for row in found[:_MOST_NAMED]) + (", ..." if len(found) > _MOST_NAMED else "")
            raise BadInput(f"more than one entry has an id that {test} {prefix}: give more of it ({ids})")
    raise BadInput(f"nothing on record {_of(kinds)}has an id that starts with {prefix}: {hint}")


def _of(kinds: tuple[str, ...]) -> str:
    """What was asked for, where it is one or two kinds of entries."""
    return f"that is {' or '.join(f'an {k}' if k[0] in 'aeio' else f'a {k}' for k in kinds)} " if len(kinds) < 3 else ""


def _query(kind: str, test: str, prefix: str) -> sa.Select[str, int, str]:
    table, column, key, counts = SOURCES[kind]
    starts = column == prefix if test == "is" else sa.and_(column >= prefix, column <= prefix + "\U0010ffff")
    return (
        sa.select(column.label("id"), key.label("key"), sa.literal(kind).label("kind"))
        .select_from(table)
        .where(starts, counts)
    )
