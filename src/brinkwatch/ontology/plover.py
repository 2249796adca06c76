"""PLOVER's event types, modes, scores and contexts, from plover.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Quad = Literal["VC", "MC", "VX", "MX"]


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types: `quad` is verbal or material cooperation or conflict, `score` runs from -10 (conflict) to +10,
    `modes` gives each mode's own score; `recipient`: PLOVER requires one."""

    code: str
    quad: Quad
    score: float
    recipient: bool
    gloss: str
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Plover:
    """The standard: types by code, the properties of reports (`auxiliary`) and the contexts."""

    types: Mapping[str, EventType]
    auxiliary: frozenset[str]
    contexts: frozenset[str]

    def score(self, code: str, mode: str | None) -> float:
        """The mode's score, the type's where the mode is None; raises KeyError for a code or mode that PLOVER hasn't."""
        found = self.types[code]
        return found.score if mode is None else found.modes[mode]


@cache
def plover() -> Plover:
    """The standard as shipped."""
    data = tomllib.loads(files(__package__).joinpath("plover.toml").read_text(encoding="utf-8"))
    types = {
        code: EventType(
            code, row["quad"], float(row["score"]), row.get("recipient", False), row["gloss"], row.get("modes", {})
        )
        for code, row in data["types"].items()
    }
    return Plover(types, frozenset(data["reports"]["auxiliary"]), frozenset(data["reports"]["contexts"]))
