"""What a desk lists as reports have it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Unpack

from ..model import (
    Assessment,
    ConditionalWarning,
    Discrepancy,
    Entity,
    Event,
    Factor,
    Position,
    Precedent,
    Report,
    Statement,
)
from ..record.answers import Filter, Found

if TYPE_CHECKING:
    from ..record.store import Record


class Lists(ABC):
    """The lists of a record. They take the filters of `Filter` by name, and raise BadInput for one that their entries can't have."""

    @abstractmethod
    def _record(self) -> Record:
        """The record that is listed."""

    def reports(self, **wanted: Unpack[Filter]) -> Found[Report]:
        """Reports on record; `since` and `until` are of publication."""
        return self._record().find_reports(wanted)

    def statements(self, **wanted: Unpack[Filter]) -> Found[Statement]:
        """Who said what; `actor` is the source."""
        return self._record().find("statements", wanted)

    def events(self, **wanted: Unpack[Filter]) -> Found[Event]:
        """Who did what to whom, said or denied to have happened."""
        return self._record().find("events", wanted)

    def positions(self, **wanted: Unpack[Filter]) -> Found[Position]:
        """Who demands, offers, threatens, refuses; `actor` is the issuer, `recipient` the addressee."""
        return self._record().find("positions", wanted)

    def warnings(self, **wanted: Unpack[Filter]) -> Found[ConditionalWarning]:
        """What follows if something is done, in a source's view; `actor` is the source."""
        return self._record().find("warnings", wanted)

    def precedents(self, **wanted: Unpack[Filter]) -> Found[Precedent]:
        """Past events that are cited for what they say about now."""
        return self._record().find("precedents", wanted)

    def factors(self, **wanted: Unpack[Filter]) -> Found[Factor]:
        """What drives a party, holds it back, or prepares it; `actor` is the party."""
        return self._record().find("factors", wanted)

    def assessments(self, **wanted: Unpack[Filter]) -> Found[Assessment]:
        """Where somebody thinks this is going; `actor` is the party judged."""
        return self._record().find("assessments", wanted)

    def entities(self, **wanted: Unpack[Filter]) -> Found[Entity]:
        """Weapons, platforms, units, ministries and agencies that reports name."""
        return self._record().find("entities", wanted)

    def discrepancies(self, **wanted: Unpack[Filter]) -> Found[Discrepancy]:
        """Where a report contradicts itself or tells rival claims."""
        return self._record().find("discrepancies", wanted)
