"""What stands in a brief, and that each line of it opens its sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.sample import full_reading, read_sample

from brinkwatch.brief import compose
from brinkwatch.errors import BadInput
from brinkwatch.model import Brief, Line, Report, Run

FIRST = Report(
    "a", "Norland said Sudmark attacked Ade on 2024-05-01.", "One", "The Ferry Post", dt.date(2024, 5, 2), None, "en"
)
REPRINT = Report(
    "b", "Norland said Sudmark attacked Ade on 2024-05-01.", "Two", "Harbour Wire", dt.date(2024, 5, 3), None, "en"
)
THREAT = Report("c", "Norland threatened Sudmark.", "Three", "Harbour Wire", dt.date(2024, 5, 4), None, "en")


def lines(brief: Brief, key: str | None = None) -> Iterator[Line]:
    for section in brief.sections:
        if key in (None, section.key):
            for group in section.groups:
                yield from group.lines


def words(line: Line) -> str:
    return " ".join(run.text for cell in line.cells for run in cell)


def cited(brief: Brief, line: Line) -> list[str]:
    return [brief.sources[c.source - 1].report.text[slice(*c.span)] for c in line.citations]


def test_a_line_without_a_source_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="without a source"):
        Line(((Run("Norland will win"),),), ())


def test_every_line_cites_the_sentence_its_words_come_from() -> None:
    brief = compose([full_reading()])
    for line in lines(brief):
        sentences = " ".join(" ".join(cited(brief, line)).split())
        quotes = [run.text for cell in line.cells for run in cell if run.style == "quote"]
        assert all(quote in sentences for quote in quotes), words(line)


def test_the_same_words_in_two_reports_are_one_line_with_two_citations() -> None:
    brief = compose([read_sample(FIRST), read_sample(REPRINT)])
    (line,) = lines(brief, "happened")
    assert [c.label for c in line.citations] == ["1.1", "2.1"]
    assert "(2 reports)" in words(line)


def test_a_threat_is_a_position_and_never_a_happening() -> None:
    brief = compose([read_sample(THREAT)])
    assert not list(lines(brief, "happened"))
    (row,) = lines(brief, "positions")
    assert [run.text for cell in row.cells for run in cell] == ["threat", "Norway", "Denmark", "threatened", "open"]


def test_an_act_read_unsurely_is_told_only_when_asked_for() -> None:
    reading = read_sample(FIRST)
    for factuality in ("CT+", "CT-", "PS+"):
        unsure = replace(
            reading, events=tuple(replace(e, confidence=0.55, factuality=factuality) for e in reading.events)
        )
        for brief in (compose([unsure]), compose([unsure], min_confidence=0.56)):
            assert (list(lines(brief)), brief.marks) == ([], ())
        told = compose([unsure], min_confidence=0.55)
        assert any("attacked Ade" in words(line) for line in lines(told)), factuality
        assert len(told.marks) == 1
        assert list(lines(compose([replace(unsure, events=reading.events)], min_confidence=1)))


@pytest.mark.parametrize("least", [-0.01, 1.01, float("nan")])
def test_a_least_confidence_that_is_none_is_bad_input(least: float) -> None:
    with pytest.raises(BadInput, match="no event has a confidence of"):
        compose([], min_confidence=least)


def test_a_grave_claim_of_one_source_is_said_to_be_one() -> None:
    brief = compose([read_sample(FIRST)])
    claims = [words(line) for line in lines(brief, "disputed")]
    assert claims == ["Norway claims: Norland said Sudmark attacked Ade on 2024-05-01."]
    assert not list(lines(compose([read_sample(FIRST), read_sample(REPRINT)]), "disputed"))


def test_a_denial_is_shown_with_who_denies() -> None:
    reading = read_sample(FIRST)
    denied = replace(reading, events=tuple(replace(e, factuality="CT-") for e in reading.events))
    brief = compose([denied])
    assert not list(lines(brief, "happened"))
    assert next(words(line) for line in lines(brief, "disputed")).startswith("Norway says it is not so:")


def test_an_act_stands_under_its_own_day_or_else_under_its_reports() -> None:
    undated = Report("d", "Sudmark attacked Ade.", "Four", None, dt.date(2024, 5, 7))
    unpublished = Report("e", "Sudmark attacked Ade.", "Five")
    brief = compose([read_sample(FIRST), read_sample(undated), read_sample(unpublished)])
    happened = next(s for s in brief.sections if s.key == "happened")
    assert [g.heading for g in happened.groups] == ["Tue 7 May 2024", "Wed 1 May 2024", "Day not known"]
    assert words(happened.groups[0].lines[0]).endswith("°")
    assert not words(happened.groups[1].lines[0]).endswith("°")


def test_reports_after_the_day_of_the_brief_are_left_out() -> None:
    brief = compose([read_sample(FIRST), read_sample(THREAT)], as_of=dt.date(2024, 5, 2))
    assert [s.report.id for s in brief.sources] == ["a"]
    assert not list(lines(brief, "positions"))


def test_a_section_with_nothing_on_record_says_so() -> None:
    brief = compose([])
    assert brief.as_of is None
    assert all(section.empty and not section.groups for section in brief.sections)


def test_what_was_left_out_is_counted() -> None:
    text = " ".join(f"Norland attacked Town{'abcdefghij'[i] * 4}." for i in range(9))
    brief = compose([read_sample(Report("f", text, published=dt.date(2024, 5, 2)))])
    (group,) = next(s for s in brief.sections if s.key == "happened").groups
    assert len(group.lines) == 5
    assert group.note == "4 more on record for this day."
