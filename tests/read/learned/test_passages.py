"""Sentences as the network sees them."""

from __future__ import annotations

import numpy as np

from brinkwatch.model import Report
from brinkwatch.read.acts.triggers import find_triggers
from brinkwatch.read.learned.passages import HINTS, MOST_PIECES, Passage, may_report, passages, tokenizer, types
from brinkwatch.read.page import Page, open_pages
from brinkwatch.read.parties.cast import find_cast
from brinkwatch.read.speech.statements import find_statements


def seen(text: str) -> tuple[Page, list[Passage]]:
    (page,) = open_pages([Report("r", text)])
    cast = find_cast(page)
    statements = find_statements(page, cast)
    return page, passages(page, cast, statements, find_triggers(page, cast), page.sentences)


def test_pieces_are_those_of_the_encoder() -> None:
    row = tokenizer().encode(["Zelenskyy", "denied", "it"], is_pretokenized=True)
    assert row.tokens == ["[CLS]", "ze", "##len", "##sky", "##y", "denied", "it", "[SEP]"]
    assert (row.ids[0], row.ids[-1]) == (101, 102)


def test_a_word_that_the_rules_take_for_an_act_is_marked_with_its_type() -> None:
    page, (view,) = seen("Canada expelled two Russian diplomats on Tuesday.")
    verb = next(t for t in page.doc if t.text == "expelled")
    assert view.hints[0, view.first[verb.i]] == 1 + types().index("SANCTION")
    assert np.count_nonzero(view.hints[0]) == 1


def test_parties_sources_and_said_words_are_marked() -> None:
    page, (view,) = seen("Chile said Peru had massed troops at the border.")
    marks = {t.text: (int(view.hints[1, view.first[t.i]]), int(view.hints[2, view.first[t.i]])) for t in page.doc}
    assert marks["Chile"] == (1, 3)
    assert marks["said"][1] == 1
    assert marks["Peru"] == (1, 2)
    assert marks["massed"] == (0, 2)


def test_every_hint_has_a_value_that_the_network_knows() -> None:
    _, views = seen('"We will not yield," he said. Seven ships, it seems, left Odesa!\n\n- Why?\n\n* * *')
    for view in views:
        assert view.hints.shape == (len(HINTS), len(view.pieces))
        assert all(row.min() >= 0 and row.max() < most for row, most in zip(view.hints, HINTS, strict=True))
        assert view.lexicon.shape == (len(view.pieces), len(types()))


def test_a_sentence_is_read_to_its_most_pieces() -> None:
    _, (view,) = seen("The envoy listed " + ", ".join(["Chile", "Peru"] * 70) + " and went home.")
    assert len(view.pieces) == MOST_PIECES
    assert max(view.first.values()) < MOST_PIECES


def test_the_lexicon_gives_all_that_a_word_may_report() -> None:
    (page,) = open_pages([Report("r", "They attacked a village and ate bread.")])
    words = {t.text: may_report(t) for t in page.doc}
    assert "ASSAULT" in words["attacked"]
    assert words["bread"] == set()
