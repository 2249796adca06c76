"""People judge what is one happening: it holds for good, whatever the program makes of it, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.correct.told import ADE, OtherReader, event_in, fill, groups, incident_of, report
from tests.sample import SampleReader

from brinkwatch import BadInput, Desk


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    with Desk.open(place, reader=SampleReader()) as opened:
        fill(opened)
        yield opened


def read_again(desk: Desk, type_: str = "ASSAULT") -> Desk:
    """The same record after a newer reader read all of it."""
    newer = Desk(reader=OtherReader(type_), record=desk._record())
    fill(newer)
    return newer


def test_a_different_event_is_kept_out_for_good(desk: Desk) -> None:
    one, two = event_in(desk, "r1").id, event_in(desk, "r2").id
    joined = incident_of(desk, one)
    (made,) = desk.judge(two[:9], "different", joined[:9], by="ana", why="another port")
    assert (made.verdict, made.by, made.reasons, made.incident) == ("different", "ana", ("another port",), joined)
    assert incident_of(desk, one) == joined
    assert incident_of(desk, two) != joined
    desk.correct(two, factuality="PR+")
    desk.correct(one, factuality="PR+")
    assert frozenset({one, two}) not in groups(desk), "weighed anew, either of them, they stay apart"
    newer = read_again(desk)
    assert frozenset({f"{one}n", f"{two}n"}) not in groups(newer), "read anew, under other ids, too"
    desk.undo(made.id)
    assert frozenset({f"{one}n", f"{two}n"}) in groups(newer)


def test_what_is_taken_back_leaves_everything_as_it_was(desk: Desk) -> None:
    before = {incident.id: incident.events for incident in desk.incidents()}
    one, far = event_in(desk, "r1").id, event_in(desk, "r3").id
    made = desk.judge(incident_of(desk, far), "same", incident_of(desk, one), by="ana")
    assert {incident.id for incident in desk.incidents()} != set(before)
    desk.undo(*(each.id for each in made))
    assert {incident.id: incident.events for incident in desk.incidents()} == before


def test_the_event_that_an_incident_began_with_can_be_judged_different(desk: Desk) -> None:
    one, two = event_in(desk, "r1").id, event_in(desk, "r2").id
    joined = incident_of(desk, one)
    desk.judge(one, "different", two)
    assert incident_of(desk, two) == joined
    assert incident_of(desk, one) != joined
    assert groups(desk) >= {frozenset({one}), frozenset({two})}


def test_the_same_is_bound_even_where_the_days_exclude_it(desk: Desk) -> None:
    one, two, far = event_in(desk, "r1").id, event_in(desk, "r2").id, event_in(desk, "r3").id
    joined, single = incident_of(desk, one), incident_of(desk, far)
    (made,) = desk.judge(far, "same", one, by="ana")
    assert groups(desk) >= {frozenset({one, two, far})}
    assert incident_of(desk, far) == joined
    assert single not in {incident.id for incident in desk.incidents()}
    desk.correct(one, factuality="PR+")
    assert groups(desk) >= {frozenset({one, two, far})}
    newer = read_again(desk, "COERCE")
    assert groups(newer) >= {frozenset({f"{one}n", f"{two}n", f"{far}n"})}
    newer.undo(made.id)
    assert groups(newer) >= {frozenset({f"{one}n", f"{two}n"})}


def test_what_comes_in_later_is_still_put_with_an_incident_that_people_have_joined(desk: Desk) -> None:
    one, far = event_in(desk, "r1").id, event_in(desk, "r3").id
    desk.judge(far, "same", one)
    desk.add(report("r4", f"It is told again. {ADE}", 4))
    assert incident_of(desk, event_in(desk, "r4").id) == incident_of(desk, one)


def test_all_events_of_an_incident_are_moved_at_once(desk: Desk) -> None:
    one, two, far = event_in(desk, "r1").id, event_in(desk, "r2").id, event_in(desk, "r3").id
    there = incident_of(desk, far)
    made = desk.judge(incident_of(desk, one), "same", there)
    assert {judgement.event for judgement in made} == {one, two}
    assert groups(desk) >= {frozenset({one, two, far})}
    assert incident_of(desk, one) == there
    for judgement in made:
        desk.undo(judgement.id)
    assert groups(desk) >= {frozenset({one, two}), frozenset({far})}


def test_the_last_judgement_counts(desk: Desk) -> None:
    one, two = event_in(desk, "r1").id, event_in(desk, "r2").id
    joined = incident_of(desk, one)
    desk.judge(two, "different", joined)
    again = desk.judge(two, "same", joined)
    assert incident_of(desk, two) == joined
    desk.undo(again[0].id)
    assert incident_of(desk, two) != joined


def test_an_event_too_unsure_to_count_does_when_it_is_judged(desk: Desk) -> None:
    from dataclasses import replace

    from tests.sample import read_sample

    text = report("r5", "Sudmark attacked Norland.")
    reading = read_sample(text)
    unsure = replace(reading.events[0], confidence=0.1)
    desk._record().put(replace(reading, events=(unsure,)), "sample 1")
    desk.weigh()
    with pytest.raises(BadInput, match="read too unsurely to be of an incident"):
        desk.judge(event_in(desk, "r1").id, "same", unsure.id)
    desk.judge(unsure.id, "same", event_in(desk, "r1").id)
    assert incident_of(desk, unsure.id) == incident_of(desk, event_in(desk, "r1").id)


def test_what_the_program_judged_before_is_kept_as_undone_and_not_said_twice(desk: Desk) -> None:
    two = event_in(desk, "r2").id
    (before,) = [entry for entry in desk.log(two) if entry.did == "same"]
    desk.correct(two, factuality="PR+")
    assert [entry for entry in desk.log(two) if entry.did == "same"] == [before], "unchanged, it is said once"
    made = desk.correct(two, type="AID", actors=["Ade=SWE"], recipients=["none"])
    (after,) = [entry for entry in desk.log(two) if entry.did == "same"]
    assert (after.id, after.undone) == (before.id, True)
    assert [e.by for e in desk.log(two) if e.did == "undo"] == [before.by]
    desk.undo(made.id)
    now = [entry for entry in desk.log(two) if entry.did == "same"]
    assert [entry.undone for entry in now] == [True, False]
    assert len({entry.id for entry in now}) == 2
    with pytest.raises(BadInput, match="the program's own"):
        desk.undo(str(now[1].id))


def test_a_decision_on_one_event_leaves_the_others_of_its_report_where_they_are(desk: Desk) -> None:
    desk.add(report("r6", f"{ADE} Sudmark attacked Bode on 2024-05-03. Norland threatened Cade.", 5))
    first, second, third = (event_in(desk, "r6", n).id for n in range(3))
    places = {event: incident_of(desk, event) for event in (first, third)}
    log = [entry for entry in desk.log(first) if entry.did == "same"]
    desk.correct(second, type="AID")
    desk.judge(second, "same", third)
    assert {event: incident_of(desk, event) for event in (first, third)} == places
    assert [entry for entry in desk.log(first) if entry.did == "same"] == log


def test_what_can_not_be_judged_is_refused_in_a_sentence(desk: Desk) -> None:
    one, two, far = event_in(desk, "r1").id, event_in(desk, "r2").id, event_in(desk, "r3").id
    joined = incident_of(desk, one)
    desk.judge(two, "same", joined)
    for what, verdict, incident, message in (
        (two, "same", joined, "was judged same as .* already: nothing to judge"),
        (far, "different", incident_of(desk, far), "has no event but"),
        (joined, "same", one, "is one incident: name two"),
        ("r1", "same", joined, "nothing on record that is an event or an incident"),
        (one, "same", "zz", "nothing on record that is an incident or an event"),
        (one, "alike", joined, "alike is no verdict: use one of same, different"),
    ):
        with pytest.raises(BadInput, match=message):
            desk.judge(what, verdict, incident)  # type: ignore[arg-type]


def test_judgements_hold_in_another_record_whose_incidents_have_other_ids(desk: Desk, tmp_path: Path) -> None:
    """Weighed there in order of publication, incidents begin with other events than where they came in as they came."""
    desk.add(report("r0", f"First of all. {ADE}", 1))
    zero, one, two, far = (event_in(desk, name).id for name in ("r0", "r1", "r2", "r3"))
    assert groups(desk) >= {frozenset({zero, one, two})}
    desk.judge(zero, "different", one)
    desk.judge(far, "same", one)
    wanted = groups(desk)
    assert wanted >= {frozenset({one, two, far}), frozenset({zero})}
    desk.export_to(tmp_path / "a.gz")
    with Desk.open(tmp_path / "other.db", reader=SampleReader()) as other:
        other.import_from(tmp_path / "a.gz")
        assert groups(other) == wanted
        assert incident_of(other, one) != incident_of(other, zero)
