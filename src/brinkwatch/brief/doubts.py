"""Disputed, contradictory, unconfirmed: what a reader would otherwise over-trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from ..model import Citation, Event, Group, Line, Run, Section, Span, Statement
from ..ontology.brief import brief_rules
from .evidence import Evidence
from .happened import Happening
from .likeness import gather_same
from .phrase import best_words, doubt, flag, ours, speaker, theirs, unique

Told = TypeVar("Told", Statement, Event)


def disputed(evidence: Evidence, happenings: list[list[Happening]]) -> Section:
    """The section: contradictions, denials, grave claims on one word only, acts only possible."""
    limits = brief_rules().limits
    groups = (
        _group("Accounts that differ", list(_rival_accounts(evidence)), limits["disputed"]),
        _group("Contradictions within a report", list(_contradictions(evidence)), limits["disputed"]),
        _group("Denied", list(_denials(evidence)), limits["disputed"]),
        _group("On one source's word only", list(_single(evidence, happenings)), limits["claims"]),
        _group("Possible, not certain", list(_possible(evidence)), limits["claims"]),
    )
    shown = tuple(g for g in groups if g.lines)
    return Section(
        "disputed", "Disputed, contradictory, unconfirmed", shown, "No contradiction or denial is on record."
    )


def _group(heading: str, lines: list[Line], limit: int) -> Group:
    rest = len(lines) - limit
    return Group(heading, tuple(lines[:limit]), note=f"{rest} more on record." if rest > 0 else "")


def _rival_accounts(evidence: Evidence) -> Iterator[Line]:
    """What tellings of one happening don't agree on, its sides one after the other; the most told first."""
    incidents = {i.id: i for event in evidence.acts if (i := evidence.incidents.get(event.id)) and i.disputes}
    for incident in sorted(incidents.values(), key=lambda i: -len(i.reports)):
        events = [evidence.events[e] for e in incident.events if e in evidence.events]
        best = max(events, key=lambda e: (e.confidence, e.id))
        words = theirs(best_words(evidence, evidence.cite(best.report, best.span), best.span))
        for dispute in incident.disputes:
            sides = "; ".join(side.says for side in dispute.sides)
            if back := ", ".join(dict.fromkeys(name for v in incident.voices if v.superseded for name in v.publishers)):
                sides += f"; taken back by {back}"
            told = [evidence.events[e] for side in dispute.sides for e in side.events if e in evidence.events]
            cited = unique(evidence.cite(e.report, e.span) for e in told)
            if cited:
                yield Line(((flag(dispute.kind), words, ours(f"– {sides}")),), cited)


def _contradictions(evidence: Evidence) -> Iterator[Line]:
    for reading in evidence.readings:
        items: dict[str, Event | Statement] = {e.id: e for e in reading.events}
        items.update({s.id: s for s in reading.statements})
        for found in reading.discrepancies:
            cited = [evidence.cite(items[i].report, items[i].span) for i in found.items if i in items]
            if cited:
                yield Line(((flag(found.kind), ours(found.note)),), unique(cited))


def _denials(evidence: Evidence) -> Iterator[Line]:
    statements = [s for r in evidence.readings for s in r.statements if s.act == "deny"]
    held = {s.id for s in statements}
    for same in _same_words(evidence, statements):
        source = same[0].source
        yield _told(evidence, evidence.label(source) if source else None, "denies", same)
    events = [e for e in evidence.acts if e.factuality == "CT-" and e.according_to not in held]
    for same_events in _same_words(evidence, events):
        first = same_events[0]
        who = speaker(evidence, first.according_to) or "The report itself"
        yield _told(evidence, who, "says it is not so", same_events)


def _single(evidence: Evidence, happenings: list[list[Happening]]) -> Iterator[Line]:
    """Grave acts that only a source vouches for, in one report only."""
    grave = brief_rules().grave
    for same in happenings:
        first = same[0]
        known = [evidence.incidents[h.event.id].origins for h in same if h.event.id in evidence.incidents]
        origins = max(known, default=len({h.citation.source for h in same}))
        alone = all(h.event.according_to for h in same) and origins <= 1
        if alone and first.event.type in grave:
            who = speaker(evidence, first.event.according_to)
            yield Line(
                ((Run(who or "", "party"), ours("claims:"), theirs(first.words)),), unique(h.citation for h in same)
            )


def _possible(evidence: Evidence) -> Iterator[Line]:
    rules = brief_rules()
    events = [e for e in evidence.acts if e.factuality in ("PS+", "PS-", "PR-") and e.type in rules.grave]
    for same in _same_words(evidence, events):
        first = same[0]
        citation = evidence.cite(first.report, first.span)
        who = speaker(evidence, first.according_to)
        runs = [flag(doubt(first) or ""), theirs(best_words(evidence, citation, first.span))]
        if who:
            runs.append(ours(f"– as {who} holds it"))
        yield Line((tuple(runs),), unique(evidence.cite(e.report, e.span) for e in same))


def _same_words(evidence: Evidence, items: Iterable[Told]) -> list[list[Told]]:
    return gather_same(items, lambda i: _clause(evidence, i.report, i.span), lambda _: None, brief_rules().same)


def _told(evidence: Evidence, who: str | None, verb: str, same: Sequence[Statement | Event]) -> Line:
    citation: Citation = evidence.cite(same[0].report, same[0].span)
    words = theirs(best_words(evidence, citation, same[0].span))
    runs = (Run(who or "A source not named", "party"), ours(f"{verb}:"), words)
    return Line((runs,), unique(evidence.cite(i.report, i.span) for i in same))


def _clause(evidence: Evidence, report: str, span: Span) -> str:
    text = evidence.sources[evidence.numbers[report] - 1].report.text
    return text[span.start : span.end]
