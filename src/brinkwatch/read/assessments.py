"""Assessments: somebody's judgement of where this is going, the report's own included."""

from __future__ import annotations

from ..model import Event, Assessment, Statement
from .cast import Cast
from .page import Page


def find_assessments(
    page: Page, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Assessment, ...]:
    """Every one on the page, in order of its span."""
    return ()
