"""What stands of corrections is laid over a reading, which itself stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.sample import full_reading, quote, read_sample

from brinkwatch.model import Actor, Event, Quote, Reading
from brinkwatch.record.check import check_reading
from brinkwatch.record.corrected import Coding, Correction, CorrectionKind, corrected, unapplied

READING = full_reading()
ATTACK, THREAT = READING.events
AT = dt.datetime(2024, 5, 7, tzinfo=dt.UTC)


def correction(
    kind: CorrectionKind,
    event: Event | None = None,
    coding: Coding | None = None,
    *,
    trigger: Quote | None = None,
    number: int = 0,
) -> Correction:
    words = trigger or (event.trigger if event else None)
    assert words
    return Correction(f"c{number}", "r1", kind, event.id if event else None, words, coding or Coding(), "", "ana", AT)


def party(words: str) -> Actor:
    found = quote(READING.report, words)
    return Actor(found.text, found.span, found.text, None, "RUS", "SPY")


def test_type_mode_and_score_go_together_and_the_rest_stays() -> None:
    made = corrected(READING, [correction("recode", ATTACK, Coding(type="COERCE", mode="seize"))])
    check_reading(made)
    event = made.events[0]
    assert (event.type, event.mode, event.score, event.confidence) == ("COERCE", "seize", -7, 1.0)
    assert replace(event, type=ATTACK.type, mode=None, score=ATTACK.score, confidence=ATTACK.confidence) == ATTACK
    assert made.events[1:] == READING.events[1:]


def test_parties_are_replaced_all_at_once_and_may_be_nobody() -> None:
    made = corrected(
        READING, [correction("recode", ATTACK, Coding(actors=(party("Norland"),), recipients=(), factuality="PS-"))]
    )
    event = made.events[0]
    assert [actor.name for actor in event.actors] == ["Norland"]
    assert (event.recipients, event.factuality, event.type) == ((), "PS-", "ASSAULT")


def test_what_is_no_event_goes_with_all_that_can_not_stand_without_it() -> None:
    made = corrected(READING, [correction("reject", ATTACK)])
    check_reading(made)
    assert made.events == (THREAT,)
    assert (made.precedents, made.discrepancies) == ((), ())
    assert made.positions == READING.positions
    assert corrected(READING, [correction("reject", THREAT)]).positions[0].basis == ()


def test_a_position_is_open_again_without_its_only_answer() -> None:
    (position,) = READING.positions
    answered = replace(position, status="refused", answered_by=(ATTACK.id,))
    reading = replace(READING, positions=(answered,))
    assert corrected(reading, [correction("reject", ATTACK)]).positions == (position,)
    both = replace(reading, positions=(replace(answered, answered_by=(ATTACK.id, THREAT.id)),))
    (left,) = corrected(both, [correction("reject", ATTACK)]).positions
    assert (left.status, left.answered_by) == ("refused", (THREAT.id,))


def test_a_missed_event_is_of_its_sentence_and_of_the_statement_that_it_stands_in() -> None:
    trigger = quote(READING.report, "war follows")
    made = corrected(READING, [correction("mark", None, Coding(type="ASSAULT"), trigger=trigger)])
    check_reading(made)
    event = made.events[-1]
    assert READING.report.text[slice(*event.span)].strip() == "If talks fail, war follows."
    assert (event.type, event.confidence, event.factuality, event.according_to) == ("ASSAULT", 1.0, "CT+", None)
    inside = correction("mark", None, Coding(type="ASSAULT"), trigger=quote(READING.report, "Ade"))
    assert corrected(READING, [inside]).events[-1].according_to == READING.statements[0].id


def renamed(reading: Reading) -> Reading:
    """The reading under other ids, as a newer reader may have it."""
    events = tuple(replace(event, id=f"{event.id}n") for event in reading.events)
    return replace(reading, events=events, positions=(), precedents=(), discrepancies=())


def test_an_event_that_has_another_id_is_found_by_its_words() -> None:
    made = corrected(renamed(READING), [correction("recode", ATTACK, Coding(type="COERCE"))])
    assert [(event.id, event.type) for event in made.events] == [
        (f"{ATTACK.id}n", "COERCE"),
        (f"{THREAT.id}n", "THREATEN"),
    ]
    marked = correction("mark", None, Coding(type="PROTEST"), trigger=ATTACK.trigger)
    assert [event.type for event in corrected(renamed(READING), [marked]).events] == ["PROTEST", "THREATEN"], (
        "what was marked and is read now is there once"
    )


def test_what_can_not_be_applied_is_told() -> None:
    silent = replace(read_sample(READING.report), events=(), positions=())
    recode = correction("recode", ATTACK, Coding(type="COERCE"))
    marked = correction("mark", None, Coding(type="ASSAULT"), trigger=quote(READING.report, "war follows"), number=1)
    assert list(unapplied(silent, [recode, marked])) == [recode]
    assert [event.id for event in corrected(silent, [recode, marked]).events] == [marked.subject]
    of_marked = Correction("c2", "r1", "recode", marked.subject, marked.trigger, Coding(factuality="Uu"), "", "bo", AT)
    assert corrected(silent, [marked, of_marked]).events[0].factuality == "Uu"
    assert list(unapplied(silent, [of_marked])) == [of_marked]


@pytest.mark.parametrize("kind", ["recode", "reject"])
def test_a_reading_is_never_changed_in_place(kind: CorrectionKind) -> None:
    corrected(READING, [correction(kind, ATTACK, Coding(type="COERCE"))])
    assert full_reading() == READING
