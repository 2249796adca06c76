"""Readings -> Brief: the sections in the order a reader asks for them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..incident import Incident
from ..model import Brief, Event, Group, Line, Mark, Position, Reading, Section
from ..ontology.brief import brief_rules
from ..ontology.confidence import check_confidence, confidence_rules
from ..ontology.names import load_names
from .background import forces, history, outlook, outlook_lines
from .doubts import disputed
from .evidence import Evidence
from .happened import Happening, find_happenings, happened, line
from .phrase import ours
from .stances import find_stances, row, stances, warnings


def compose(
    readings: Sequence[Reading],
    incidents: Sequence[Incident] = (),
    *,
    as_of: dt.date | None = None,
    title: str | None = None,
    min_confidence: float | None = None,
    reliability: Mapping[str, str] | None = None,
) -> Brief:
    """A brief from readings and the incidents that their events tell. With `as_of`, reports published later are left out. Without `title`, the most active parties are named.
    Acts of less than `min_confidence` are not told; without it, those of less than `sure` in confidence.toml. Raises BadInput unless it is 0 to 1.
    `reliability` has the desk's Admiralty letters by publisher.
    """
    least = confidence_rules().sure if min_confidence is None else min_confidence
    check_confidence(least)
    known = [r for r in readings if as_of is None or r.report.published is None or r.report.published <= as_of]
    evidence = Evidence.gather(known, least, incidents)
    happenings = find_happenings(evidence)
    positions = find_stances(evidence)
    dates = [r.report.published for r in known if r.report.published]
    return Brief(
        title=title or _title(evidence),
        as_of=as_of or max(dates, default=None),
        sections=(
            _bottom_line(evidence, happenings, positions),
            happened(evidence, happenings),
            stances(evidence, positions),
            warnings(evidence),
            disputed(evidence, happenings),
            history(evidence),
            forces(evidence),
            outlook(evidence),
        ),
        sources=tuple(
            replace(s, reliability=(reliability or {}).get(s.report.publisher or "")) for s in evidence.sources
        ),
        marks=tuple(_marks(evidence)),
        incidents=len(told := {i.id: i for e in evidence.acts if (i := evidence.incidents.get(e.id))}),
        corroborated=sum(incident.origins > 1 for incident in told.values()),
    )


def _title(evidence: Evidence) -> str:
    seen: Counter[str] = Counter()
    for event in evidence.events.values():
        seen.update({evidence.party(a) for a in (*event.actors, *event.recipients) if a.country in load_names().states})
    return " – ".join(name for name, _ in seen.most_common(3)) or "Brief"


def _bottom_line(evidence: Evidence, happenings: list[list[Happening]], positions: list[list[Position]]) -> Section:
    """The latest grave acts, the positions that matter most, one judgement of where this goes: each already a line below."""
    lines = [*_latest(evidence, happenings), *_pressing(evidence, positions)]
    judgement = next(outlook_lines(evidence), None)
    if judgement:
        lines.append(judgement)
    groups = (Group("", tuple(lines)),) if lines else ()
    return Section("bottom-line", "Bottom line", groups, "Nothing on record yet.")


def _latest(evidence: Evidence, happenings: list[list[Happening]]) -> Iterator[Line]:
    dated = [same for same in happenings if same[0].day]
    last = max((same[0].day for same in dated if same[0].day), default=None)
    if last is None:
        return
    recent = [same for same in dated if same[0].day and (last - same[0].day).days <= 1]
    for same in sorted(recent, key=lambda s: -(max(h.weight for h in s) + 2 * (len(s) - 1)))[:2]:
        yield line(evidence, same)


def _pressing(evidence: Evidence, positions: list[list[Position]]) -> Iterator[Line]:
    """The demand or threat, and the offer or refusal, that matter most, as one sentence each."""
    for kinds in (("red_line", "demand", "threat"), ("offer", "refusal")):
        chosen = [same for same in positions if same[0].kind in kinds and _between_states(evidence, same[-1])]
        if not chosen:
            continue
        cells = row(evidence, max(chosen, key=lambda s: _press(evidence, s)))
        kind, by, to, what, status = cells.cells
        to_whom = () if to[0].text == "–" else (ours("to"), *to)
        yield Line(((*by, *kind, *to_whom, *what, *status),), cells.citations)


def _between_states(evidence: Evidence, position: Position) -> bool:
    """Whether a state or its government takes the position, and not towards itself or nobody in particular."""
    issuers = {evidence.party(a) for a in position.issuers}
    states = all(a.country and a.sector in (None, "GOV") for a in position.issuers)
    others = [a for a in position.addressees if a.country and a.sector in (None, "GOV")]
    addressed = not position.addressees or bool(others)
    return states and addressed and not issuers & {evidence.party(a) for a in others}


def _press(evidence: Evidence, same: list[Position]) -> tuple[float, int]:
    """How much a position matters: restated, addressed, with a deadline, told early in a late report."""
    last = same[-1]
    told = 2 / evidence.cite(last.report, last.span).sentence
    age = len(evidence.readings) - evidence.numbers[last.report]
    weight = len(same) + 3 * bool(last.addressees) + 2 * bool(last.deadline) + told - age / 5
    return weight, evidence.numbers[last.report]


def _marks(evidence: Evidence) -> Iterator[Mark]:
    rules = brief_rules()
    for event in evidence.acts:
        day = _day(evidence, event)
        if day is None or "historical" in event.aux:
            continue
        for actor in event.actors:
            recipient = next((r for r in event.recipients if evidence.party(r) != evidence.party(actor)), None)
            partner = next((a for a in event.actors if evidence.party(a) != evidence.party(actor)), None)
            other = recipient or partner
            citation = evidence.cite(event.report, event.span)
            yield Mark(
                day=day,
                actor=evidence.party(actor),
                recipient=evidence.party(other) if other else None,
                type=event.type,
                score=event.score,
                happened=event.factuality == "CT+"
                and event.type not in rules.hollow
                and not rules.not_happened & set(event.aux),
                words=evidence.sentence(citation),
                citation=citation,
            )


def _day(evidence: Evidence, event: Event) -> dt.date | None:
    when = event.when
    if when is not None and when.grain == "day" and when.start is not None:
        return when.start
    return evidence.published(event.report)
