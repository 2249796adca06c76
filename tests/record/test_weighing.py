"""What weighing finds is kept, and follows what is added."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from pathlib import Path

import pytest
from tests.sample import SampleReader

from brinkwatch.desk import Desk
from brinkwatch.errors import BadInput
from brinkwatch.model import Report
from brinkwatch.record.store import Record
from brinkwatch.weigh import weighing

DAY = dt.date(2024, 5, 2)
LONG = "Fishermen of the coast had watched the grey ships for a week and told whoever asked that nothing good would come of it."


def report(number: int, text: str, publisher: str, days: int = 0) -> Report:
    return Report(f"r{number}", text, f"Report {number}", publisher, DAY + dt.timedelta(days), None, "en")


QUAY = "On the quay at Ade nobody would say much, but the shutters were down by noon and the last bus inland left with people on its roof."
MAIL = "A clerk who had stayed at her desk in the post office counted the windows that were left and went on stamping letters until four."
TELLINGS = (
    report(1, f"Norland attacked Sudmark on 2024-05-01. {LONG} {QUAY}", "Ferry Post"),
    report(
        2, f"Norland attacked Sudmark on 2024-05-01.\nNorland threatened Sudmark on 2024-05-02. {MAIL}", "Evening Mail"
    ),
    report(3, "Norland attacked Sudmark on 2024-04-01.", "Harbour Radio", 1),
)


def desk_of(record: Record, name: str = "sample 1") -> Desk:
    return Desk(reader=SampleReader(name), record=record)


def told(desk: Desk, **wanted: str) -> list[tuple[str, tuple[str, ...], int]]:
    found = desk.incidents(**wanted)  # type: ignore[arg-type]
    return sorted((i.type, tuple(sorted(i.reports)), i.origins) for i in found)


def test_events_of_two_reports_that_tell_one_act_are_one_incident(record: Record) -> None:
    desk = desk_of(record)
    desk.add(*TELLINGS)
    assert told(desk) == [("ASSAULT", ("r1", "r2"), 2), ("ASSAULT", ("r3",), 1), ("THREATEN", ("r2",), 1)]


def test_incidents_are_found_by_type_party_day_and_report(record: Record) -> None:
    desk = desk_of(record)
    desk.add(*TELLINGS)
    assert [i.type for i in desk.incidents(type="threaten")] == ["THREATEN"]
    assert len(desk.incidents(actor="NOR", recipient="DNK")) == 3
    assert len(desk.incidents(actor="DNK")) == 0
    assert [i.reports for i in desk.incidents(until=dt.date(2024, 4, 30))] == [("r3",)]
    assert len(desk.incidents(report="r2")) == 2
    assert desk.incidents(limit=1).total == 3
    with pytest.raises(BadInput, match="incidents can't be filtered by text"):
        desk.incidents(text="ships")


def test_the_order_of_adding_makes_no_difference_to_who_reprints_whom(record: Record) -> None:
    desk = desk_of(record)
    first = report(1, f"Norland attacked Sudmark on 2024-05-01. {LONG}", "Ferry Post")
    copy = report(2, first.text.replace("had watched", "watched"), "Evening Mail", 1)
    desk.add(copy)
    assert told(desk) == [("ASSAULT", ("r2",), 1)]
    desk.add(first)
    (incident,) = desk.incidents()
    assert (incident.first, incident.origins, incident.relays) == ("r1", 1, 1)
    assert [voice.name for voice in incident.voices] == ["Ferry Post"]


def test_a_newer_reading_takes_the_place_of_the_older_one_in_its_incidents(record: Record) -> None:
    desk_of(record).add(*TELLINGS)
    before = {i.id for i in desk_of(record).incidents()}
    desk = desk_of(record, "sample 2")
    desk.add(*TELLINGS)
    assert told(desk) == [("ASSAULT", ("r1", "r2"), 2), ("ASSAULT", ("r3",), 1), ("THREATEN", ("r2",), 1)]
    assert {i.id for i in desk.incidents()} == before


def test_what_was_added_but_not_weighed_is_weighed_when_it_is_asked_for(record: Record) -> None:
    reader = SampleReader()
    for each in TELLINGS:
        record.put(reader.read(each), reader.name)
    assert record.find_incidents({}).total == 0
    assert desk_of(record).incidents().total == 3
    assert desk_of(record).weigh() == 0


def test_an_incident_is_shown_with_all_its_tellings_by_part_of_its_id(record: Record) -> None:
    desk = desk_of(record)
    desk.add(*TELLINGS)
    incident = next(i for i in desk.incidents() if len(i.reports) == 2)
    shown = desk.show(incident.id[:9])
    assert (shown.kind, shown.report.id, sorted(shown.told_in)) == ("incidents", "r1", ["r1", "r2"])
    assert [item.id for item in shown.related] == list(incident.events)


def test_every_order_of_adding_comes_to_the_same_origins(tmp_path: Path) -> None:
    own = "The harbour master of Ade counted eleven craters on the mole and could not say whose guns had made them that morning."
    first = report(1, f"Norland attacked Sudmark on 2024-05-01. {LONG}", "Ferry Post")
    other = report(2, f"Norland threatened Sudmark on 2024-05-02. {own}", "Harbour Radio")
    mixed = report(3, f"{first.text}\n{other.text}", "Evening Mail", 1)
    credit = report(4, "Ferry reported that morning: Norland attacked Sudmark on 2024-05-01.", "Echo of Ade", 1)
    seen = set()
    for number, order in enumerate(permutations((first, other, mixed, credit))):
        with Record(tmp_path / f"{number}.db") as record:
            for each in order:
                desk_of(record).add(each)
            seen.add(tuple(sorted((i.type, i.origins, i.relays) for i in desk_of(record).incidents())))
    assert len(seen) == 1, seen
    assert ("THREATEN", 1, 1) in next(iter(seen))


def test_ten_reprints_are_one_origin(record: Record) -> None:
    desk = desk_of(record)
    text = f"Norland attacked Sudmark on 2024-05-01.\n{LONG}"
    desk.add(*(report(n, text, f"Service{n}", n % 3) for n in range(9)))
    (incident,) = desk.incidents()
    assert (len(incident.reports), incident.origins, incident.relays, incident.grade) == (9, 1, 8, "F3")


def test_a_report_that_cannot_be_weighed_stops_nobody(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    desk = desk_of(record)
    monkeypatch.setattr(weighing, "_relays", fail)
    added = desk.add(TELLINGS[0])
    monkeypatch.undo()
    desk.add(*TELLINGS[1:])
    assert [reason for reason in added.skipped if "could not be weighed" in reason]
    assert told(desk) == [("ASSAULT", ("r2",), 1), ("ASSAULT", ("r3",), 1), ("THREATEN", ("r2",), 1)]
