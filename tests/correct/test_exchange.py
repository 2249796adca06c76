"""Corrections and people's judgements go into the exported file and out of it; corrected reports become annotations."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import corpus
import pytest
from annotations import load_gold
from corpus import load
from tests.correct.told import event_in, fill, groups, incident_of
from tests.postgres import Server
from tests.sample import SampleReader

from brinkwatch import BadInput, Desk, Report
from brinkwatch.model import Span


def decide(desk: Desk) -> list[str]:
    """One decision of each kind, one of them taken back; their ids."""
    one, two, far = (event_in(desk, name).id for name in ("r1", "r2", "r3"))
    made = [
        desk.correct(one, type="COERCE", actors=["Norland=RUS.SPY"], by="ana", why="no shot\x00 was fired"),
        desk.correct(event_in(desk, "r3", 1).id, not_an_event=True, by="bo"),
        desk.mark("r2", "Much is said", type="PROTEST", mode=None, by="ana"),
        desk.correct(far, factuality="PS-", by="cy"),
    ]
    judged = [*desk.judge(far, "same", one, by="ana"), *desk.judge(two, "different", one, by="bo")]
    desk.undo(made[3].id, by="dee")
    return [each.id for each in made] + [each.id for each in judged]


def decisions(desk: Desk) -> list[tuple[object, ...]]:
    """What people decided, in the same order whichever of several in a second came first."""
    people = [entry for entry in desk.log() if not entry.by.startswith(("brinkwatch ", "sample"))]
    told = [(entry.at, entry.id, entry.did, entry.by, entry.event, entry.reasons, entry.undone) for entry in people]
    return sorted(told, key=str)


def test_it_comes_back_byte_for_byte_through_the_other_database(tmp_path: Path, server: Server) -> None:
    with server.database() as address, Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk:
        fill(desk)
        decide(desk)
        wanted = {reading.report.id: reading for reading in desk.readings()}
        made = desk.export_to(tmp_path / "0.gz")
        assert str(made) == "3 reports, 3 readings, 5 items, 4 corrections, 2 judgements"
        before = decisions(desk)
        for number, place in enumerate((address, str(tmp_path / "c.db")), 1):
            with Desk.open(place) as other:
                added = other.import_from(tmp_path / f"{number - 1}.gz")
                assert str(added) == "3 reports, 3 readings, 4 corrections, 2 judgements added"
                assert {reading.report.id: reading for reading in other.readings()} == wanted
                assert decisions(other) == before
                assert groups(other) == groups(desk)
                assert str(other.import_from(tmp_path / f"{number - 1}.gz")) == (
                    "0 reports, 0 readings added; 3 already there"
                )
                assert all(finding.fault is None for finding in other.check())
                other.export_to(tmp_path / f"{number}.gz")
            assert (tmp_path / f"{number}.gz").read_bytes() == (tmp_path / "0.gz").read_bytes()


def test_what_is_made_again_is_not_in_the_file(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk:
        fill(desk)
        decide(desk)
        desk.export_to(tmp_path / "a.gz")
    lines = [json.loads(line) for line in gzip.decompress((tmp_path / "a.gz").read_bytes()).splitlines()]
    readings = [line["reading"] for line in lines if "reading" in line]
    assert {(reading["reader"], reading["current"]) for reading in readings} == {("sample 1", True)}
    assert {line["judgement"]["by"] for line in lines if "judgement" in line} == {"ana", "bo"}


def test_an_undoing_comes_in_later_and_takes_effect(place: str, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk, Desk.open(place) as other:
        fill(desk)
        made = decide(desk)
        desk.export_to(tmp_path / "a.gz")
        other.import_from(tmp_path / "a.gz")
        other.weigh()
        for id_ in (made[0], made[-1]):
            desk.undo(id_, by="eve")
        desk.export_to(tmp_path / "b.gz")
        assert str(other.import_from(tmp_path / "b.gz")) == (
            "0 reports, 0 readings, 1 correction, 1 judgement added; 3 already there"
        )
        assert event_in(other, "r1").type == "ASSAULT"
        assert groups(other) == groups(desk)
        assert decisions(other) == decisions(desk)
        other.import_from(tmp_path / "a.gz")
        assert decisions(other) == decisions(desk), "what was undone since stays undone"


def test_decisions_follow_a_report_that_has_another_id_there(place: str, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk:
        fill(desk)
        decide(desk)
        desk.export_to(tmp_path / "a.gz")
    with Desk.open(place, reader=SampleReader()) as other:
        other.add(*(Report(name, f"Another report, called {name} too.") for name in ("r1", "r2", "r3")))
        other.import_from(tmp_path / "a.gz")
        coerced = other.events(type="COERCE").items
        assert [event.report.partition("-")[0] for event in coerced] == ["r1"]
        told = {event.id: event.report.partition("-")[0] for event in other.events()}
        assert frozenset({"r1", "r3"}) in {frozenset(told[e] for e in group) for group in groups(other)}
        assert other.events(type="THREATEN").total == 0
        assert not any(entry.lost for entry in other.log())
        assert all(finding.fault is None for finding in other.check())


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("correction", {"trigger": {"text": "peace", "span": [3, 8]}}),
        ("correction", {"coding": {"type": "SHOOT"}}),
        ("correction", {"kind": "guess"}),
        ("judgement", {"verdict": "alike"}),
        ("judgement", {"by": "eve"}),
    ],
)
def test_a_decision_that_was_altered_changes_nothing(tmp_path: Path, line: str, change: dict[str, object]) -> None:
    with Desk.open(tmp_path / "a.db", reader=SampleReader()) as desk:
        fill(desk)
        decide(desk)
        desk.export_to(tmp_path / "a.gz")
    lines = [json.loads(each) for each in gzip.decompress((tmp_path / "a.gz").read_bytes()).splitlines()]
    next(each[line] for each in lines if line in each).update(change)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"".join(json.dumps(each).encode() + b"\n" for each in lines)))
    with Desk.open(tmp_path / "b.db") as other:
        with pytest.raises(BadInput, match="altered"):
            other.import_from(tmp_path / "a.gz")
        assert other.log() == ()


def test_corrected_reports_become_annotations_that_the_corpus_loads(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    with Desk.open(place, reader=SampleReader()) as desk:
        fill(desk)
        desk.add(Report("a/b: ü", "Norland attacked\r\nno one.\r\nNorland said Sudmark attacked Ade on 2024-05-01."))
        decide(desk)
        rejected = desk.correct(event_in(desk, "r2", 1).id, not_an_event=True)
        desk.correct(event_in(desk, "a/b: ü").id, mode="aerial", recipients=["Ade=UNO"])
        assert desk.export_annotations(tmp_path / "own") == 4
        events = {reading.report.id: reading.events for reading in desk.readings()}
        texts = {reading.report.id: reading.report.text for reading in desk.readings()}
    assert len(list((tmp_path / "own").iterdir())) == 8
    entries = {entry.gold.report.id: entry for entry in load(tmp_path)}
    assert set(entries) == {"r1", "r2", "r3", "a/b: ü"}
    for name, entry in entries.items():
        gold = entry.gold.lists["events"]
        assert entry.gold.report.text == texts[name]
        assert [item["trigger"]["text"] for item in gold] == [event.trigger.text for event in events[name]]
        assert [(item["type"], item.get("mode")) for item in gold] == [(e.type, e.mode) for e in events[name]]
        assert entry.layers == {"events"}
    (party,) = entries["r1"].gold.lists["events"][0]["actors"]
    assert (party["text"], party["country"], party["sector"]) == ("Norland", "RUS", "SPY")
    (plain,) = entries["r2"].plain
    assert Span(*plain).holds(rejected.trigger.span)
    assert load_gold(tmp_path / "own" / "r3.json").lists["events"][0]["factuality"] == "CT+"


def test_undone_corrections_make_no_annotation(place: str, tmp_path: Path) -> None:
    with Desk.open(place, reader=SampleReader()) as desk:
        fill(desk)
        made = desk.correct(event_in(desk, "r1").id, type="AID")
        desk.undo(made.id)
        assert incident_of(desk, event_in(desk, "r1").id)
        assert desk.export_annotations(tmp_path / "out") == 0
    assert list((tmp_path / "out").iterdir()) == []
