"""What people have judged of the events of a reading: where each must be, where it must not, where it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from ..incident import Judgement, Verdict
from ..model import Reading, content_id
from .incidents import incident_id
from .memory import Memory
from .tellings import Telling


class Verdicts:
    """People's judgements of a reading's events, as its events are put with incidents, one after the other.

    A judgement names an incident. Where that is not on record, since incidents are made anew elsewhere, it is the one that the judgement's
    anchor is of; and where the anchor comes after the event, the anchor follows the event.
    """

    def __init__(self, reading: Reading, memory: Memory) -> None:
        own = [event.id for event in reading.events]
        self._judgements = memory.judgements(reading.events)
        others = {name for each in self._judgements for name in (each.event, each.anchor) if name and name not in own}
        places = memory.places({*own, *others})
        self._former = {event: place for event, place in places.items() if event in own}
        self._places = {event: place for event, place in places.items() if event in others}
        named = {each.incident for each in self._judgements} | set(self._places.values()) | set(map(incident_id, own))
        self._memory = memory
        self._settled = memory.settled(reading.events)
        self._withdrawn = memory.withdrawn(reading.events)
        self.groups = {
            key: [Telling(told) for told in group if told.report.id != reading.report.id]
            for key, group in memory.told(named).items()
        }
        self.judged_same = frozenset(
            name for each in self._judgements if each.verdict == "same" for name in (each.event, each.anchor) if name
        )

    def place(self, event: str, incident: str) -> None:
        """Take note that an event was put with an incident."""
        self._places[event] = incident

    def decided(self, event: str) -> str | None:
        """The incident that an event was last judged to be of, else the one where it stays, as nothing about it has changed; else None."""
        verdicts = self._of(event)
        same = [incident for incident, verdict in verdicts.items() if verdict == "same"]
        stays = self._settled.get(event)
        return same[-1] if same else stays if stays is not None and stays not in verdicts else None

    def is_bound(self, telling: Telling) -> bool:
        """Whether a telling of any report was judged to be of an incident."""
        judged = self._memory.judgements([telling.event])
        return any(each.verdict == "same" and each.event == telling.id for each in judged)

    def apart(self, event: str) -> frozenset[str]:
        """The incidents that an event was judged not to be of, and those that a judgement put it with which was taken back."""
        verdicts = self._of(event)
        different = {incident for incident, verdict in verdicts.items() if verdict == "different"}
        return frozenset(different | self._withdrawn.get(event, frozenset()) - verdicts.keys())

    def own_place(self, event: str, changed: Mapping[str, Sequence[Telling]]) -> str:
        """The id of the incident that begins with an event: the one it was of, if nothing else is left in that, so that it stays the same."""
        apart, former = self.apart(event), self._former.get(event)
        if former is not None and former not in apart and not changed.get(former, [None]):
            return former
        ids = (incident_id(event) if n == 1 else content_id("i", event, n) for n in count(1))
        return next(id_ for id_ in ids if id_ not in apart and self._is_free(id_, changed))

    def _is_free(self, incident: str, changed: Mapping[str, Sequence[Telling]]) -> bool:
        """Whether nothing but events of this reading is told of an incident."""
        if incident in changed:
            return not changed[incident]
        return not (self.groups.get(incident) or self._memory.told([incident]).get(incident))

    def _of(self, event: str) -> dict[str, Verdict]:
        """The last verdict on an event by incident, in the order in which they were given."""
        found: dict[str, Verdict] = {}
        for each in self._judgements:
            incident = (
                self._meant(each) if each.event == event else self._followed(each) if each.anchor == event else None
            )
            if incident is not None:
                found.pop(incident, None)
                found[incident] = each.verdict
        return found

    def _meant(self, judgement: Judgement) -> str | None:
        if judgement.incident in self.groups:
            return judgement.incident
        return self._places.get(judgement.anchor or "")

    def _followed(self, judgement: Judgement) -> str | None:
        """The incident of the event that was judged, for the anchor, unless it was judged to be of another one since."""
        place = self._places.get(judgement.event)
        moved = judgement.verdict == "same" and judgement.incident in self.groups and place != judgement.incident
        return None if moved else place
