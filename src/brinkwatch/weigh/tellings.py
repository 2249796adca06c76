"""An event as one report tells it, with what it is compared by."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import snowballstemmer

from ..incident import Told
from ..model import Actor, Event, Reading, Report, Statement
from ..ontology.confidence import confidence_rules
from ..ontology.incidents import incident_rules

EARTH = 6371.0
"""Mean radius, kilometres."""

FIRST = dt.date(1, 1, 31)
"""Days before this one are not counted back from."""

STEM = 6
"""Letters of a stem that count, so that "invaded" meets "invasion" and "Argentine" "Argentina"."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Telling:
    """One event of a report, and what it is compared by. Words are stems, without those that say nothing of what a text is about."""

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

    @property
    def said(self) -> dt.date | None:
        """The day its report came out."""
        return self.report.published

    @cached_property
    def trigger(self) -> frozenset[str]:
        """The words that report the act."""
        return stems(self.event.trigger.text)

    @cached_property
    def clause(self) -> frozenset[str]:
        """The words of its clause."""
        return stems(self.report.text[slice(*self.event.span)])

    @cached_property
    def around(self) -> frozenset[str]:
        """The four words before the trigger and the five after it in its sentence."""
        (start, end), (first, last) = self.told.sentence, self.event.trigger.span
        before = [s for s in map(stem, _words(self.report.text[start:first])) if s]
        after = [s for s in map(stem, _words(self.report.text[last:end])) if s]
        return frozenset(before[-4:] + after[:5]) - self.trigger

    @cached_property
    def actors(self) -> frozenset[str]:
        """The actors' countries, or names where they have none."""
        return _codes(self.event.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The recipients' countries, or names where they have none."""
        return _codes(self.event.recipients)

    @cached_property
    def refers(self) -> bool:
        """Whether it is a noun that points to what is known: "the raid", "Norland's raid"."""
        start, first = self.told.sentence.start, self.event.trigger.span.start
        lead = [word.lower() for word in _words(self.report.text[start:first])][-2:]
        pointed = any(word in incident_rules().pointing for word in lead) or bool(lead) and lead[-1].endswith(_OWNED)
        return pointed and not self.event.trigger.text.lower().endswith("ed")

    @property
    def ahead(self) -> bool:
        """Whether it is told as still to come, or as something that may be."""
        return "future" in self.event.aux or "hypothetical" in self.event.aux

    @cached_property
    def days(self) -> Days | None:
        """The days that its own words give it, both ends included; None where they give none."""
        when = self.event.when
        if when is None or not (when.start or when.end):
            return None
        start, end = when.start or when.end, when.end or when.start
        return (start, end) if start and end else None

    @cached_property
    def likely(self) -> Days | None:
        """Its days, else those up to its report, if it is told as news; None where nothing speaks for any."""
        if self.days or self.ahead or "historical" in self.event.aux or self.said is None:
            return self.days
        return max(self.said, FIRST) - dt.timedelta(incident_rules().fresh), self.said


_OWNED = ("'s", "’s", "s'", "s’")


def tellings(reading: Reading, sure: Collection[str] = ()) -> Iterator[Telling]:
    """The events of a reading that are likelier right than wrong, or whose ids are `sure`, in order of its text."""
    statements: Mapping[str, Statement] = {s.id: s for s in reading.statements}
    least = confidence_rules().hidden_below
    told = [event for event in reading.events if event.confidence >= least or event.id in sure]
    for event in sorted(told, key=lambda e: (e.trigger.span, e.id)):
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
    return frozenset(map(stem, _words(text))) - {""}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word, cut to STEM letters; "" for one that says nothing of what a text is about."""
    word = word.lower()
    if word in incident_rules().empty:
        return ""
    return str(_STEMMER.stemWord(word.removesuffix("'s").removesuffix("’s")))[:STEM]


_STEMMER = snowballstemmer.stemmer("english")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _codes(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country or actor.name.casefold() for actor in actors)
