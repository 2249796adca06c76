"""The hall hands on what comes in: read, kept, found again, and made a brief of."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sample import SampleReader, full_reading, read_sample

import brinkwatch
from brinkwatch import BadInput, BadReport, Desk, Failure, Reading, Report
from brinkwatch.desk import Added
from brinkwatch.schema import KINDS

LINES = [
    {"id": "n1", "text": "Norland said Sudmark attacked Ade.", "published": "2024-05-06", "title": "Ade"},
    {"id": "n2", "text": "Sudmark threatened Norland.", "title": "A threat"},
]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two good reports, and between them a line that is none."""
    folder = tmp_path / "reports"
    folder.mkdir()
    lines = [json.dumps(LINES[0]), '{"text": ', json.dumps(LINES[1])]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b.txt").write_text("Norland attacked Sudmark. Nobody says why, and nobody is asked.", encoding="utf-8")
    return folder


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    with Desk.open(place, reader=SampleReader()) as opened:
        yield opened


def test_reading_needs_no_record(reports: Path) -> None:
    refused: list[BadReport] = []
    readings = list(Desk(reader=SampleReader()).read(reports, refused=refused.append))
    assert [len(reading.events) for reading in readings] == [1, 1, 1]
    assert [bad.where for bad in refused] == [f"{reports / 'a.jsonl'}:2"]


def test_reading_raises_what_is_refused_unless_told_otherwise(reports: Path) -> None:
    readings = Desk(reader=SampleReader()).read(reports / "a.jsonl")
    assert next(readings).report.id == "n1"
    with pytest.raises(BadReport, match=r"a.jsonl:2"):
        next(readings)


def test_reports_may_be_given_as_values() -> None:
    (reading,) = Desk(reader=SampleReader()).read(Report("x", "Norland attacked Sudmark."))
    assert reading.events[0].actors[0].name == "Norland"


def test_the_day_given_is_of_reports_that_state_none(reports: Path) -> None:
    readings = Desk(reader=SampleReader()).read(reports, published=dt.date(2024, 6, 1), refused=lambda _: None)
    assert [str(reading.report.published) for reading in readings] == ["2024-05-06", "2024-06-01", "2024-06-01"]


def test_adding_counts_and_adding_again_changes_nothing(desk: Desk, reports: Path) -> None:
    steps: list[Added] = []
    added = desk.add(reports, progress=steps.append)
    assert (added.reports, added.already_there, len(added.refused)) == (3, 0, 1)
    assert added.items == {**dict.fromkeys(KINDS, 0), "statements": 1, "events": 3, "positions": 1}
    assert str(added) == "3 reports added (1 statement, 3 events, 1 position); 1 refused"
    assert [step.reports for step in steps] == [1, 1, 2, 3]
    again = desk.add(reports)
    assert (again.reports, again.already_there, len(again.refused)) == (0, 3, 1)
    assert str(again) == "0 reports added; 3 already there; 1 refused"
    assert desk.reports().total == 3
    assert desk.events().total == 3


def test_the_record_may_lie_among_the_reports(reports: Path) -> None:
    (reports / "a.jsonl").unlink()
    with Desk.open(reports / "crisis.db", reader=SampleReader()) as desk:
        for added in (desk.add(reports), desk.add(reports)):
            assert (added.reports + added.already_there, added.refused) == (1, ())


def test_what_a_reader_passes_over_is_counted(desk: Desk) -> None:
    added = desk.add(Report("x", "Alles gut.", language="de"), Report("y", "Auch hier.", language="de"))
    assert (added.reports, dict(added.skipped)) == (2, {"report in a language that can't be read yet (de)": 2})


