"""Precedents: past events cited for what they say about now."""

from __future__ import annotations

from ..model import Event, Position, Precedent
from .page import Page


def find_precedents(page: Page, events: tuple[Event, ...], positions: tuple[Position, ...]) -> tuple[Precedent, ...]:
    """Every precedent cited on the page, in order of its event."""
    return ()
