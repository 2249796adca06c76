"""Conditional warnings: "if X, then Y" in which somebody forecasts a step of the crisis."""

from __future__ import annotations

from ..model import ConditionalWarning, Statement
from .cast import Cast
from .page import Page


def find_warnings(page: Page, cast: Cast, statements: tuple[Statement, ...]) -> tuple[ConditionalWarning, ...]:
    """Every conditional warning on the page, in order of its span."""
    return ()
