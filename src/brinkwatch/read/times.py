"""Time expressions: absolute and relative ones, to intervals of days at their own grain."""

from __future__ import annotations

from ..model import When
from .page import Page


def find_times(page: Page) -> tuple[When, ...]:
    """Every time expression of the page, in order; relative ones are anchored only where the publication date is known."""
    return ()
