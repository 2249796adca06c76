"""Whether words are said of the past or of what is to come."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from ...ontology.times import time_words
from ..page import Page
from ..syntax import sentence_around

Tense = Literal["past", "future", "open"]


_BEFORE = 30
"""Characters in front of a time in which its preposition stands."""


def tense_at(page: Page, offset: int) -> Tense:
    """The tense of the verb that the word at an offset depends on; "open" for a bare present or where there is no verb. What runs "since"
    a time began in the past; what is due "by" a time, or given "until" it, is to come."""
    words, before = time_words(), page.report.text[max(0, offset - _BEFORE) : offset]
    if words.since.search(before):
        return "past"
    verb = _verb_at(page, offset)
    if verb is None:
        return "open"
    if words.deadline.search(before) and not any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children):
        return "future"
    if words.until.search(before) and verb.lemma_ in words.giving:
        return "future"
    return _tense(verb)


def _verb_at(page: Page, offset: int) -> Token | None:
    token = page.token_at(offset)
    for _ in range(len(sentence_around(token)) if token is not None else 0):
        assert token is not None
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head == token:
            break
        token = token.head
    return None


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
