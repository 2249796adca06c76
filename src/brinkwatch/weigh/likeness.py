"""How likely two tellings are of one happening, and what rules it out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..ontology.incidents import incident_rules
from .tellings import Days, Telling

LONG = 14
"""Days between two reports beyond which more make no difference."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are: `reports` counts those weighed so far, `having` those that have a word."""

    reports: int
    having: Mapping[str, int]

    def __call__(self, word: str) -> float:
        """The logarithm of how many times fewer reports have it than there are."""
        return math.log((self.reports + 1) / (self.having.get(word, 0) + 0.5))


def features(earlier: Telling, later: Telling, rare: Rarity) -> dict[str, float]:
    """What two tellings have in common, by the names that incidents.toml weighs."""
    a, b = earlier, later
    same = a.event.type == b.event.type
    mass = sum(map(rare, a.clause)) + sum(map(rare, b.clause))
    dated = a.days is not None and b.days is not None
    return {
        "same_type": same,
        "other_mode": same and a.event.mode != b.event.mode and None not in (a.event.mode, b.event.mode),
        "clause": 2 * sum(map(rare, a.clause & b.clause)) / mass if mass > 0 else 0.0,
        "rarest_near": max(map(rare, a.around & b.around), default=0.0) / 3,
        "same_actor": bool(a.actors & b.actors),
        "same_day": dated and _gap(a.days, b.days) == 0,
        "likely_day": not dated and _gap(a.likely, b.likely) == 0,
        "waited": min(_waited(a, b), LONG) / LONG,
        "one_ahead": a.ahead != b.ahead,
        "noun_within": a.report.id == b.report.id and b.refers and near(a, b),
    }


def excluded(earlier: Telling, later: Telling) -> str | None:
    """Why two tellings can't be of one happening; None if they can."""
    a, b = earlier, later
    if a.report.id == b.report.id and a.told.sentence == b.told.sentence and not (b.refers and near(a, b)):
        return "told apart in one sentence"
    if (_gap(a.days, b.days) or 0) > 1:
        return "on different days"
    if any(p.days and q.said and not q.ahead and p.days[0] > q.said for p, q in ((a, b), (b, a))):
        return "told as past before it was"
    return None


def near(a: Telling, b: Telling) -> bool:
    """Whether the types of two tellings are such as one happening is coded in."""
    one, two = a.event.type, b.event.type
    return one == two or any(one in group and two in group for group in incident_rules().near)


def _gap(a: Days | None, b: Days | None) -> int | None:
    """Days between two stretches of days, 0 if they touch; None where one is not known."""
    if a is None or b is None:
        return None
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)


def _waited(a: Telling, b: Telling) -> int:
    return abs((a.said - b.said).days) if a.said and b.said else LONG
