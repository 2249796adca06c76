"""The made-up record is one, and every question is answered."""

from __future__ import annotations

import record_speed

from brinkwatch.desk import Desk
from brinkwatch.record.check import check_reading


def test_made_up_readings_trace_and_are_the_same_each_time() -> None:
    reading = record_speed.made_up(3)
    check_reading(reading)
    assert len(reading.events) == len(reading.statements) == record_speed.EVENTS_OF_A_REPORT
    assert record_speed.made_up(3) == reading


def test_every_question_is_measured(place: str) -> None:
    measured = record_speed.measure(place, 60)
    assert set(measured["questions"]) == set(record_speed.QUESTIONS)
    assert all(each["seconds"] >= 0 for each in measured["questions"].values())
    with Desk.open(place) as desk:
        assert desk.events().total == 60
