"""How commands that only ask open the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadInput

if TYPE_CHECKING:
    from ..desk import Desk


def open_record(db: str) -> Desk:
    """The record that is asked: a name mistyped must not make a new one."""
    from ..desk import Desk

    if "://" not in db and not Path(db).exists():
        raise BadInput(
            f"{db}: no record there: make one with `brinkwatch add FILES --db {db}`, or name another with --db"
        )
    return Desk.open(db)
