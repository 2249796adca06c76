"""When events of several reports tell one happening, from incidents.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """`empty` words say nothing of what a text is about; `counted` gives the name of what a word counts; places are not one from `far`
    kilometres on."""

    empty: frozenset[str]
    counted: Mapping[str, str]
    far: float


@cache
def incident_rules() -> IncidentRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("incidents.toml").read_text(encoding="utf-8"))
    counted = {word: name for name, words in data["counted"].items() for word in words}
    return IncidentRules(frozenset(data["empty"]), counted, data["far"])
