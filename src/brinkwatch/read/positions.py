"""Positions: demands, offers, promises, threats, refusals, concessions and red lines."""

from __future__ import annotations

from ..model import Event, Position, Statement
from .cast import Cast
from .page import Page


def find_positions(
    page: Page, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Position, ...]:
    """Every one on the page, in order of its span."""
    return ()
