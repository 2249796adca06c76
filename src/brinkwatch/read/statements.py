"""Statements: words and thoughts attributed to a source, with hedges and denials kept."""

from __future__ import annotations

from ..model import Statement
from .cast import Cast
from .page import Page


def find_statements(page: Page, cast: Cast) -> tuple[Statement, ...]:
    """Every attribution on the page, in order of its span, nested ones naming the statement they are `within`."""
    return ()
