"""Factors: what pushes a party, holds it back, or is done so that a cost bites less."""

from __future__ import annotations

from ..model import Event, Factor, Statement
from .cast import Cast
from .page import Page


def find_factors(
    page: Page, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Factor, ...]:
    """Every one on the page, in order of its span."""
    return ()
