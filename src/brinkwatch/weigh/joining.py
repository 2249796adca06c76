"""To which incident an event belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..ontology.incidents import incident_rules
from .likeness import Rarity, excluded, features
from .tellings import Telling

LONGEST = 7
"""Days of a stretch beyond which its days say nothing of when an act was."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The incident that an event was put with, the log-odds that it is of it, and what spoke for that most."""

    incident: str
    score: float
    reasons: tuple[str, ...]


def blocks(telling: Telling, rare: Rarity) -> frozenset[str]:
    """What a telling is looked up by; tellings without one of these in common are not compared.

    For its type and those near it: each of its parties on each day on which it likely happened, and the rarest words in and around its
    trigger in the weeks in which it was told and likely happened; such a word alone, where few reports have it.
    """
    rules = incident_rules()
    kinds = [str(i) for i, group in enumerate(rules.near) if telling.event.type in group] or [telling.event.type]
    words = sorted(telling.around | telling.trigger, key=lambda word: (-rare(word), word))[: rules.words]
    seldom = {f"word:{word}" for word in words if rare.having.get(word, 0) <= rules.seldom}
    in_weeks = {f"week:{day // 7}:{word}" for day in {*_told(telling), *_days(telling)} for word in words}
    on_days = {f"day:{day}:{party}" for day in _days(telling) for party in telling.actors | telling.recipients or {""}}
    return frozenset(f"{kind}:{each}" for kind in kinds for each in seldom | in_weeks | on_days)


def _told(telling: Telling) -> set[int]:
    """The day of its report, counted from year 1."""
    return {telling.said.toordinal()} if telling.said else set()


def _days(telling: Telling) -> set[int]:
    """The days on which it likely happened, and the one before and after, if these are few."""
    if telling.likely is None or (telling.likely[1] - telling.likely[0]).days > LONGEST:
        return set()
    first, last = (day.toordinal() for day in telling.likely)
    return set(range(first - 1, last + 2))


def join(
    telling: Telling, incidents: Mapping[str, Sequence[Telling]], rare: Rarity, bound: Callable[[Telling], bool]
) -> Choice | None:
    """The incident that a telling is most likely of, if that is likelier than not: the score is midway between the mean and the best log-odds
    against the incident's tellings. None that holds a telling which excludes it is considered, unless that is only there as it is `bound` to be."""
    best: Choice | None = None
    for key in sorted(incidents):
        group = incidents[key]
        if not group or _keeps_out(group, telling, bound):
            continue
        weighed = [_weighed(other, telling, rare) for other in group]
        sums = [sum(each.values()) for each in weighed]
        score = (sum(sums) / len(sums) + max(sums)) / 2
        if score >= incident_rules().threshold and (best is None or score > best.score):
            best = Choice(key, round(score, 3), _reasons(weighed[sums.index(max(sums))]))
    return best


def _keeps_out(group: Sequence[Telling], telling: Telling, bound: Callable[[Telling], bool]) -> bool:
    """Whether one of a group excludes a telling; not one that others of the group exclude too, and that somebody judged to be of it."""

    def is_stranger(member: Telling) -> bool:
        return any(excluded(one, member) for one in group if one is not member) and bound(member)

    return any(excluded(member, telling) and not is_stranger(member) for member in group)


def _weighed(earlier: Telling, later: Telling, rare: Rarity) -> dict[str, float]:
    weights = incident_rules().weights
    found = {name: weights[name] * value for name, value in features(earlier, later, rare).items()}
    return found | {"bias": weights["bias"]}


def _reasons(weighed: Mapping[str, float]) -> tuple[str, ...]:
    """What spoke for it, the weightiest first."""
    words = incident_rules().reasons
    speaking = sorted((-value, name) for name, value in weighed.items() if value > 0 and name in words)
    return tuple(words[name] for _, name in speaking)
