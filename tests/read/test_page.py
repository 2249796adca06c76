"""Sentences end where paragraphs do."""

from __future__ import annotations

import pytest

from brinkwatch.model import Report
from brinkwatch.read.page import open_pages
from brinkwatch.read.reader import Reader

TEXT = "Manila denied it and demanded an apology.{gap}{quote}If they come again, we will fire,{end} the Malaysian defence minister, Ismail Sabri, told reporters."


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize(("quote", "end"), [('"', '"'), ("“", "”")])
def test_a_paragraph_that_begins_with_a_quotation_is_a_sentence_of_its_own(gap: str, quote: str, end: str) -> None:
    text = TEXT.format(gap=gap, quote=quote, end=end)
    (page,) = open_pages([Report("r1", text)])
    assert [s.text.strip() for s in page.sentences] == [part.strip() for part in text.split(gap)]


def test_a_quotation_mark_that_closes_a_quotation_stays_with_it() -> None:
    (page,) = open_pages([Report("r1", 'He said: "We shall not yield." Then he left the hall.')])
    assert [s.text for s in page.sentences] == ['He said: "We shall not yield."', "Then he left the hall."]


def test_who_is_quoted_in_the_next_paragraph_does_not_speak_for_the_one_before() -> None:
    reading = Reader().read(Report("r1", TEXT.format(gap="\n\n", quote='"', end='"')))
    assert [s.act for s in reading.statements if "come again" in s.content.text] == ["say"]
    assert not any(a.name == "Philippines" for p in reading.positions if p.kind == "threat" for a in p.issuers)
