"""An analyst corrects events: what counts changes at once, what was read stays, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.correct.told import ADE, OtherReader, event_in, fill, groups, incident_of
from tests.record.plainly import rows
from tests.sample import SampleReader

from brinkwatch import BadInput, Desk


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    with Desk.open(place, reader=SampleReader()) as opened:
        fill(opened)
        yield opened


def readings(desk: Desk) -> list[tuple[object, ...]]:
    query = (
        "SELECT reports.id, reader, current FROM readings JOIN reports ON report = reports.key ORDER BY readings.key"
    )
    return rows(desk._record(), query)


def whole(desk: Desk) -> bool:
    return all(finding.fault is None for finding in desk.check())


def test_a_corrected_event_is_found_as_it_is_now_and_what_was_read_stays(desk: Desk) -> None:
    event = event_in(desk, "r1")
    made = desk.correct(
        event.id[:9], type="coerce", mode="seize", actors=["Norland=RUS.SPY"], by="ana", why="it took it"
    )
    found = desk.events(type="COERCE", actor="RUS.SPY").items
    assert [each.id for each in found] == [event.id]
    assert (found[0].mode, found[0].confidence, found[0].actors[0].span) == ("seize", 1.0, event.actors[0].span)
    assert (made.by, made.why, made.at.tzinfo is not None) == ("ana", "it took it", True)
    assert readings(desk)[0] == ("r1", "sample 1", False)
    assert readings(desk)[-1] == ("r1", "sample 1, corrected", True)
    assert desk.events(text="attacked").total == 3, "each is found once"
    assert whole(desk)


def test_undoing_brings_back_what_was_read(desk: Desk) -> None:
    before, groups_before = event_in(desk, "r1"), groups(desk)
    first = desk.correct(before.id, factuality="PS-", by="ana")
    second = desk.correct(before.id, type="THREATEN", by="bo")
    desk.undo(second.id, by="cy")
    assert (event_in(desk, "r1").type, event_in(desk, "r1").factuality) == ("ASSAULT", "PS-"), "each is undone alone"
    undone = desk.undo(first.id[:10], by="cy")
    assert undone.undone_by == "cy"
    assert event_in(desk, "r1") == before
    assert groups(desk) == groups_before
    assert [reader for _, reader, _ in readings(desk)] == ["sample 1"] * 3, "what was derived is gone"
    with pytest.raises(BadInput, match="was undone by cy already"):
        desk.undo(first.id)
    assert whole(desk)


def test_an_incident_goes_with_its_only_event_and_keeps_its_id_with_others(desk: Desk) -> None:
    one, two, alone = event_in(desk, "r1"), event_in(desk, "r2"), event_in(desk, "r3")
    joined, single = incident_of(desk, one.id), incident_of(desk, alone.id)
    assert frozenset({one.id, two.id}) in groups(desk)
    desk.correct(alone.id, not_an_event=True, by="ana")
    assert single not in {incident.id for incident in desk.incidents()}
    rejected = desk.correct(one.id, not_an_event=True, by="ana")
    assert incident_of(desk, two.id) == joined
    assert desk.show(joined).item.events == (two.id,)  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="nothing on record"):
        desk.show(one.id)
    desk.undo(rejected.id)
    assert incident_of(desk, one.id) == incident_of(desk, two.id) == joined


def test_a_corrected_event_leaves_an_incident_that_it_does_not_fit(desk: Desk) -> None:
    one, two = event_in(desk, "r1"), event_in(desk, "r2")
    joined = incident_of(desk, one.id)
    made = desk.correct(one.id, type="AID", actors=["Ade=SWE"], recipients=["none"], by="ana")
    assert incident_of(desk, two.id) == joined
    assert incident_of(desk, one.id) != joined
    desk.undo(made.id)
    assert incident_of(desk, one.id) == joined


def test_a_missed_event_is_marked_found_and_corrected_itself(desk: Desk) -> None:
    made = desk.mark("r2", "Much is  said", type="PROTEST", recipients=["the harbour=DNK.CVL"], by="ana")
    event = desk.events(type="PROTEST").items[0]
    assert (event.id, event.trigger.text, event.recipients[0].name) == (made.subject, "Much is said", "the harbour")
    assert incident_of(desk, event.id)
    assert desk.events(text="said").total == 1
    desk.correct(event.id, type="CONSULT", by="bo")
    assert desk.show(event.id).item.type == "CONSULT"  # type: ignore[union-attr]
    desk.undo(made.id)
    assert desk.events(report="r2").total == 1
    assert [entry.lost for entry in desk.log(event.id) if entry.did == "recode"] == [True]
    assert whole(desk)


def test_a_newer_reading_is_corrected_too(desk: Desk) -> None:
    event = event_in(desk, "r1")
    desk.correct(event.id, factuality="PS-", by="ana")
    desk.correct(event_in(desk, "r3", 1).id, not_an_event=True, by="ana")
    desk.mark("r2", "Much is said", type="PROTEST", by="ana")
    with Desk(reader=OtherReader(), record=desk._record()) as newer:
        fill(newer)
        assert event_in(newer, "r1").id == f"{event.id}n"
        assert event_in(newer, "r1").factuality == "PS-"
        assert newer.events(report="r3").total == 1
        assert newer.events(type="PROTEST").total == 1
        assert {reader for _, reader, current in readings(newer) if current} == {"sample 2, corrected"}
        assert len(readings(newer)) == 9
        assert whole(newer)
        for entry in newer.log():
            if entry.did in {"recode", "reject", "mark"}:
                newer.undo(str(entry.id))
        assert {reader for _, reader, current in readings(newer) if current} == {"sample 2"}
        assert newer.events().total == 4


def test_what_a_newer_reading_has_not_is_told(desk: Desk) -> None:
    made = desk.correct(event_in(desk, "r1").id, factuality="PS-", by="ana")
    with Desk(reader=OtherReader(blind=True), record=desk._record()) as newer:
        fill(newer)
        assert [(entry.id, entry.lost) for entry in newer.log("r1") if entry.did == "recode"] == [(made.id, True)]
        assert whole(newer)


def test_the_log_tells_the_story_of_one_entry_or_of_all(desk: Desk) -> None:
    one, two = event_in(desk, "r1"), event_in(desk, "r2")
    made = desk.correct(one.id, type="COERCE", by="ana", why="no shot was fired")
    desk.undo(made.id, by="bo")
    story = desk.log(one.id)
    assert [(entry.did, entry.by) for entry in story if entry.did != "same"][:3] == [
        ("read", "sample 1"),
        ("recode", "ana"),
        ("undo", "bo"),
    ]
    recode = next(entry for entry in story if entry.did == "recode")
    assert (recode.reasons, recode.undone, recode.event, recode.report) == (("no shot was fired",), True, one.id, "r1")
    assert not [entry for entry in desk.log(two.id) if entry.id == made.id]
    assert desk.log(made.id) == story
    assert desk.log("r1") == story
    assert set(story) < set(desk.log())
    assert [entry.did for entry in desk.log(incident_of(desk, one.id))][:2] == ["read", "read"]
    joined = [entry for entry in desk.log(two.id) if entry.did == "same"]
    assert joined[0].by.startswith("brinkwatch ")
    assert (joined[0].score or 0) > 0
    assert joined[0].reasons


REFUSED = {
    "a type": ({"type": "SHOOT"}, "SHOOT is no type of PLOVER: use one of AGREE"),
    "a mode": ({"mode": "phone"}, "phone is no mode of ASSAULT: use one of"),
    "a factuality": ({"factuality": "maybe"}, r"maybe is no value of FactBank's: use one of CT\+"),
    "a code": ({"actors": ["Norland=RUX"]}, "RUX is no party's code"),
    "a sector": ({"actors": ["Norland=RUS.KGB"]}, "RUS.KGB is no party's code"),
    "words": ({"actors": ["Sudmark=RUS"]}, "“Sudmark” is not in the event's sentence"),
    "half a word": ({"actors": ["Norl=RUS"]}, "“Norl” is not in the event's sentence"),
    "no code": ({"recipients": ["Ade"]}, "Ade does not say which party"),
    "no words": ({"recipients": ["=RUS"]}, "there are no words to look for"),
    "nothing": ({}, "nothing is said of"),
    "as it is": ({"type": "ASSAULT", "mode": "none", "factuality": "CT+"}, "is read so already"),
    "both": ({"type": "AID", "not_an_event": True}, "say one or the other"),
    "nobody": ({"type": "AID", "by": " "}, "name who does with --by"),
    "the program": ({"type": "AID", "by": "Brinkwatch 1"}, "the program's own name"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_not_be_is_refused_in_a_sentence(place: str, what: str) -> None:
    typed, message = REFUSED[what]
    with Desk.open(place, reader=SampleReader()) as desk:
        fill(desk)
        before = desk.log()
        with pytest.raises(BadInput, match=message):
            desk.correct(event_in(desk, "r1").id, **typed)  # type: ignore[arg-type]
        assert desk.log() == before


def test_what_can_not_be_marked_is_refused_in_a_sentence(desk: Desk) -> None:
    for words, message in (
        ("Nobody knew", "is not in r1"),
        ("o", "is not in r1"),
        ("attacked", "is read as ASSAULT already: use `brinkwatch correct e"),
    ):
        with pytest.raises(BadInput, match=message):
            desk.mark("r1", words, type="AID")
    with pytest.raises(BadInput, match="“Sudmark” is in r3 2 times: give more of the words"):
        desk.mark("r3", "Sudmark", type="AID")
    with pytest.raises(BadInput, match="give its PLOVER type at least"):
        desk.mark("r1", "Nobody knows", mode="phone")
    with pytest.raises(BadInput, match="nothing on record that is a report has an id that starts with"):
        desk.mark(event_in(desk, "r1").id, "Nobody knows", type="AID")
    with pytest.raises(BadInput, match="more than one entry has an id that starts with r"):
        desk.mark("r", ADE, type="AID")


def test_a_sector_alone_is_of_no_known_country(desk: Desk) -> None:
    desk.correct(event_in(desk, "r1").id, actors=["Norland=reb"], recipients=["Ade=IGO.MIL"])
    event = event_in(desk, "r1")
    assert (event.actors[0].country, event.actors[0].sector) == (None, "REB")
    assert (event.recipients[0].country, event.recipients[0].sector) == ("IGO", "MIL")
