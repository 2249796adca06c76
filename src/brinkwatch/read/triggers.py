"""Event triggers: the words that report an act of a PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .cast import Cast
from .page import Page

Frame = Literal["acts", "mutual", "undergoes"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `start` to before `end`, headed by token `head`, report an act of `type`.

    `frame` says how syntax gives the roles: "acts": the subject acts on the object or on what the prepositions `to` lead to; "mutual": all
    participants are actors; "undergoes": the subject is the recipient ("suffered an attack"). `weight` (0 to 1) is how often this
    word reports such an act.
    """

    start: int
    end: int
    head: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    frame: Frame
    to: tuple[str, ...]
    weight: float


def find_triggers(page: Page, cast: Cast) -> tuple[Trigger, ...]:
    """Every trigger on the page, in order, at most one a word."""
    return ()
