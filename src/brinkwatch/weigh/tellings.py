"""An event as one report tells it, with what it is compared by."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import snowballstemmer

from ..model import Actor, Event, Reading, Report, Statement, Told
from ..ontology.incidents import incident_rules

EARTH = 6371.0
"""Mean radius, kilometres."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True)
class Telling:
    """One event of a report, and what it is compared by."""

    told: Told

    @property
    def id(self) -> str:
        """The event's id."""
        return self.told.event.id

    @property
    def event(self) -> Event:
        """The event itself."""
        return self.told.event

    @property
    def report(self) -> Report:
        """The report that tells it."""
        return self.told.report

    @property
    def statement(self) -> Statement | None:
        """Whose words it is in, if not the report's own."""
        return self.told.statement

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the weighty words of the event's sentence."""
        return stems(self.report.text[slice(*self.told.sentence)])

    @cached_property
    def clause(self) -> frozenset[str]:
        """The stems of the weighty words of the event's clause."""
        return stems(self.report.text[slice(*self.event.span)])

    @cached_property
    def doing(self) -> frozenset[str]:
        """The stems of the trigger's words."""
        return stems(self.event.trigger.text)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The actors' countries, or names where they have none."""
        return _codes(self.event.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The recipients' countries, or names where they have none."""
        return _codes(self.event.recipients)

    @property
    def ahead(self) -> bool:
        """Whether it is told as still to come, or as something that may be."""
        return "future" in self.event.aux or "hypothetical" in self.event.aux

    @property
    def said(self) -> dt.date | None:
        """The day its report came out."""
        return self.report.published

    @cached_property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days that its own words give it, both ends included; None where they give none."""
        when = self.event.when
        if when is None or not (when.start or when.end):
            return None
        start, end = when.start or when.end, when.end or when.start
        return (start, end) if start and end else None


def tellings(reading: Reading) -> Iterator[Telling]:
    """The events of a reading, in order of its text."""
    statements: Mapping[str, Statement] = {s.id: s for s in reading.statements}
    for event in sorted(reading.events, key=lambda e: (e.trigger.span, e.id)):
        sentence = next((s for s in reading.sentences if s.holds(event.trigger.span)), event.span)
        yield Telling(Told(event, reading.report, sentence, statements.get(event.according_to or "")))


def distance(a: Telling, b: Telling) -> float | None:
    """Kilometres between the places of two tellings, on a sphere; None where one has none."""
    one, two = a.event.where, b.event.where
    if one is None or two is None or None in (one.lat, one.lon, two.lat, two.lon):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(x or 0) for x in (one.lat, one.lon, two.lat, two.lon))
    arc = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(arc))


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that say nothing of what it is about."""
    return frozenset(stem(word.lower()) for word in _WORD.findall(text)) - {""}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; "" for one that says nothing of what a text is about."""
    if word in incident_rules().empty:
        return ""
    return str(_STEMMER.stemWord(word.removesuffix("'s").removesuffix("’s")))


_STEMMER = snowballstemmer.stemmer("english")


def _codes(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country or actor.name.casefold() for actor in actors)
