"""What is likelier wrong than right is left out and counted, but for what other entries rest on."""

from __future__ import annotations

from dataclasses import replace

from brinkwatch.model import Report
from brinkwatch.read.page import open_pages
from brinkwatch.read.reader import read_page
from brinkwatch.read.surety import surer_than

TEXT = "Kenya threatened to close its border with Somalia on Monday. Police in Nairobi arrested two traders. Uganda shelled a camp."


def test_unsure_events_are_left_out_and_counted() -> None:
    (page,) = open_pages([Report("r", TEXT, language="en")])
    reading = read_page(page)
    assert len(reading.events) > 1
    events = tuple(replace(e, confidence=0.2 if n else 0.9) for n, e in enumerate(reading.events))
    whole = replace(reading, events=events, positions=())
    surer = surer_than(whole, 0.5)
    assert surer.events == events[:1]
    assert surer.skipped[-1].count == len(events) - 1
    assert surer_than(whole, 0) == whole


def test_an_event_that_a_position_rests_on_stays() -> None:
    (page,) = open_pages([Report("r", TEXT, language="en")])
    reading = read_page(page)
    resting = {id_ for p in reading.positions for id_ in (*p.basis, *p.answered_by)}
    unsure = replace(reading, events=tuple(replace(e, confidence=0.1) for e in reading.events))
    kept = surer_than(unsure, 0.5).events
    assert kept
    assert all(e.id in resting for e in kept)


def test_an_event_that_answers_a_position_stays() -> None:
    (page,) = open_pages(
        [Report("r", "Turkey demanded that Greece leave the islet. Greece rejected the demand.", language="en")]
    )
    reading = read_page(page)
    (demand, *_) = reading.positions
    answers = set(demand.answered_by)
    assert answers
    unsure = replace(reading, events=tuple(replace(e, confidence=0.1) for e in reading.events))
    assert answers <= {e.id for e in surer_than(unsure, 0.5).events}
