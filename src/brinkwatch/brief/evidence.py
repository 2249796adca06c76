"""What a brief is made from: the readings in order of time, numbered, and how to cite them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..incident import Incident
from ..model import Actor, Citation, Event, Reading, Source, Span, Statement
from ..ontology.names import load_names


@dataclass(frozen=True, slots=True)
class Evidence:
    """The readings of a brief by time, with look-ups by id; `acts` are the events that were read surely enough to be
    told, `incidents` what each event is a telling of."""

    readings: tuple[Reading, ...]
    sources: tuple[Source, ...]
    numbers: dict[str, int]
    statements: dict[str, Statement]
    events: dict[str, Event]
    acts: tuple[Event, ...]
    incidents: Mapping[str, Incident]

    @classmethod
    def gather(cls, readings: Sequence[Reading], min_confidence: float, incidents: Iterable[Incident] = ()) -> Evidence:
        """Order the readings by publication day (undated last) and number them; acts are of that confidence or more."""
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
            acts=tuple(e for r in ordered for e in r.events if e.confidence >= min_confidence),
            incidents={event: incident for incident in incidents for event in incident.events},
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
        """What a party is called as a party: its state's short English name, else its own."""
        return load_names().states.get(actor.country or "", actor.name)

    def label(self, actor: Actor) -> str:
        """A party for a reader: "United States (John Kennedy)" where a person, or a part of the country, acts or speaks."""
        party = self.party(actor)
        whole = actor.name == party or (not actor.role and actor.sector in (None, "GOV"))
        return party if whole else f"{party} ({actor.name})"
