"""Quotation marks of every style, paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brinkwatch.read.speech.quotes import find_quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("“One ‘two’ three”", ["One ‘two’ three"]),
        ("„Nein“ und «oui»", ["Nein", "oui"]),
        ("the victims’ families and friends", []),
        ("‘The victims’ families wept,’ he said.", ["The victims’ families wept,"]),
        ("the rock ’n’ roll of the ’90s", []),
        ("``Typed,'' he said.", ["Typed,"]),
        ('"Left open\n\nNext.', ["Left open"]),
    ],
)
def test_quotation_marks(text: str, inner: list[str]) -> None:
    assert [text[q.inner.start : q.inner.end] for q in find_quotations(text)] == inner


@given(st.text(alphabet="\"'“”‘’«»„‹› aAs.,\n", max_size=60))
def test_quotations_are_in_order_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert (
            end
            <= quotation.outer.start
            <= quotation.inner.start
            < quotation.inner.end
            <= quotation.outer.end
            <= len(text)
        )
        end = quotation.outer.end
