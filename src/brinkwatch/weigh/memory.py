"""What weighing asks of what was weighed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ..incident import Judgement, Relay, Told
from ..model import Discrepancy, Event, Report


class Memory(Protocol):
    """What was weighed before, as a record keeps it."""

    def publishers(self) -> Iterable[str]:
        """The publishers of all reports."""
        ...

    def kin(self, report: Report, bands: Iterable[str], days: int) -> Sequence[Report]:
        """Other reports that came out within some days of a report and share bands with it."""
        ...

    def credited(self, report: Report, publishers: Iterable[str], days: int) -> Sequence[Report]:
        """Other reports of some publishers, of the days up to a report."""
        ...

    def crediting(self, report: Report, name: str | None, days: int) -> Sequence[Report]:
        """Other reports whose text has a name, of the days from a report on; none for no name."""
        ...

    def lineage(self, reports: Iterable[str]) -> tuple[Mapping[str, Sequence[Relay]], Mapping[str, Report]]:
        """What these reports took from others, and these from others again, and all of these reports, by id."""
        ...

    def told_of(self, report: str) -> Mapping[str, Sequence[Told]]:
        """The incidents that a report's readings tell, each with all its tellings but those of readings that are not current any more."""
        ...

    def alike(
        self, blocks: Mapping[str, Iterable[str]]
    ) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[Told]]]:
        """For each event, of which the blocks are given: the ids of the incidents that share most of them. And these incidents, each with
        all its tellings."""
        ...

    def discrepancies(self, reports: Iterable[str]) -> Sequence[Discrepancy]:
        """What the current readings of reports find contradictory in them."""
        ...

    def rarity(self, words: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """How many reports were weighed, and how many of them have each word."""
        ...

    def told(self, incidents: Iterable[str]) -> Mapping[str, Sequence[Told]]:
        """Those of some incidents that are on record, each with all its tellings."""
        ...

    def places(self, events: Iterable[str]) -> Mapping[str, str]:
        """The incidents that events are told of now, those of replaced readings included."""
        ...

    def judgements(self, events: Sequence[Event]) -> Sequence[Judgement]:
        """What people have judged, and stands, of events or with one of them in the incident's place (`anchor`), in order."""
        ...

    def settled(self, events: Sequence[Event]) -> Mapping[str, str]:
        """The incidents of those events that are as they were when they were put there, and that nobody has judged since."""
        ...

    def withdrawn(self, events: Sequence[Event]) -> Mapping[str, frozenset[str]]:
        """For each event, the incidents that a person put it with and took it out of again, and the program never put it with."""
        ...
