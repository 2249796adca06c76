"""What history is cited for, what drives and constrains each party, and where the sources think this is going."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from ..model import Assessment, Factor, Group, Line, Precedent, Run, Section
from ..ontology.brief import brief_rules
from .evidence import Evidence
from .likeness import gather_same
from .phrase import best_words, chance, flag, ours, speaker, theirs, unique

_DIRECTIONS = {"escalation": "towards escalation", "relief": "towards relief"}


def history(evidence: Evidence) -> Section:
    """The section on precedents as the reports cite them."""
    found = gather_same(
        (p for r in evidence.readings for p in r.precedents if p.event in evidence.events),
        words=lambda p: evidence.events[p.event].trigger.text,
        key=lambda p: (p.report, evidence.cite(p.report, evidence.events[p.event].span)),
        floor=0.0,
    )
    lines = tuple(_precedent(evidence, same[0]) for same in found)[: brief_rules().limits["precedents"]]
    groups = (Group("", lines),) if lines else ()
    return Section("precedents", "What history is cited for", groups, "The reports cite no precedent.")


def _precedent(evidence: Evidence, precedent: Precedent) -> Line:
    event = evidence.events[precedent.event]
    citation = evidence.cite(event.report, event.span)
    runs: list[Run] = [theirs(best_words(evidence, citation, event.span))]
    citations = [citation]
    if precedent.outcome:
        outcome = evidence.cite(precedent.report, precedent.outcome.span)
        citations.append(outcome)
        if outcome != citation:
            runs += [ours("Outcome, as told:"), theirs(precedent.outcome.text)]
    if who := speaker(evidence, event.according_to):
        runs.append(ours(f"– cited by {who}"))
    return Line((tuple(runs),), unique(citations))


def forces(evidence: Evidence) -> Section:
    """The section on drivers, constraints and preparations, a group a party."""
    limit = brief_rules().limits["factors"]
    by_party: dict[str, list[Factor]] = defaultdict(list)
    for reading in evidence.readings:
        for factor in reading.factors:
            by_party[evidence.party(factor.party)].append(factor)
    groups = []
    for party, factors in sorted(by_party.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        same = gather_same(factors, lambda f: f.content.text, lambda f: f.kind, brief_rules().same)
        lines = tuple(_factor(evidence, s) for s in same)
        note = f"{len(lines) - limit} more on record." if len(lines) > limit else ""
        groups.append(Group(party, lines[:limit], note=note))
    return Section(
        "factors", "What drives and constrains each party", tuple(groups), "The reports name no driver or constraint."
    )


def _factor(evidence: Evidence, same: list[Factor]) -> Line:
    first = same[0]
    runs = [flag(first.kind), theirs(first.content.text)]
    if who := speaker(evidence, first.according_to):
        runs.append(ours(f"– {who}"))
    return Line((tuple(runs),), unique(evidence.cite(f.report, f.span) for f in same))


def outlook(evidence: Evidence) -> Section:
    """The section on where this is going: whose judgement, and how likely in ICD 203's words."""
    limit = brief_rules().limits["outlook"]
    lines = tuple(outlook_lines(evidence))
    note = f"{len(lines) - limit} more on record." if len(lines) > limit else ""
    groups = (Group("", lines[:limit], note=note),) if lines else ()
    return Section("outlook", "Outlook", groups, "No report judges where this is going.")


def outlook_lines(evidence: Evidence) -> Iterator[Line]:
    """Judgements of where this is going, those with a likelihood first, then the latest."""
    found = gather_same(
        (a for r in evidence.readings for a in r.assessments),
        lambda a: a.content.text,
        lambda _: None,
        brief_rules().same,
    )
    for same in sorted(found, key=lambda s: (s[-1].likelihood is None, -_ordinal(evidence, s[-1]))):
        yield _judgement(evidence, same)


def _ordinal(evidence: Evidence, assessment: Assessment) -> int:
    return (evidence.published(assessment.report) or dt.date.min).toordinal()


def _judgement(evidence: Evidence, same: list[Assessment]) -> Line:
    last = same[-1]
    who = speaker(evidence, last.according_to) or "The report"
    runs = [Run(who, "party"), ours(":"), theirs(last.content.text)]
    if last.direction in _DIRECTIONS:
        runs.append(flag(_DIRECTIONS[last.direction]))
    if last.likelihood:
        runs.append(ours(f"({chance(last.likelihood)})"))
    return Line((tuple(runs),), unique(evidence.cite(a.report, a.span) for a in same))
