"""Whether words are said of the past or of what is to come."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from ...ontology.times import time_words
from ..page import Page
from ..syntax import sentence_around

Tense = Literal["past", "future", "open"]


def tense_at(page: Page, offset: int) -> Tense:
    """The tense of the verb that the word at an offset depends on; "open" for a bare present or where there is no verb."""
    token = page.token_at(offset)
    for _ in range(len(sentence_around(token)) if token is not None else 0):
        assert token is not None
        if token.pos_ in ("VERB", "AUX"):
            return _tense(token)
        if token.head == token:
            break
        token = token.head
    return "open"


def _tense(verb: Token) -> Tense:
    """By its auxiliaries, else its form, else the verb above it ("planned to meet" is to come, "kept meeting" is past)."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(h.lower_ in time_words().future for h in helpers):
        return "future"
    if verb.tag_ == "VB" and any(h.tag_ == "TO" for h in helpers):
        return "future"
    forms = {verb.tag_, *(h.tag_ for h in helpers)}
    if "VBD" in forms or "VBN" in forms and forms.isdisjoint({"VBZ", "VBP", "MD"}):
        return "past"
    if helpers and any(h.lemma_ == "have" for h in helpers):
        return "past"
    if verb.tag_ in ("VBG", "VB") and not helpers and verb.head != verb and verb.head.pos_ == "VERB":
        return _tense(verb.head)
    return "open"
