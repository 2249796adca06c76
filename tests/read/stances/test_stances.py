"""Positions, warnings, precedents, factors, assessments and discrepancies, each on sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from brinkwatch.model import Reading, Report
from brinkwatch.read.reader import Reader

READER = Reader()


def read(text: str, published: dt.date | None = dt.date(2023, 6, 14)) -> Reading:
    return READER.read(Report("r", text, published=published))


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ("Turkey demanded that Greece demilitarise the islands.", "demand", "Greece demilitarise the islands"),
        ("The United Nations urged Ethiopia to reopen the road to Mekelle.", "demand", "to reopen the road to Mekelle"),
        ("Serbia refused to recognise Kosovo.", "refusal", "to recognise Kosovo"),
        ("Iran threatened to close the Strait of Hormuz.", "threat", "to close the Strait of Hormuz"),
        ("Britain promised to send Ukraine more tanks.", "promise", "to send Ukraine more tanks"),
        ("China offered to mediate between Israel and Hamas.", "offer", "to mediate between Israel and Hamas"),
        (
            '"Pakistan must hand over the gunmen," Indian foreign minister Arun Mehta said.',
            "demand",
            "hand over the gunmen",
        ),
        (
            "Armenia said a blockade of the corridor would be a red line for Armenia.",
            "red_line",
            "a blockade of the corridor",
        ),
        ("France vowed retaliation against Mali.", "threat", "retaliation"),
        (
            '"If Kosovo joins, we will close the border," the Serbian president said.',
            "threat",
            "close the border",
        ),
        pytest.param(
            '"If Kosovo leaves, we will open the border," the Serbian president said.',
            "offer",
            "we will open the border",
            marks=pytest.mark.xfail(reason="the network takes what is offered for done (RETREAT)"),
        ),
        ("Iran said it would not accept inspectors.", "red_line", "accept inspectors"),
        ("Egypt said that it would not pay the fine.", "refusal", "pay the fine"),
        ('"Get out of our waters," the Philippine minister told China.', "demand", "Get out of our waters"),
        ('Ghana\'s president said: "We will build the bridge with our own hands."', "promise", "build the bridge"),
    ],
)
def test_positions(text: str, kind: str, content: str) -> None:
    found = [(p.kind, p.content.text) for p in read(text).positions]
    assert any(k == kind and content in words for k, words in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked Kenya's president whether the army would withdraw.",
        "Turkey and Greece signed the agreement in Vienna.",
        "The requirement that Serbia commit to recognition doomed the draft.",
        "Norway denied that it had threatened Russia.",
        "An official who asked not to be named said that Chad was calm.",
        "The Chadian minister assured France that the army was meant only to keep order.",
        "The general ordered his batteries to hold the hill.",
        "The minister refused to comment.",
    ],
)
def test_no_position(text: str) -> None:
    assert [
        (p.kind, p.content.text) for p in read(text).positions if p.kind in ("promise", "demand", "threat", "refusal")
    ] == []


def test_condition_and_deadline() -> None:
    (position,) = read(
        "Saudi Arabia demanded that the Houthis withdraw from Hodeidah by Friday unless Iran stops its shipments."
    ).positions
    assert position.condition is not None
    assert position.condition.text == "Iran stops its shipments"
    assert position.deadline is not None
    assert position.deadline.date == dt.date(2023, 6, 16)


def test_a_deadline_without_a_publication_date_has_no_day() -> None:
    (position,) = read("Saudi Arabia demanded that the Houthis withdraw from Hodeidah by Friday.", None).positions
    assert position.deadline is not None
    assert position.deadline.date is None


def test_a_demand_refused_in_the_report() -> None:
    text = "Turkey demanded that Greece demilitarise the islands. Greece rejected the Turkish demand."
    (demand, *_) = read(text).positions
    assert demand.status == "refused"
    assert demand.answered_by


@pytest.mark.parametrize(
    ("text", "condition", "consequence"),
    [
        (
            "If Israel strikes Natanz, Iran will attack its ports, the general said.",
            "Israel strikes Natanz",
            "Iran will attack its ports",
        ),
        ("Egypt will cut the gas unless Ethiopia opens the dam.", "Ethiopia opens the dam", "Egypt will cut the gas"),
        ("A blockade of Odessa would mean hunger in Egypt.", "A blockade of Odessa", "would mean hunger in Egypt"),
        ("There will be no peace in Sudan without elections.", "without elections", "There will be no peace in Sudan"),
    ],
)
def test_warnings(text: str, condition: str, consequence: str) -> None:
    found = [(w.condition.text, w.consequence.text) for w in read(text).warnings]
    assert (condition, consequence) in found


@pytest.mark.parametrize(
    "text",
    ["If anything, Kenya was late.", "The minister asked if Chad had paid.", "Once Ghana won, the fans went home."],
)
def test_no_warning(text: str) -> None:
    assert [(w.condition.text, w.consequence.text) for w in read(text).warnings] == []


def test_the_warner_is_named() -> None:
    (warning,) = read(
        '"If Chad arms the rebels, Sudan will close the border," Sudanese president Omar Idris said.'
    ).warnings
    assert warning.source is not None
    assert warning.source.name == "Omar Idris"


def test_a_cited_precedent_bears_on_the_threat_and_keeps_its_outcome() -> None:
    reading = read(
        "The United States threatened Iran with sanctions. The United States imposed sanctions on Iran in 2012. "
        "Despite these measures, Iran enriched more uranium."
    )
    (precedent,) = reading.precedents
    event = next(e for e in reading.events if e.id == precedent.event)
    assert "2012" in reading.report.text[slice(*event.span)] or event.trigger.text.startswith("imposed")
    assert precedent.bears_on
    assert precedent.outcome is not None
    assert "Iran enriched more uranium" in precedent.outcome.text


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        ("Iran has been stockpiling wheat since April.", "preparation", "IRN"),
        ("Egypt cannot afford a war with Ethiopia.", "constraint", "EGY"),
        ("Economic stagnation has eroded public support for Putin.", "driver", "RUS"),
    ],
)
def test_factors(text: str, kind: str, party: str) -> None:
    assert [(f.kind, f.party.country) for f in read(text).factors] == [(kind, party)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Russia seems poised to invade Moldova.", "escalation"),
        ("Israel is unlikely to attack Iran this year.", "relief"),
        ("Armenia and Azerbaijan are close to a peace deal.", "relief"),
        ("A compromise between Serbia and Kosovo is unlikely.", "escalation"),
    ],
)
def test_assessments(text: str, direction: str) -> None:
    assert [a.direction for a in read(text).assessments] == [direction]


def test_two_tellings_of_one_annexation_are_shown() -> None:
    reading = read(
        "Attacks grew after the Russian annexation of Crimea in 2014. The United States punished Russia for the annexation of Ukraine."
    )
    (found,) = reading.discrepancies
    assert found.kind == "argument"
    assert "Crimea" in found.note
    assert "Ukraine" in found.note


def test_a_denial_stands_against_the_claim() -> None:
    reading = read("Ukraine said Russia bombed the hospital in Sumy. Russia denied that it bombed the hospital.")
    assert [d.kind for d in reading.discrepancies] == ["denial"]
