"""Events: each trigger with its roles, time, place, factuality and source."""

from __future__ import annotations

from ..model import Event, Place, Statement, When
from .cast import Cast
from .page import Page


def find_events(
    page: Page, cast: Cast, times: tuple[When, ...], places: tuple[Place, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """Every event on the page, in order of its trigger."""
    return ()
