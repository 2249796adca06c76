"""Corrections and judgements taken back: they stay on record, with who did so and when. On a connection that `store.py` opens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ..errors import BadInput
from ..incident import Judgement
from .corrected import Correction
from .corrections import corrections
from .database import Database
from .derived import correct_again
from .judgements import is_by_program, judgements, weigh_again
from .naming import named
from .rows import without_zone
from .signing import Signed
from .tables import CORRECTIONS, JUDGEMENTS


def undo(connection: sa.Connection, database: Database, prefix: str, signed: Signed) -> Correction | Judgement:
    """Take back the correction or judgement that `prefix` names, as of now; raises BadInput."""
    found = named(connection, prefix, "correction", "judgement")
    if found.kind == "correction":
        return _undo_correction(connection, database, found.key, signed)
    return _undo_judgement(connection, found.key, signed)


def _undo_correction(connection: sa.Connection, database: Database, key: int, signed: Signed) -> Correction:
    (correction,) = corrections(connection, CORRECTIONS.c.key == key)
    _refuse_undone(correction)
    report = connection.execute(
        sa.update(CORRECTIONS).where(CORRECTIONS.c.key == key).values(**_undone(signed)).returning(CORRECTIONS.c.report)
    ).scalar_one()
    correct_again(connection, database, report)
    return replace(correction, undone_by=signed.by, undone_at=signed.at)


def _undo_judgement(connection: sa.Connection, key: int, signed: Signed) -> Judgement:
    (judgement,) = judgements(connection, JUDGEMENTS.c.key == key)
    if is_by_program(judgement):
        raise BadInput(
            f"{judgement.id} is the program's own: say `brinkwatch judge {judgement.event} different` instead"
        )
    _refuse_undone(judgement)
    connection.execute(sa.update(JUDGEMENTS).where(JUDGEMENTS.c.key == key).values(**_undone(signed)))
    weigh_again(connection, [judgement.event])
    return replace(judgement, undone_by=signed.by, undone_at=signed.at)


def _refuse_undone(what: Correction | Judgement) -> None:
    if what.undone_at:
        raise BadInput(f"{what.id} was undone by {what.undone_by} already: nothing to undo")


def _undone(signed: Signed) -> dict[str, Any]:
    return {"undone_by": signed.by, "undone_at": without_zone(signed.at)}
