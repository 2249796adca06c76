"""Events as assembled: type and score, parties, clause, time, place, source, confidence."""

from __future__ import annotations

import datetime as dt

import pytest

from brinkwatch.model import Event, Place, Report, Span
from brinkwatch.ontology.plover import plover
from brinkwatch.read.acts.events import find_events
from brinkwatch.read.acts.triggers import find_triggers
from brinkwatch.read.learned.judge import judge
from brinkwatch.read.learned.network import load_network
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.reader import Reader, read_page
from brinkwatch.read.speech.statements import find_statements

PUBLISHED = dt.date(2031, 3, 14)  # a Friday


def events_of(text: str) -> tuple[Event, ...]:
    (page,) = open_pages([Report("r", text, published=PUBLISHED)])
    return read_page(page).events


def only(text: str) -> Event:
    (event,) = events_of(text)
    return event


def test_an_event_carries_its_type_score_and_parties() -> None:
    event = only("Canada expelled two Russian diplomats on Tuesday.")
    assert (event.type, event.mode, event.score) == ("SANCTION", "expel", plover().types["SANCTION"].modes["expel"])
    assert [a.country for a in event.actors] == ["CAN"]
    assert [a.country for a in event.recipients] == ["RUS"]
    assert event.contexts == ("diplomatic",)


def test_spans_quote_the_text_and_the_clause_holds_trigger_and_parties() -> None:
    text = (
        "Rain fell in Oslo. Chile condemned the coup in Niger, where soldiers seized power. Crowds protested in Lima."
    )
    found = events_of(text)
    assert found
    for event in found:
        assert text[event.trigger.span.start : event.trigger.span.end] == event.trigger.text
        assert event.span.holds(event.trigger.span)
        sentence = text.rfind(".", 0, event.trigger.span.start) + 1, text.find(".", event.trigger.span.end) + 1
        assert sentence[0] <= event.span.start < event.span.end <= sentence[1]


def test_a_clause_runs_from_the_actor_to_the_last_argument() -> None:
    text = "On Tuesday Canada expelled two Russian diplomats from Ottawa, which surprised many."
    event = only(text)
    assert text[event.span.start : event.span.end] == "Canada expelled two Russian diplomats from Ottawa"


def test_the_time_is_that_of_the_act_not_of_the_telling() -> None:
    event = next(
        e for e in events_of("Officials said on Friday that rebels seized a bridge on Tuesday.") if e.type == "COERCE"
    )
    assert event.when is not None
    assert (event.when.text, event.when.start) == ("Tuesday", dt.date(2031, 3, 11))


def test_what_has_no_time_in_its_own_clause_has_none() -> None:
    event = next(
        e for e in events_of("Police arrested on Tuesday a man who attacked the embassy.") if e.type == "ASSAULT"
    )
    assert event.when is None


def test_the_place_is_where_it_happened() -> None:
    text = "Gunmen from Ghana kidnapped two sailors in Lagos, a ministry in Accra said."
    (page,) = open_pages([Report("r", text)])
    lagos, accra = (
        Place(name, Span(at, at + len(name)), name) for name in ("Lagos", "Accra") if (at := text.find(name))
    )
    cast = find_cast(page)
    statements = find_statements(page, cast)
    event = find_events(
        page,
        (),
        (lagos, accra),
        statements,
        judge(page, cast, statements, find_triggers(page, cast), load_network()).acts,
    )[0]
    assert (event.trigger.text, event.where) == ("kidnapped", lagos)


def test_an_event_in_a_statement_names_the_innermost_one() -> None:
    (page,) = open_pages([Report("r", "Kenya said that Somalia had claimed that pirates seized a ship.")])
    reading = read_page(page)
    seized = next(e for e in reading.events if e.trigger.text.startswith("seized"))
    holding = {s.id: s for s in reading.statements if s.content.span.holds(seized.trigger.span)}
    assert seized.according_to in holding
    assert holding[seized.according_to].cue.text == "claimed"


def test_the_reports_own_voice_needs_no_source() -> None:
    assert only("Algeria deported hundreds of migrants.").according_to is None


def test_a_denied_act_is_denied_by_its_source() -> None:
    event = next(e for e in events_of("Sudan denied that its army shelled the village.") if e.type == "ASSAULT")
    assert event.factuality == "CT-"
    assert event.according_to is not None


def test_what_a_sentence_tells_is_surer_than_what_it_mentions() -> None:
    found = events_of("Uganda closed its border after fighting between rival militias.")
    assert max(found, key=lambda e: e.confidence).type == "COERCE"
    assert all(0 < e.confidence <= 1 for e in found)


def test_an_act_without_anybody_is_less_sure() -> None:
    unknown, known = only("The town was shelled on Monday."), only("Armenia shelled the town on Monday.")
    assert unknown.confidence < known.confidence


def test_ids_hang_on_nothing_but_the_report_and_the_words() -> None:
    text = "Norway and Finland agreed on a plan. Norway and Finland agreed on a budget."
    first, again = events_of(text), events_of(text)
    assert [e.id for e in first] == [e.id for e in again]
    assert len({e.id for e in first}) == len(first) == 2


@pytest.mark.parametrize("text", ["", "\n\n", "12 34 56", "!!!", "Attack", "attacked attacked attacked"])
def test_odd_texts_do_no_harm(text: str) -> None:
    for event in Reader().read(Report("r", text)).events:
        assert text[event.trigger.span.start : event.trigger.span.end] == event.trigger.text
