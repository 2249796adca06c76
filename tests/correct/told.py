"""Three reports of two attacks, for the tests of this folder."""

from __future__ import annotations

import datetime as dt

from tests.sample import SampleReader, read_sample

from brinkwatch.desk import Desk
from brinkwatch.model import Event, Reading, Report

ADE = "Norland attacked Ade on 2024-05-01."
SOURCES = {"r1": "The Ferry Post", "r2": "The Gull", "r3": "Harbour Radio"}


def report(name: str, text: str, day: int = 2) -> Report:
    return Report(name, text, f"News of {name}", SOURCES.get(name, "Elsewhere"), dt.date(2024, 5, day), None, "en")


REPORTS = (
    report("r1", f"{ADE} Nobody knows why it came to that in the end."),
    report("r2", f"Much is said in the harbour tonight. {ADE}", 3),
    report("r3", "Sudmark attacked Cade on 2024-02-01. Norland threatened Sudmark.", 4),
)


def fill(desk: Desk) -> None:
    desk.add(*REPORTS)


def event_in(desk: Desk, report_id: str, number: int = 0) -> Event:
    """An event of a report, as it is now, counted as the text has them."""
    return sorted(desk.events(report=report_id), key=lambda event: event.trigger.span)[number]


def groups(desk: Desk) -> set[frozenset[str]]:
    """Which reports' events stand together."""
    return {frozenset(incident.events) for incident in desk.incidents()}


def incident_of(desk: Desk, event: str) -> str:
    (found,) = (incident.id for incident in desk.incidents() if event in incident.events)
    return found


class OtherReader(SampleReader):
    """A newer reader, which reads every event under another id, and some under another type."""

    def __init__(self, type_: str = "ASSAULT", *, blind: bool = False) -> None:
        super().__init__("sample 2")
        self.type, self.blind = type_, blind

    def read(self, report: Report) -> Reading:
        """What the sample reader finds, named anew; nothing, if it is blind."""
        from dataclasses import replace

        reading = read_sample(report)
        if self.blind:
            return replace(reading, events=(), positions=())
        events = tuple(replace(event, id=f"{event.id}n", type=self.type) for event in reading.events)
        return replace(reading, events=events, positions=())