class Overtaken(SampleReader):
    """While it reads, another process puts a report on record under the same id."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def read(self, report: Report) -> Reading:
        with Desk.open(self.place, reader=SampleReader()) as other:
            other.add(Report("n", "Sudmark attacked Norland."))
        return super().read(report)


def test_reports_of_one_id_that_come_in_at_once_are_both_kept(place: str) -> None:
    with Desk.open(place, reader=Overtaken(place)) as desk:
        added = desk.add(Report("n", "Norland attacked Sudmark."))
        assert (added.reports, added.refused) == (1, ())
        assert [report.id.partition("-")[0] for report in desk.reports()] == ["n", "n"]
        assert desk.events().total == 2


class Stopped(SampleReader):
    """Is stopped at the second report, as by Ctrl-C."""

    def read(self, report: Report) -> Reading:
        if report.id == "n2":
            raise KeyboardInterrupt
        return super().read(report)


def test_stopped_it_keeps_what_is_done_and_goes_on_there(tmp_path: Path, reports: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=Stopped()) as desk, pytest.raises(KeyboardInterrupt):
        desk.add(reports)
    with Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk:
        assert [report.id for report in desk.reports()] == ["n1"]
        added = desk.add(reports)
        assert (added.reports, added.already_there) == (2, 1)


class Misquoting(SampleReader):
    """Claims items that the second report does not hold."""

    def read(self, report: Report) -> Reading:
        return Reading(report, events=full_reading().events) if report.id == "n2" else super().read(report)


def test_a_reading_that_does_not_trace_is_refused_and_the_rest_kept(tmp_path: Path, reports: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=Misquoting()) as desk:
        added = desk.add(reports)
        assert added.reports == 2
        assert [bad.where for bad in added.refused] == [f"{reports / 'a.jsonl'}:2", "n2"]
        assert desk.reports(report="n2").total == 0


class Stumbling(SampleReader):
    """Has a fault that the second report brings out."""

    def read(self, report: Report) -> Reading:
        if report.id == "n2":
            [].pop()
        return super().read(report)


def test_a_fault_of_the_reader_costs_one_report(tmp_path: Path, reports: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=Stumbling()) as desk:
        added = desk.add(reports)
    assert added.reports == 2
    assert "A threat: the reader failed on it, please report this (IndexError at test_desk.py:" in str(added.refused[1])
    with pytest.raises(BadReport, match="the reader failed"):
        list(Desk(reader=Stumbling()).read(Report("n2", "Norland attacked Ade.")))


def test_lists_answer_with_values(desk: Desk, reports: Path) -> None:
    desk.add(reports)
    assert [event.type for event in desk.events(actor="NOR")] == ["ASSAULT"]
    assert [statement.source.name for statement in desk.statements() if statement.source] == ["Norland"]
    assert [position.kind for position in desk.positions(recipient="NOR.GOV")] == ["threat"]
    assert desk.events(since=dt.date(2024, 5, 1)).undated == 2
    assert {party.name for party in desk.actors()} == {"Norland", "Sudmark", "Ade"}
    for empty in (desk.warnings, desk.precedents, desk.factors, desk.assessments, desk.discrepancies):
        assert empty().total == 0
    assert [reading.report.id for reading in desk.readings()][-1] == "n1", "by day, the undated first"


def test_lists_and_brief_take_a_least_confidence(desk: Desk) -> None:
    reading = read_sample(Report("u", "Norland attacked Ade. Norland attacked Bode.", published=dt.date(2024, 5, 6)))
    ade, bode = (replace(e, confidence=p) for e, p in zip(reading.events, (0.9, 0.3), strict=True))
    desk._given_record.put(replace(reading, events=(ade, bode)), "sample 1")  # type: ignore[union-attr]
    assert desk.events().items == (ade, bode), "nothing is hidden unless asked"
    answer = desk.events(min_confidence=0.5)
    assert (answer.items, answer.total, answer.unsure) == ((ade,), 1, 1)
    assert [len(desk.brief(min_confidence=p).marks) for p in (None, 0.3, 1.0)] == [1, 2, 0]
    with pytest.raises(BadInput, match="use 0"):
        desk.brief(min_confidence=2)


def test_an_entry_is_shown_where_it_stands(desk: Desk, reports: Path) -> None:
    desk.add(reports)
    (position,) = desk.positions()
    shown = desk.show(position.id)
    assert shown.item == position
    assert shown.report.title == "A threat"
    assert [item.id for item in shown.related] == list(position.basis)


def test_a_desk_without_a_record_says_so() -> None:
    with pytest.raises(BadInput, match=r"no record: open one with Desk.open"):
        Desk().events()


def test_a_brief_is_saved_in_the_form_its_name_ends_in(desk: Desk, tmp_path: Path) -> None:
    desk._given_record.put(full_reading(), "sample 1")  # type: ignore[union-attr]
    brief = desk.brief(as_of=dt.date(2024, 6, 1), title="The harbour")
    assert (brief.title, brief.as_of) == ("The harbour", dt.date(2024, 6, 1))
    page, text, data = (tmp_path / name for name in ("b.html", "b.MD", "b.json"))
    Desk.save(brief, page, text, data)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "# The harbour" in text.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8"))["title"] == "The harbour"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db" and ".db-" not in path.name) == [
        "b.MD",
        "b.html",
        "b.json",
    ]


def test_nothing_is_written_where_one_of_several_can_not_be(desk: Desk, tmp_path: Path) -> None:
    desk._given_record.put(full_reading(), "sample 1")  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="odt"):
        Desk.save(desk.brief(), tmp_path / "b.html", tmp_path / "b.odt")
    assert not (tmp_path / "b.html").exists()
    (tmp_path / "b.md").write_text("as it was", encoding="utf-8")
    with pytest.raises(Failure, match=r"can't be written"):
        Desk.save(desk.brief(), tmp_path / "none" / "b.md")


def test_a_write_that_fails_leaves_the_file_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk._given_record.put(full_reading(), "sample 1")  # type: ignore[union-attr]
    path = tmp_path / "out" / "b.md"
    path.parent.mkdir()
    path.write_text("as it was", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Failure, match="No space left on device"):
        Desk.save(desk.brief(), path)
    assert path.read_text(encoding="utf-8") == "as it was"
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_record_has_no_brief(desk: Desk) -> None:
    with pytest.raises(BadInput, match="nothing is on record"):
        desk.brief()


def test_the_public_api_is_what_it_says() -> None:
    assert sorted(brinkwatch.__all__) == list(brinkwatch.__all__)
    assert all(getattr(brinkwatch, name) for name in brinkwatch.__all__)
    assert {"Desk", "Reading", "Report", "Filter", "Found", "Shown", "Added", "RegisteredActor"} <= set(
        brinkwatch.__all__
    )


def test_an_actor_is_shown_with_where_it_was_first_and_last_seen(desk: Desk, reports: Path) -> None:
    desk.add(reports)
    norland = next(actor for actor in desk.actors() if actor.name == "Norland")
    shown = desk.show(norland.id[:9])
    assert (shown.kind, shown.item) == ("actors", norland)
    assert set(shown.told_in) == {"first", "last"}
    assert shown.report == shown.told_in["first"]
    assert [actor.id for actor in desk.actors(actor="norl", limit=1)] == [norland.id]
    with pytest.raises(BadInput, match="nothing on record"):
        desk.show("k0000000000000000")
