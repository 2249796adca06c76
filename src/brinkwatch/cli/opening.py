"""How commands that only ask open the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..crisis import read_crisis
from ..errors import BadInput

if TYPE_CHECKING:
    from ..desk import Desk


def open_record(db: str, make: str = "") -> Desk:
    """The record that is asked: a name mistyped must not make a new one, which `make` is the command for."""
    from ..desk import Desk

    where = str(read_crisis(db).record) if db.endswith(".toml") else db
    if "://" not in where and not Path(where).exists():
        raise BadInput(
            f"{where}: no record there: make one with `{make or f'brinkwatch add FILES --db {db}'}`, or name another with --db"
        )
    return Desk.open(db)
