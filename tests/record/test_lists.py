"""Filters find what they say and nothing else; the undated are counted."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.sample import full_reading, read_sample

from brinkwatch.errors import BadInput
from brinkwatch.model import Report
from brinkwatch.record.answers import Filter, Found
from brinkwatch.record.columns import COLUMNS, footer_of, rows_of
from brinkwatch.record.query import FILTERS
from brinkwatch.record.store import Record
from brinkwatch.schema import KINDS

MAY = [dt.date(2024, 5, day) for day in range(1, 32)]


@pytest.fixture
def filled(record: Record) -> Record:
    texts = {
        "a": ("Norland said Sudmark attacked Ade on 2024-05-02. Sudmark threatened Norland.", MAY[3]),
        "b": ("Élan attacked Norland on 2024-05-10. Sudmark threatened Élan.", None),
        "c": ("The talks of the harbour masters failed. Norland attacked Sudmark.", MAY[20]),
    }
    for name, (text, published) in texts.items():
        record.put(read_sample(Report(name, text, f"Title {name}", "Post", published, None, "en")), "sample 1")
    record.put(full_reading("d", MAY[5]), "sample 1")
    return record


def found(record: Record, wanted: Filter) -> list[str]:
    """Report and recipient of each event."""
    answer = record.find("events", wanted)
    return [f"{answer.reports[item.id].id}:{item.recipients[0].name}" for item in answer]


def test_events_come_latest_first_and_undated_last(filled: Record) -> None:
    assert found(filled, {}) == ["c:Sudmark", "b:Norland", "d:Sudmark", "a:Norland", "a:Ade", "d:Ade", "b:Élan"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"actor": "NOR"}, ["c:Sudmark", "d:Sudmark"]),
        ({"actor": "NOR.GOV"}, ["c:Sudmark", "d:Sudmark"]),
        ({"actor": "NOR.MIL"}, []),
        ({"actor": "nor.gov"}, []),
        ({"actor": "orlan"}, ["c:Sudmark", "d:Sudmark"]),
        ({"actor": "ÉLAN"}, ["b:Norland"]),
        ({"actor": "%"}, []),
        ({"actor": "DNK", "type": "threaten"}, ["a:Norland", "b:Élan"]),
        ({"recipient": "Norland"}, ["b:Norland", "a:Norland"]),
        ({"recipient": "ADE"}, ["a:Ade", "d:Ade"]),
        ({"type": "ASSAULT", "text": "attacked ade"}, ["a:Ade", "d:Ade"]),
        ({"text": '"norland attacked"'}, ["c:Sudmark"]),
        ({"text": '"attacked norland" 2024'}, ["b:Norland"]),
        ({"text": "attack"}, ["c:Sudmark", "b:Norland", "a:Ade", "d:Ade"]),
        ({"text": "elan"}, ["b:Norland", "b:Élan"]),
        ({"text": 'NOT ( " OR attacked*'}, []),
        ({"report": "b"}, ["b:Norland", "b:Élan"]),
        ({"limit": 2}, ["c:Sudmark", "b:Norland"]),
        ({"mode": "aerial"}, []),
    ],
)
def test_event_filters(filled: Record, wanted: Filter, expected: list[str]) -> None:
    assert found(filled, wanted) == expected


def test_days_are_the_events_own_else_of_publication_and_the_undated_are_counted(filled: Record) -> None:
    answer = filled.find("events", {"since": MAY[1], "until": MAY[3]})
    assert [item.recipients[0].name for item in answer] == ["Norland", "Ade"]
    assert answer.undated == 1, "the event of report b that has no day"
    assert filled.find("events", {"since": MAY[1], "actor": "Élan"}).undated == 0
    assert filled.find("events", {}).undated == 0
    assert "1 events without any date left out" in footer_of("events", answer)


def test_events_by_confidence_and_those_left_out_are_counted(record: Record) -> None:
    text = "Norland attacked Ade on 2024-05-02. Norland attacked Bode. Norland threatened Cade. Sudmark attacked Dade."
    reading = read_sample(Report("u", text, published=None))
    surely = zip(reading.events, (0.4, 1, 0.399, 0.0), strict=True)
    record.put(replace(reading, events=tuple(replace(e, confidence=p) for e, p in surely)), "sample 1")
    assert found(record, {"min_confidence": 0.4}) == ["u:Ade", "u:Bode"]
    assert found(record, {"min_confidence": 1.0}) == ["u:Bode"]
    assert len(found(record, {"min_confidence": 0})) == len(found(record, {"min_confidence": None})) == 4
    answer = record.find("events", {"min_confidence": 0.4, "limit": 1})
    assert (len(answer), answer.total, answer.unsure) == (1, 2, 2), "both counts are before the limit"
    assert "2 events hidden as too unsure" in footer_of("events", answer)
    by_norland = record.find("events", {"min_confidence": 0.4, "actor": "NOR"})
    assert (by_norland.total, by_norland.unsure) == (2, 1), "who fails another filter is not hidden by this one"
    dated = record.find("events", {"min_confidence": 0.4, "since": MAY[0]})
    assert (dated.total, dated.undated, dated.unsure) == (1, 1, 0), "an event is counted once"
    assert record.find("events", {}).unsure == 0


@given(confidences=st.lists(st.floats(0, 1), min_size=1, max_size=8), least=st.floats(0, 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_every_event_is_shown_or_counted_as_unsure(
    tmp_path_factory: pytest.TempPathFactory, confidences: list[float], least: float
) -> None:
    text = " ".join(f"Norland attacked Port{n}." for n in range(len(confidences)))
    reading = read_sample(Report("u", text))
    events = tuple(replace(e, confidence=p) for e, p in zip(reading.events, confidences, strict=True))
    with Record(tmp_path_factory.mktemp("record") / "a.db") as record:
        record.put(replace(reading, events=events), "sample 1")
        answer = record.find("events", {"min_confidence": least})
    assert set(answer) == {event for event in events if event.confidence >= least}
    assert answer.total + answer.unsure == len(events)


def test_reports_by_their_words_and_days(filled: Record) -> None:
    assert [report.id for report in filled.find_reports({"text": "harbor masters"})] == []
    assert [report.id for report in filled.find_reports({"text": "harbour master"})] == ["c"]
    assert [report.id for report in filled.find_reports({})] == ["c", "d", "a", "b"]
    by_day = filled.find_reports({"until": MAY[4]})
    assert ([report.id for report in by_day], by_day.undated) == (["a"], 1)


def test_voices_are_the_statements_that_events_rest_on(filled: Record) -> None:
    answer = filled.find("events", {"recipient": "Ade", "report": "a"})
    (event,) = answer.items
    said = answer.voice(event)
    assert said
    assert said.id == event.according_to
    rest = filled.find("events", {"recipient": "Norland"})
    assert [rest.voice(item) for item in rest] == [None, None]


def test_parties_are_counted_by_form_and_by_what_they_do(filled: Record) -> None:
    counts = {(seen.form.name, seen.form.country): seen for seen in filled.find_sightings({}).wanted}
    norland = counts["Norland", "NOR"]
    assert (norland.acting, norland.receiving, norland.speaking) == (5, 3, 2)
    assert (norland.first, norland.last) == (MAY[3], MAY[20]), "what is said is dated by its report"
    assert len(norland.reports) == 4
    since = filled.find_sightings({"since": MAY[20]})
    assert {seen.form.name for seen in since.wanted} == {"Norland", "Sudmark"}
    assert {seen.form.name for seen in since.known} == {"Norland", "Sudmark", "Ade", "Élan"}
    assert since.undated == 2, "the event of report b that has no day, and the threat that it is"
    of_a_report = filled.find_sightings({"report": "b"})
    assert {seen.form.name for seen in of_a_report.wanted} == {"Norland", "Sudmark", "Élan"}
    assert of_a_report.undated == 0


def test_a_form_of_many_years_comes_a_year_at_a_time(record: Record) -> None:
    for year in (1990, 1991, 2003):
        report = Report(f"r{year}", f"Norland attacked Ade on {year}-02-01.", f"{year}", "Post", dt.date(year, 2, 2))
        record.put(read_sample(report), "sample 1")
    seen = record.find_sightings({"since": dt.date(1991, 1, 1)})
    years = [(s.stretch, s.entries) for s in seen.known if s.form.name == "Ade"]
    assert years == [(1990, 1), (1991, 1), (2003, 1)]
    assert [s.stretch for s in seen.wanted if s.form.name == "Ade"] == [1991, 2003]
    first, last = record.first_and_last([seen.known[0].form])
    assert (first.id, last.id) == ("r1990", "r2003")


def test_a_filter_that_entries_can_not_have_is_bad_input(filled: Record) -> None:
    with pytest.raises(BadInput, match="events can't be filtered by act: use actor"):
        filled.find("events", {"act": "deny"})
    with pytest.raises(BadInput, match="no statements of act shout: use one of say"):
        filled.find("statements", {"act": "shout"})
    with pytest.raises(BadInput, match="no positions of kind plea"):
        filled.find("positions", {"kind": "plea"})
    with pytest.raises(BadInput, match="no events of type ATTACK: use one of AGREE"):
        filled.find("events", {"type": "ATTACK"})
    with pytest.raises(BadInput, match="no events of mode bombs"):
        filled.find("events", {"mode": "bombs"})
    with pytest.raises(BadInput, match="statements can't be filtered by min_confidence"):
        filled.find("statements", {"min_confidence": 0.5})
    for least in (-0.1, 1.1, float("nan")):
        with pytest.raises(BadInput, match=r"no event has a confidence of .*: use 0 \(all events\) to 1"):
            filled.find("events", {"min_confidence": least})
    with pytest.raises(BadInput, match="swap"):
        filled.find("events", {"since": MAY[3], "until": MAY[2]})
    with pytest.raises(BadInput, match="use 1 or more"):
        filled.find_reports({"limit": 0})
    with pytest.raises(BadInput, match="no words"):
        filled.find_reports({"text": ' "" '})


@pytest.mark.parametrize("kind", [*KINDS, "reports"])
def test_every_list_has_columns_and_filters(filled: Record, kind: str) -> None:
    answer: Found[Any] = filled.find_reports({}) if kind == "reports" else filled.find(kind, {})
    headings, rows = rows_of(kind, answer)
    assert len(rows) == answer.total > 0
    assert all(len(row) == len(headings) for row in rows)
    assert any(rows[-1])
    assert kind in FILTERS
    assert kind in COLUMNS


def test_what_has_no_words_of_its_own_is_listed_by_those_of_what_it_names(filled: Record) -> None:
    headings, (row,) = rows_of("discrepancies", filled.find("discrepancies", {}))
    told = dict(zip(headings, row, strict=True))
    assert told["Words"] == "“Norland said Sudmark attacked Ade on 2024-05-01.” / “Norland threatened Sudmark.”"
    headings, (row,) = rows_of("precedents", filled.find("precedents", {}))
    told = dict(zip(headings, row, strict=True))
    assert (told["Event"], told["Outcome"]) == ("“Norland said Sudmark attacked Ade on 2024-05-01.”", "war follows")
    assert told["Bears on"] == "“Norland threatened Sudmark.”"


def test_kinds_may_be_typed_as_people_write_them(filled: Record) -> None:
    assert filled.find("positions", {"kind": "Red line"}).total == 0
    assert filled.find("positions", {"kind": "Threat"}).total == 3


def test_show_finds_by_the_start_of_an_id(filled: Record) -> None:
    event = filled.find("events", {"report": "d", "type": "ASSAULT"}).items[0]
    shown = filled.show(event.id[:9])
    assert shown.item == event
    assert shown.sentence
    assert shown.paragraph
    text = shown.report.text
    assert text[slice(*shown.sentence)] == "Norland said Sudmark attacked Ade on 2024-05-01."
    assert (
        text[slice(*shown.paragraph)] == "Norland said Sudmark attacked Ade on 2024-05-01. If talks fail, war follows."
    )
    assert [item.id for item in shown.related] == [event.according_to]


def test_show_of_what_has_no_span_names_what_it_is_about(filled: Record) -> None:
    shown = filled.show("d-d")
    assert (shown.kind, shown.span, shown.sentence) == ("discrepancies", None, None)
    assert [item.id for item in shown.related] == list(shown.item.items)  # type: ignore[union-attr]


def test_show_reports_and_refuses_what_is_not_one(filled: Record) -> None:
    assert filled.show("c").report.id == "c"
    with pytest.raises(BadInput, match="more than one entry has an id that starts with e"):
        filled.show("e")
    with pytest.raises(BadInput, match="nothing on record has an id that starts with zz"):
        filled.show("zz")
    with pytest.raises(BadInput):
        filled.show("")


@given(words=st.text(st.characters(), max_size=20))
@example('"')
@example("a\0b")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
def test_any_words_can_be_searched_for(record: Record, words: str) -> None:
    with suppress(BadInput):
        assert record.find_reports({"text": words}).total == 0
    with suppress(BadInput):
        assert record.find("events", {"actor": words}).total == 0
    with pytest.raises(BadInput):
        record.show(words)
