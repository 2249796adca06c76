"""Discrepancies: where one report contradicts itself or reports rival claims."""

from __future__ import annotations

from ..model import Discrepancy, Event, Statement
from .page import Page


def find_discrepancies(page: Page, statements: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Discrepancy, ...]:
    """Every contradiction within the page, naming the items that contradict each other."""
    return ()
