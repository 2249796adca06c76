"""What the tellings of one happening don't agree on, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from ..incident import Dispute, DisputeKind, Side, Voice
from ..model import Actor, Discrepancy
from ..ontology.incidents import incident_rules
from .counts import counts
from .tellings import Telling, distance


def disputes(
    tellings: Sequence[Telling], voices: Sequence[Voice], discrepancies: Iterable[Discrepancy]
) -> tuple[Dispute, ...]:
    """Every dispute about an incident: what its voices, parties, numbers, days and places show, and what a report itself says of two of
    its tellings."""
    told = [t for t in tellings if not t.event.factuality.endswith("-")]
    found = [*_denial(voices), *_actors(told), *_numbers(told), *_days(told), *_places(told)]
    shown = {dispute.kind for dispute in found}
    own = {t.id for t in tellings}
    for each in discrepancies:
        items = tuple(i for i in each.items if i in own)
        if len(items) > 1 and each.kind not in shown:
            found.append(Dispute(each.kind, tuple(Side(each.note, (i,)) for i in items)))
    return tuple(found)


def _denial(voices: Sequence[Voice]) -> Iterator[Dispute]:
    """Some assert it, others deny it."""
    yes = [v for v in voices if v.holds == "asserts"]
    no = [v for v in voices if v.holds == "denies"]
    if yes and no:
        yield Dispute("denial", (_said(yes, "it happened"), _said(no, "it did not")))


def _said(voices: Sequence[Voice], what: str) -> Side:
    names = ", ".join(dict.fromkeys(v.name for v in voices))
    return Side(f"{names}: {what}", tuple(event for v in voices for event in v.events))


def _actors(tellings: Sequence[Telling]) -> Iterator[Dispute]:
    """Tellings of different countries' named actors, where neither is whom the other one says it was done to."""
    named = [t for t in tellings if t.event.actors and all(a.country and _is_named(a) for a in t.event.actors)]
    if any(_rivals(a, b) for a, b in combinations(named, 2)):
        yield from _grouped("attribution", named, lambda t: ", ".join(sorted({_whose(a) for a in t.event.actors})))


def _rivals(a: Telling, b: Telling) -> bool:
    names = [{actor.name.casefold() for actor in t.event.actors} for t in (a, b)]
    apart = a.actors.isdisjoint(b.actors | b.recipients) and b.actors.isdisjoint(a.recipients)
    return apart and names[0].isdisjoint(names[1])


def _is_named(actor: Actor) -> bool:
    return actor.name != actor.name.lower()


def _whose(actor: Actor) -> str:
    return f"{actor.name} ({actor.country})"


def _numbers(tellings: Sequence[Telling]) -> Iterator[Dispute]:
    """Different numbers of one thing."""
    by_thing: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
    for telling in tellings:
        for thing, number in counts(telling).items():
            by_thing[thing].setdefault(number, []).append(telling.id)
    for thing, numbers in by_thing.items():
        if len(numbers) > 1:
            yield Dispute("number", tuple(Side(f"{n:,} {thing}", tuple(ids)) for n, ids in sorted(numbers.items())))


def _days(tellings: Sequence[Telling]) -> Iterator[Dispute]:
    """Single days, told by the day, that are not the same."""
    dated = [t for t in tellings if t.days and t.days[0] == t.days[1]]
    yield from _grouped("date", dated, lambda t: t.days[0].isoformat() if t.days else "")


def _places(tellings: Sequence[Telling]) -> Iterator[Dispute]:
    """Places of two countries, further apart than two names of one place can be: a sea or a region may well hold the other one."""
    placed = [t for t in tellings if t.event.where is not None and t.event.where.country is not None]
    if any(_elsewhere(a, b) for a, b in combinations(placed, 2)):
        yield from _grouped("place", placed, lambda t: t.event.where.name if t.event.where else "")


def _elsewhere(a: Telling, b: Telling) -> bool:
    one, two = a.event.where, b.event.where
    apart = one is not None and two is not None and one.country != two.country
    return apart and (distance(a, b) or 0) > incident_rules().far


def _grouped(kind: DisputeKind, tellings: Sequence[Telling], says: Callable[[Telling], str]) -> Iterator[Dispute]:
    """A dispute with a side for each thing said, where there are two or more."""
    sides: defaultdict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        sides[says(telling)].append(telling.id)
    if len(sides) > 1:
        yield Dispute(kind, tuple(Side(said, tuple(ids)) for said, ids in sides.items()))
