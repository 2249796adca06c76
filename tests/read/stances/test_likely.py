"""Positions that only the network sees: their content, kind and sides."""

from __future__ import annotations

import numpy as np

from brinkwatch.model import Report
from brinkwatch.ontology.stances import stance_rules
from brinkwatch.read.learned.passages import STANCES
from brinkwatch.read.page import open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.statements import find_statements
from brinkwatch.read.stances.drafts import Draft
from brinkwatch.read.stances.likely import unseen


def drafts(text: str, word: str, kind: str, sure: float = 0.9) -> list[Draft]:
    """What is found where the network is `sure` that a word heads what a position of a kind wants."""
    (page,) = open_pages([Report("r", text, language="en")])
    cast = find_cast(page)
    odds = {t.i: np.array([1, *(0 for _ in STANCES)], np.float32) for t in page.doc}
    token = next(t for t in page.doc if t.text == word)
    odds[token.i] = np.array([1 - sure, *(sure * (each == kind) for each in STANCES)], np.float32)
    return list(unseen(page, cast, stance_rules().position, find_statements(page, cast), (), odds))


def test_it_is_the_source_s_own_and_of_the_likeliest_kind() -> None:
    (draft,) = drafts("Kenya said on Monday that Somalia had better clear the camps.", "clear", "demand")
    assert draft.kind == "demand"
    assert [a.country for a in draft.issuers] == ["KEN"]
    assert draft.content.text.endswith("clear the camps")
    assert "Somalia" not in draft.content.text


def test_where_nobody_says_it_the_subject_takes_the_position() -> None:
    (draft,) = drafts("Norway will keep its ships in port.", "keep", "refusal")
    assert [a.country for a in draft.issuers] == ["NOR"]


def test_what_the_network_is_not_sure_of_is_none() -> None:
    assert not drafts("Norway will keep its ships in port.", "keep", "refusal", sure=0.5)


def test_a_condition_is_not_part_of_what_is_wanted() -> None:
    (draft,) = drafts("Chile said it would send ships if Peru agreed.", "send", "offer")
    assert "Peru" not in draft.content.text
