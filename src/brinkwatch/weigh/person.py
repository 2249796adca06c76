"""One actor while its sightings come together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..actors import ActorKind, Sighting
from ..ontology.register import register_rules
from .naming import PersonName, former_office_of, office_of, parse, role_of, spelled_out

_YEAR = 366


@dataclass
class Cluster:
    """Sightings that are one actor, each with the sentence that says why."""

    kind: ActorKind
    sightings: list[tuple[Sighting, str]] = field(default_factory=list)
    candidates: list[Cluster] = field(default_factory=list)

    def add(self, sightings: Iterable[Sighting], evidence: str) -> None:
        """Take sightings in."""
        self.sightings += ((sighting, evidence) for sighting in sightings)

    def swallow(self, other: Cluster, evidence: str) -> None:
        """Take in all of another."""
        self.add((sighting for sighting, _ in other.sightings), evidence)
        other.sightings = []

    @property
    def names(self) -> list[PersonName]:
        """Its names, the fullest first."""
        forms = {parse(sighting.form.name) for sighting, _ in self.sightings}
        return sorted(forms, key=lambda name: (*(-n for n in spelled_out(name)), name.plain))

    @property
    def countries(self) -> tuple[str, ...]:
        """Its countries, the most seen first."""
        seen: Counter[str] = Counter()
        for sighting, _ in self.sightings:
            if sighting.form.country:
                seen[sighting.form.country] += sighting.entries
        return tuple(sorted(seen, key=lambda code: (-seen[code], code)))

    @property
    def reports(self) -> int:
        """In how many reports it is."""
        return len(frozenset().union(*(sighting.reports for sighting, _ in self.sightings)))

    @property
    def female(self) -> bool | None:
        """Whether a title tells that it is a woman."""
        told = {name.female for name in self.names} - {None}
        return told.pop() if len(told) == 1 else None

    def of_the_country(self, sighting: Sighting) -> bool:
        """Whether a sighting is of its country, or of none."""
        own = self.countries
        return sighting.form.country is None or not own or sighting.form.country in own

    def within(self, sighting: Sighting, years: int) -> bool:
        """Whether a sighting lies within so many years of one of its own; an unknown day fits."""
        return any(gap(sighting, own) <= years * _YEAR for own, _ in self.sightings)

    def in_office(self, sighting: Sighting) -> bool:
        """Whether it is seen in the office of a sighting, at about that time."""
        office, rules = office_of(role_of(sighting.form)), register_rules()
        return office is not None and any(
            office_of(role_of(own.form)) == office and gap(own, sighting) <= rules.period * _YEAR
            for own, _ in self.sightings
        )

    def was_in_office(self, sighting: Sighting) -> bool:
        """Whether it is seen in the office that a sighting is said to have held."""
        office = former_office_of(role_of(sighting.form))
        return office is not None and any(office_of(role_of(own.form)) == office for own, _ in self.sightings)

    def in_role(self, sighting: Sighting) -> bool:
        """Whether it is seen in a role of the same words, in the same weeks."""
        role, rules = role_of(sighting.form), register_rules()
        return role is not None and any(
            role_of(own.form) == role and gap(own, sighting) <= rules.weeks for own, _ in self.sightings
        )

    def excludes(self, sighting: Sighting) -> bool:
        """Whether it holds another office at the time of a sighting than the one that the sighting holds, and never that one."""
        office, rules = office_of(role_of(sighting.form)), register_rules()
        if office is None or self.in_office(sighting):
            return False
        return any(
            office_of(role_of(own.form)) not in (None, office) and gap(own, sighting) <= rules.near * _YEAR
            for own, _ in self.sightings
        )


def gap(one: Sighting, other: Sighting) -> int:
    """Days between two sightings; 0 where they meet, or a day is unknown."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


def middle(sighting: Sighting) -> dt.date | None:
    """The day in the middle of a sighting."""
    if sighting.first is None or sighting.last is None:
        return None
    return sighting.first + (sighting.last - sighting.first) / 2
