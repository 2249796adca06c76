"""The occasion of an act: the time and the place that its clause gives, by dependency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Token

from ...model import Place, Span, Statement, When
from ...ontology.acts import act_rules
from ..page import Page

_Marked = TypeVar("_Marked", When, Place)

_CLIMBED = frozenset(
    {
        "pobj",
        "prep",
        "npadvmod",
        "advmod",
        "nmod",
        "compound",
        "appos",
        "amod",
        "nummod",
        "pcomp",
        "poss",
        "quantmod",
        "det",
    }
)
_SHUT = frozenset({"relcl", "acl", "parataxis"})
_STEPS = 12


class Occasion:
    """The times and places of a page, each by the word that it belongs to."""

    def __init__(
        self, page: Page, times: Sequence[When], places: Sequence[Place], statements: Sequence[Statement]
    ) -> None:
        self._shared = act_rules().shared
        self._times = _by_governor(page, times)
        self._places = _by_governor(page, places)
        self._cues = {t.i for s in statements if (t := page.token_at(s.cue.span.start)) is not None}

    def of(self, trigger: Token) -> tuple[When | None, Place | None]:
        """The time and the place of an act; None where its clause gives none."""
        above = list(self._clause(trigger))
        return _nearest(above, self._times, trigger), _nearest(above, self._places, trigger)

    def _clause(self, token: Token) -> Iterator[Token]:
        """A trigger and the words above it that its time and place may be said of."""
        yield token
        for _ in range(_STEPS):
            head = token.head
            if head == token or token.dep_ in _SHUT or (token.dep_ == "prep" and token.lower_ not in self._shared):
                return
            if token.dep_ in ("ccomp", "advcl") and (head.i in self._cues or token.dep_ == "advcl"):
                return
            token = head
            if token.pos_ not in ("ADP", "AUX") or token.dep_ == "ROOT":
                yield token


def _by_governor(page: Page, marked: Sequence[_Marked]) -> dict[int, list[_Marked]]:
    """Times or places by the index of the verb or noun that they are said of."""
    found: dict[int, list[_Marked]] = {}
    for each in marked:
        for governor in _governors(page, each.span):
            found.setdefault(governor, []).append(each)
    return found


def _governors(page: Page, span: Span) -> Iterator[int]:
    """The verb or nouns that a stretch of words depends on, nearest first."""
    words = page.doc.char_span(*span, alignment_mode="expand")
    if words is None:
        return
    token = words.root
    for _ in range(_STEPS):
        if token.head == token or token.dep_ not in _CLIMBED:
            return
        token = token.head
        if token.pos_ not in ("ADP", "DET", "NUM") and not words.start <= token.i < words.end:
            yield token.i
            if token.pos_ in ("VERB", "AUX"):
                return


def _nearest(above: list[Token], marked: dict[int, list[_Marked]], trigger: Token) -> _Marked | None:
    """What is said of the nearest word, there the closest to the trigger."""
    for token in above:
        if found := marked.get(token.i):
            return min(found, key=lambda each: abs(each.span.start - trigger.idx))
    return None
