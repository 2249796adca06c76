"""Who holds what position, and the conditional warnings on record."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Group, Line, Position, Reading, Run, Section
from ..ontology.brief import brief_rules
from .evidence import Evidence
from .likeness import gather_same
from .phrase import day, flag, ours, parties, theirs, unique


def find_stances(evidence: Evidence) -> list[list[Position]]:
    """Positions in order of time; the same one restated is together."""
    rules = brief_rules()
    return gather_same(
        (p for r in evidence.readings for p in r.positions if p.kind in rules.kinds),
        words=lambda p: p.content.text,
        key=lambda p: (p.kind, tuple(sorted({evidence.party(a) for a in p.issuers}))),
        floor=rules.same,
    )


def stances(evidence: Evidence, found: list[list[Position]]) -> Section:
    """The section: one table, by kind, then the most restated and the latest first."""
    rules = brief_rules()
    kinds = list(rules.kinds)
    number = evidence.numbers
    ranked = sorted(found, key=lambda same: (-_weight(same), -number[same[-1].report]))
    ranked = ranked[: rules.limits["positions"]]
    shown = sorted(ranked, key=lambda same: kinds.index(same[0].kind))
    rest = len(found) - len(shown)
    note = f"{rest} more positions on record." if rest else ""
    table = Group("", tuple(row(evidence, same) for same in shown), ("kind", "by", "to", "what", "status"), note)
    return Section("positions", "Who holds what position", (table,) if shown else (), "No position is on record.")


def _weight(same: list[Position]) -> int:
    """What keeps a position in a full table: restated, by a state or body, to somebody, with a deadline or an answer."""
    last = same[-1]
    by_state = any(a.country for a in last.issuers)
    return len(same) + by_state + bool(last.addressees) + bool(last.deadline) + (last.status != "open")


def row(evidence: Evidence, same: list[Position]) -> Line:
    """A position as a row: kind, by, to, what, status. What was said last about its status counts."""
    last = next((p for p in reversed(same) if p.status != "open"), same[-1])
    issuers = [a for p in same for a in p.issuers]
    addressees = [a for p in same for a in p.addressees]
    what: list[Run] = [theirs(last.content.text)]
    if last.condition:
        what += [ours("on condition:"), theirs(last.condition.text)]
    if deadline := next((p.deadline for p in reversed(same) if p.deadline), None):
        due = f"{deadline.text} ({day(deadline.date)})" if deadline.date else deadline.text
        what += [ours("deadline:"), theirs(due) if not deadline.date else Run(due, "quote")]
    kind = (flag(brief_rules().kinds[last.kind]),)
    status = (flag(last.status),) if last.status != "open" else (ours("open"),)
    by, to = parties(evidence, issuers), parties(evidence, addressees, unknown="–")
    return Line((kind, by, to, tuple(what), status), unique(evidence.cite(p.report, p.span) for p in same))


def warnings(evidence: Evidence) -> Section:
    """The conditional warnings, latest first."""
    lines = list(_warning_lines(evidence))
    limit = brief_rules().limits["warnings"]
    note = f"{len(lines) - limit} more on record." if len(lines) > limit else ""
    groups = (Group("", tuple(lines[:limit]), note=note),) if lines else ()
    return Section("warnings", "Warnings on record", groups, "No conditional warning is on record.")


def _warning_lines(evidence: Evidence) -> Iterator[Line]:
    rules = brief_rules()
    newest_first: list[Reading] = list(reversed(evidence.readings))
    found = gather_same(
        (w for r in newest_first for w in r.warnings),
        words=lambda w: f"{w.condition.text} {w.consequence.text}",
        key=lambda _: None,
        floor=rules.same,
    )
    for same in found:
        first = same[0]
        who = Run(evidence.label(first.source), "party") if first.source else ours("the report itself")
        words: tuple[Run, ...]
        halves = (theirs(first.condition.text), theirs(first.consequence.text))
        if first.consequence.text.startswith(rules.forecasts):  # "an air strike" "would kill ...": one clause, not two
            words = halves
        else:
            words = (flag("If"), halves[0], flag("then"), halves[1])
        yield Line(((*words, ours("–"), who),), unique(evidence.cite(w.report, w.span) for w in same))
