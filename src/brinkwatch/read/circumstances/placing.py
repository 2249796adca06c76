"""Whether a name on a page is said of a place, or of a government, a person or a body that bears it."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...ontology.places import place_words
from .gazetteer import is_actor

_INNER = ("compound", "nmod", "amod", "poss", "conj", "appos")
_STEPS = 6


def is_name_of_another(words: Tokens) -> bool:
    """Whether a place's name is part of a person's or a body's ("Paris Hilton", "the Washington Post")."""
    doc, rules = words.doc, place_words()
    after = doc[words.end] if words.end < len(doc) else None
    before = doc[words.start - 1] if words.start > 0 else None
    if after is not None and after.pos_ == "PROPN" and not after.is_punct:
        if after.text in rules.bodies or (after.ent_type_ == "PERSON" and words.root.ent_type_ == "PERSON"):
            return True
        if (
            after.text[0].isupper()
            and after.text not in rules.named_sites
            and words.root.dep_ == "compound"
            and after.ent_iob_ == "I"
        ):
            return True
    if any(hyphen is not None and hyphen.text in ("-", "–", "/") for hyphen in (before, after)):
        return True
    is_person = (
        words.root.ent_type_ == "PERSON"
        and words.root.ent_iob_ == "I"
        and before is not None
        and before.pos_ == "PROPN"
    )
    return is_person and before is not None and before.ent_type_ == "PERSON"


def stands_as_place(words: Tokens, told_where: bool) -> bool:
    """Whether the syntax places something there: "in Homs", "the city of Homs", "a Homs suburb", "retook Homs". `told_where` is
    whether the text says in which country it lies, as it would not of a government."""
    token, may_act = words.root, is_actor(words.text) and not told_where
    for _ in range(_STEPS):
        if token.dep_ == "pobj":
            return _placed_by(token.head, may_act)
        if token.dep_ in ("dobj", "nsubjpass"):
            return not may_act or token.head.lemma_.lower() in place_words().reached
        if token.dep_ not in _INNER or token.head == token:
            return False
        inner, token = token, token.head
        if inner == words.root and inner.dep_ in ("compound", "nmod", "poss", "appos"):
            if token.lower_ in place_words().happenings or (inner.dep_ == "appos" and is_site(token)):
                return True
            if inner.dep_ != "appos" and (not is_site(token) or (may_act and not _is_named_site(words, token))):
                return False  # "Homs officials" are people, "the U.S. 5th Fleet area" is nowhere in the United States
    return False


def _is_named_site(words: Tokens, site: Token) -> bool:
    """Whether nothing but parts of a site's own name stands between a place's name and the word for the site."""
    between = words.doc[words.end : site.i] if site.i >= words.end else None
    return between is not None and all(token.text in place_words().named_sites for token in between)


def is_at_site(words: Tokens) -> bool:
    """Whether a word for a kind of place stands with the name: "the Homs district", "the city of Homs"."""
    token = words.root
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return is_site(token.head.head)
    return token.dep_ in _INNER and is_site(token.head)


def _placed_by(preposition: Token, may_act: bool) -> bool:
    rules, above = place_words(), preposition.head
    if preposition.lower_ in rules.placing:
        return True
    if preposition.lower_ not in rules.moving:
        return False
    if above.dep_ == "prep" and above.lower_ in rules.moving:  # "out of"
        return _placed_by(above, may_act)
    if above.lower_ in rules.holders:
        return False
    if is_site(above) or above.lemma_.lower() in rules.moves:
        return True
    return not may_act


def is_site(token: Token) -> bool:
    """Whether a word is a kind of place: "suburb", "Airport"."""
    rules = place_words()
    return token.lower_ in rules.sites or token.lemma_.lower() in rules.sites or token.text in rules.named_sites
