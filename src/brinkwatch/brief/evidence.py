"""What a brief is made from: the readings in order of time, numbered, and how to cite them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model import Actor, Citation, Event, Reading, Source, Span, Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """The readings of a brief by time, with look-ups by id. `names` is what each country is called in them."""

    readings: tuple[Reading, ...]
    sources: tuple[Source, ...]
    numbers: dict[str, int]
    statements: dict[str, Statement]
    events: dict[str, Event]
    names: dict[str, str]

    @classmethod
    def gather(cls, readings: Sequence[Reading]) -> Evidence:
        """Order the readings by publication day (undated last) and number them."""
        ordered = tuple(sorted(readings, key=lambda r: (r.report.published or dt.date.max, r.report.id)))
        sources = tuple(
            Source(i, r.report, r.sentences or (Span(0, len(r.report.text)),)) for i, r in enumerate(ordered, 1)
        )
        return cls(
            readings=ordered,
            sources=sources,
            numbers={s.report.id: s.number for s in sources},
            statements={s.id: s for r in ordered for s in r.statements},
            events={e.id: e for r in ordered for e in r.events},
            names=_country_names(ordered),
        )

    def cite(self, report: str, span: Span) -> Citation:
        """The sentence of a report that a span starts in."""
        source = self.sources[self.numbers[report] - 1]
        starts = [s.start for s in source.sentences]
        at = max(0, bisect_right(starts, span.start) - 1)
        return Citation(source.number, at + 1, source.sentences[at])

    def sentence(self, citation: Citation) -> str:
        """A cited sentence's words on one line."""
        text = self.sources[citation.source - 1].report.text
        return " ".join(text[citation.span.start : citation.span.end].split())

    def published(self, report: str) -> dt.date | None:
        """A report's publication day."""
        return self.sources[self.numbers[report] - 1].report.published

    def party(self, actor: Actor) -> str:
        """What a party is called as a party: its country's name in the reports, else its own."""
        return self.names.get(actor.country or "", actor.name)

    def label(self, actor: Actor) -> str:
        """A party for a reader: "United States (John Kennedy)" where a person speaks for it."""
        party = self.party(actor)
        return party if not actor.role or actor.name == party else f"{party} ({actor.name})"


def _country_names(readings: Sequence[Reading]) -> dict[str, str]:
    """Each country code's commonest name in the reports as a state, else as a government."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for actor in _actors(readings):
        if actor.country and not actor.role and actor.sector in (None, "GOV"):
            seen[actor.country][actor.name] += 3 if actor.sector is None else 1
    groups = {"IGO", "NGO", "IMG", "ISM", "MNC"}  # codes for many bodies: each keeps its own name
    return {code: max(names, key=lambda n: (names[n], n)) for code, names in seen.items() if code not in groups}


def _actors(readings: Sequence[Reading]) -> Iterator[Actor]:
    for reading in readings:
        for event in reading.events:
            yield from (*event.actors, *event.recipients)
        for position in reading.positions:
            yield from (*position.issuers, *position.addressees)
        for statement in reading.statements:
            if statement.source:
                yield statement.source
