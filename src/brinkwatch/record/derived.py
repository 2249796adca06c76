"""The corrected reading of a report, made from its base reading and the corrections that stand; on a connection that `store.py` opens.

It is one more row of readings, current in place of its base. One that is replaced stays, no longer current, until its events have been taken
out of their incidents.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from .check import check_reading
from .corrected import corrected
from .corrections import standing
from .database import Database
from .keeping import Kept, delete_reading, insert_reading
from .shown import load_reading
from .tables import READINGS


def correct_again(connection: sa.Connection, database: Database, report: int) -> None:
    """Make the reading that a report, by its key, is answered from anew: its base reading, with the corrections that stand, if any."""
    base = _base_of(connection, report)
    was_weighed = _set_aside(connection, database, report)
    corrections = standing(connection, report)
    if corrections:
        reading = corrected(load_reading(connection, base.key), corrections)
        check_reading(reading)
        kept = Kept(reading, f"{base.reader}, corrected", base.read_at, True, base.key)
        insert_reading(connection, database, report, kept)
        return
    # Where a corrected reading was weighed, the base's own events are in no incident any more.
    changes = {"current": True} | ({"weighed": False} if was_weighed else {})
    connection.execute(sa.update(READINGS).where(READINGS.c.key == base.key).values(**changes))


def clear_replaced(connection: sa.Connection, database: Database, report: int) -> None:
    """Take the corrected readings of a report that are not current any more off the record, once its events are in their incidents."""
    derived = sa.select(READINGS.c.key).where(READINGS.c.report == report, READINGS.c.base.is_not(None))
    for key in connection.execute(derived.where(~READINGS.c.current)).scalars().all():
        delete_reading(connection, database, key)


def _base_of(connection: sa.Connection, report: int) -> sa.Row[int, str, dt.datetime]:
    """Key, reader and time of what a reader read that is current, or is the base of what is."""
    current = connection.execute(
        sa.select(READINGS.c.key, READINGS.c.base).where(READINGS.c.report == report, READINGS.c.current)
    ).one()
    own = sa.select(READINGS.c.key, READINGS.c.reader, READINGS.c.read_at)
    return connection.execute(own.where(READINGS.c.key == (current.base or current.key))).one()


def _set_aside(connection: sa.Connection, database: Database, report: int) -> bool:
    """Have no corrected reading of a report be current; those whose events may be in incidents stay until these are weighed. Whether any does."""
    derived = sa.select(READINGS).where(READINGS.c.report == report, READINGS.c.base.is_not(None))
    stays = False
    for row in connection.execute(derived).all():
        if not row.weighed:
            delete_reading(connection, database, row.key)
            continue
        stays = True
        changes = {"current": False, "reader": f"{row.reader.partition(', replaced ')[0]}, replaced {row.key}"}
        connection.execute(sa.update(READINGS).where(READINGS.c.key == row.key).values(**changes))
    return stays
