"""Places: cities, regions and countries as places, to country code and coordinates."""

from __future__ import annotations

from ..model import Place
from .page import Page


def find_places(page: Page) -> tuple[Place, ...]:
    """Every mention of a place on the page, in order, each noun phrase once ("near Tehran" gives "Tehran")."""
    return ()
