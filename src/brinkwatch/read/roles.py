"""Roles: who did it to whom, from the syntax around a trigger."""

from __future__ import annotations

from ..model import Actor
from .cast import Cast
from .page import Page
from .triggers import Trigger


def find_roles(page: Page, cast: Cast, trigger: Trigger) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The actors and the recipients of the act that `trigger` reports, each as mentioned; empty where the text names none."""
    return (), ()
