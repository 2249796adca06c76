"""Where a span stands in a text, for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from brinkwatch.model import Span
from brinkwatch.record.passage import paragraph_around, paragraphs_of, place_of, sentence_around

TEXTS = st.text(st.sampled_from("ab. \n\r\t\u2029"), max_size=60)


@given(TEXTS)
def test_paragraphs_hold_all_words_once_and_in_order(text: str) -> None:
    paragraphs = paragraphs_of(text)
    assert "".join("".join(text[start:end].split()) for start, end in paragraphs) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(paragraphs))
    assert all(text[start:end].strip() for start, end in paragraphs)


@given(TEXTS.filter(str.strip), st.data())
def test_what_is_around_a_span_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for around in (paragraph_around(span, text), sentence_around(span, paragraphs_of(text)), sentence_around(span, [])):
        assert around.holds(span)
        assert around.end <= len(text)


def test_empty_lines_divide_paragraphs_and_lines_do_where_there_are_none() -> None:
    assert [Span(0, 4), Span(6, 9)] == paragraphs_of("a\nb.\n\nc d")
    assert [Span(0, 1), Span(2, 4)] == paragraphs_of("a\nb.\n\n")
    assert place_of(Span(7, 8), "a\nb.\n\nc d") == "paragraph 2 of 2, characters 7 to 8"


def test_a_span_over_two_sentences_has_both() -> None:
    assert sentence_around(Span(3, 7), [Span(0, 5), Span(6, 9), Span(10, 12)]) == Span(0, 9)
