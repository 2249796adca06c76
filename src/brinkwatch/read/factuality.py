"""Factuality: how surely an act's own source holds that it happened (FactBank), and PLOVER's auxiliary modes."""

from __future__ import annotations

from ..model import Statement
from .page import Page
from .triggers import Trigger


def judge_factuality(page: Page, trigger: Trigger, statement: Statement | None) -> tuple[str, tuple[str, ...]]:
    """FactBank's value ("CT+", "PS-", "Uu" ...) and the auxiliary modes ("historical", "future", "hypothetical", "negation") of the
    act that `trigger` reports; `statement` is the innermost one whose content holds it."""
    return "CT+", ()
