"""An incident from its tellings: what most of them have, whose word it rests on, what is disputed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ..incident import Incident, Party
from ..model import Actor, Discrepancy, content_id
from .disputes import disputes
from .grading import credibility, grade, origins
from .lineage import moment
from .tellings import Telling
from .voices import Lineage, voices

T = TypeVar("T")


def incident(
    id: str,  # noqa: A002 (it is what it is called everywhere)
    tellings: Sequence[Telling],
    lineage: Lineage,
    discrepancies: Iterable[Discrepancy] = (),
    reliability: Mapping[str, str] | None = None,
) -> Incident:
    """The incident that `tellings` (at least one) tell, in order of publication. `lineage` says which of them pass on another report's account,
    `discrepancies` what their reports themselves contradict, `reliability` the desk's grades by publisher (A-F)."""
    ordered = sorted(tellings, key=lambda t: (moment(t.report), t.report.id, t.event.trigger.span))
    spoken = voices(ordered, lineage)
    weights = [(t.event, t.event.confidence) for t in ordered]
    type_ = _most((e.type, weight) for e, weight in weights)
    start, end = _days(ordered)
    figure = credibility(spoken)
    return Incident(
        id=id,
        type=type_,
        mode=_most((e.mode, weight) for e, weight in weights if e.type == type_),
        actors=_parties(ordered, "actors"),
        recipients=_parties(ordered, "recipients"),
        start=start,
        end=end,
        events=tuple(t.id for t in ordered),
        reports=tuple(dict.fromkeys(t.report.id for t in ordered)),
        first=ordered[0].report.id,
        factuality=dict(Counter(t.event.factuality for t in ordered)),
        voices=spoken,
        origins=origins(spoken),
        relays=sum(len(v.relays) for v in spoken),
        credibility=figure,
        grade=grade(spoken, figure, reliability or {}),
        disputes=disputes(ordered, spoken, discrepancies),
    )


def incident_id(event: str) -> str:
    """The id of the incident that begins with an event: it stays the same as more events join it."""
    return content_id("i", event)


def _most(weighed: Iterable[tuple[T, float]]) -> T:
    """What has the most weight; of equals the first."""
    sums: dict[T, float] = {}
    for value, weight in weighed:
        sums[value] = sums.get(value, 0.0) + weight
    return max(sums, key=lambda value: sums[value])


def _parties(tellings: Sequence[Telling], role: str) -> tuple[Party, ...]:
    """Each country (or name without one) that a telling gives this role, under the name that most use."""
    by_code: dict[str, Counter[Party]] = {}
    for telling in tellings:
        actors: tuple[Actor, ...] = getattr(telling.event, role)
        for actor in actors:
            party = Party(actor.name, actor.country, actor.sector)
            by_code.setdefault(actor.country or actor.name.casefold(), Counter())[party] += 1
    return tuple(counter.most_common(1)[0][0] for counter in by_code.values())


def _days(tellings: Sequence[Telling]) -> tuple[dt.date | None, dt.date | None]:
    """The days that most dated tellings give; of equals the shortest stretch, then the first."""
    dated = Counter(t.days for t in tellings if t.days)
    if not dated:
        return None, None
    best = max(dated.values())
    return min((days for days, count in dated.items() if count == best), key=lambda days: days[1] - days[0])
