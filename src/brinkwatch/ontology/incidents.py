"""When events of several reports tell one happening, from incidents.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """`weights` (with `bias`) add up to log-odds that must reach `threshold`; `reasons` says what each sign means. `near` are groups of types
    that one happening is coded in; `pointing` words stand before a noun that points back; `empty` ones say nothing of what a text is about;
    news reaches `fresh` days back; an event is looked up by its `words` rarest words, and by one
    alone if at most `seldom` reports have it.
    `counted` gives the name of what a word counts, `fates` those names that say what was done to it; places are not one from `far` kilometres on."""

    weights: Mapping[str, float]
    reasons: Mapping[str, str]
    near: tuple[frozenset[str], ...]
    pointing: frozenset[str]
    empty: frozenset[str]
    counted: Mapping[str, str]
    fates: frozenset[str]
    threshold: float
    fresh: int
    words: int
    seldom: int
    far: float


@cache
def incident_rules() -> IncidentRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("incidents.toml").read_text(encoding="utf-8"))
    counted = {word: name for name, words in data["counted"].items() for word in words}
    return IncidentRules(
        weights=data["weights"],
        reasons=data["reasons"],
        near=tuple(map(frozenset, data["near"])),
        pointing=frozenset(data["pointing"]),
        empty=frozenset(data["empty"]),
        counted=counted,
        fates=frozenset(data["fates"]),
        threshold=data["threshold"],
        fresh=data["fresh"],
        words=data["words"],
        seldom=data["seldom"],
        far=data["far"],
    )
