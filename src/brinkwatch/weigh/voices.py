"""On whose word each telling of an incident rests: origins are counted, not reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..incident import Holding, Relay, Voice
from ..model import Actor, Report
from ..ontology.pronouns import load_pronouns
from .lineage import corrects, short_name
from .tellings import Telling


@dataclass(frozen=True)
class Lineage:
    """What reports took from each other: `relays` by the report that took, and the reports themselves, all by id."""

    relays: Mapping[str, Sequence[Relay]]
    reports: Mapping[str, Report]

    def source_of(self, telling: Telling) -> Report:
        """The report whose own account a telling is: its own, unless its words or its whole account come from another one."""
        report, passed = telling.report, {telling.report.id}
        relay = self._relay(report, telling.event.trigger.span)
        if relay is not None and relay.kind == "credit" and telling.statement and telling.statement.source:
            return report  # whom it quotes itself, it does not have from the service that it credits
        while relay is not None and relay.origin in self.reports and relay.origin not in passed:
            report = self.reports[relay.origin]
            passed.add(report.id)
            relay = self._relay(report, None)
        return report

    def _relay(self, report: Report, words: tuple[int, int] | None) -> Relay | None:
        """What made words of a report, or most of it, another one's."""
        for relay in self.relays.get(report.id, ()):
            if relay.kind == "credit" or words is None and relay.kind == "copy":
                return relay
            if words is not None and any(taken.holds(words) for taken in relay.spans):
                return relay
        return None


def voices(tellings: Iterable[Telling], lineage: Lineage) -> tuple[Voice, ...]:
    """The origins of an incident, in the order in which they speak; one that asserts it and denies it is there for each.

    Where a report names a source for it, what it says of it in its own voice rests on that source too.
    """
    tellings = tuple(tellings)
    sourced = {
        t.report.id: t for t in reversed(tellings) if _quoted(t, lineage) and not t.event.factuality.endswith("-")
    }
    found: dict[tuple[str, str, Holding], Voice] = {}
    for telling in tellings:
        origin = lineage.source_of(telling)
        spoken = telling if _quoted(telling, lineage) else sourced.get(telling.report.id, telling)
        holds = "denies" if _takes_back(telling) else holding(telling.event.factuality)
        voice = _voice(telling if holds == "denies" else spoken, origin, holds, lineage)
        key = (voice.kind, _identity(voice), voice.holds)
        known = found.get(key, voice)
        printed = voice.name if voice.kind == "publisher" else origin.publisher or origin.id
        publishers = dict.fromkeys((*known.publishers, printed))
        relayed = (telling.id,) if origin.id != telling.report.id else ()
        found[key] = replace(
            known,
            events=(*known.events, telling.id),
            publishers=tuple(publishers),
            relays=(*known.relays, *relayed),
        )
    return tuple(_taken_back(list(found.values()), [t.id for t in tellings]))


def _identity(voice: Voice) -> str:
    """What makes two voices one: the name; of a source without a name, whose it is, for nobody knows that two of them are two."""
    return voice.country or "" if voice.anonymous else voice.name.casefold()


def _quoted(telling: Telling, lineage: Lineage) -> Actor | None:
    """The source that a telling quotes, if it is not a service that is credited, nor the report itself."""
    source = telling.statement.source if telling.statement else None
    if source is None or source.text.lower() in load_pronouns().speakers or _credited(source, lineage):
        return None
    return source


def _takes_back(telling: Telling) -> bool:
    """Whether a correction quotes its own service: "Meridian reported that ... That was wrong." """
    source = telling.statement.source if telling.statement else None
    statement = telling.statement
    if source is None or statement is None or not corrects(telling.report, statement.span):
        return False
    own = short_name(telling.report.publisher or "")
    says_we = source.text.lower() in load_pronouns().speakers and statement.within is None
    return says_we or own is not None and short_name(source.name) == own


def _voice(telling: Telling, origin: Report, holds: Holding, lineage: Lineage) -> Voice:
    source = _quoted(telling, lineage)
    if source is not None:
        anonymous = source.anonymous or source.country is None and source.name.islower()
        return Voice(source.text if anonymous else source.name, "source", source.country, anonymous, holds, ())
    spoken = telling.statement.source if telling.statement else None
    return _publisher((spoken and _credited(spoken, lineage)) or origin, holds)


def _publisher(report: Report, holds: Holding) -> Voice:
    # Nobody knows that two reports without a publisher are of two.
    return Voice(report.publisher or "a publisher not named", "publisher", None, report.publisher is None, holds, ())


def _credited(source: Actor, lineage: Lineage) -> Report | None:
    """The report of the service that is quoted, where the source of words is one ("Meridian reported")."""
    name = short_name(source.name)
    own = (r for r in lineage.reports.values() if r.publisher and short_name(r.publisher) == name)
    return next(own, None) if name else None


def holding(factuality: str) -> Holding:
    """How a source that commits itself to an event to this degree (FactBank's code) holds it."""
    if factuality.endswith("-"):
        return "denies"
    return "asserts" if factuality in ("CT+", "PR+") else "doubts"


def _taken_back(found: list[Voice], order: Sequence[str]) -> Iterable[Voice]:
    """A publisher whose last word in its own voice denies what it told before has taken it back, and with it the sources that nobody else
    quotes. `order` has the tellings as they came out."""
    last: dict[str, tuple[int, Holding]] = {}
    for voice in found:
        if voice.kind == "publisher" and not voice.anonymous:
            at = max(order.index(event) for event in voice.events)
            name = voice.name.casefold()
            last[name] = max(last.get(name, (-1, voice.holds)), (at, voice.holds))
    back = {name for name, (_, holds) in last.items() if holds == "denies"}
    for voice in found:
        told = voice.holds != "denies" and bool(voice.publishers)
        yield replace(voice, superseded=told and all(name.casefold() in back for name in voice.publishers))
