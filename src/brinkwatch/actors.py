"""Who is in the reports: a party as reports name it, and the one actor that several such forms stand for.

As in `model.py`: frozen values, and `None` means unknown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["person", "organisation", "country", "group"]


@dataclass(frozen=True, slots=True)
class Form:
    """A party as its reports resolved it."""

    name: str
    title: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A form in some stretch of time: how many entries have it and as what, the first and last day these have, the reports that they are in (the record's numbers).
    `order` is smaller for what came on record earlier; `stretch` is the year where a form seen over many years comes in a sighting a year."""

    form: Form
    first: dt.date | None
    last: dt.date | None
    reports: frozenset[int]
    entries: int
    acting: int = 0
    receiving: int = 0
    speaking: int = 0
    order: int = 0
    stretch: int | None = None


@dataclass(frozen=True, slots=True)
class Sightings:
    """All sightings on record, by which actors are told; those among them that are asked for, with their own counts; and how many entries
    could not be asked of, as they have no date."""

    known: tuple[Sighting, ...]
    wanted: tuple[Sighting, ...]
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Alias:
    """A form under which an actor is named, in how many entries and reports, and why it is taken for this actor."""

    name: str
    country: str | None
    sector: str | None
    entries: int
    reports: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Held:
    """A role in which an actor is seen: from the first to the last day, in how many reports."""

    title: str
    first: dt.date | None
    last: dt.date | None
    reports: int


@dataclass(frozen=True, slots=True)
class RegisteredActor:
    """One actor across reports. `name` is the fullest form seen; `countries` the most seen first; `candidates` are the ids of those that it
    may be one of, where nothing tells which: it is then an entry of its own."""

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...]
    sector: str | None
    aliases: tuple[Alias, ...]
    roles: tuple[Held, ...]
    entries: int
    acting: int
    receiving: int
    speaking: int
    reports: int
    first: dt.date | None
    last: dt.date | None
    candidates: tuple[str, ...] = ()
    forms: tuple[Form, ...] = field(default=(), repr=False)

    @property
    def country(self) -> str | None:
        """The country that most of its entries have it of."""
        return self.countries[0] if self.countries else None
