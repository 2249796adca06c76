"""Acts to come: a future visit or gift is a promise, one that will not be a refusal, announced harm a threat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from ...ontology.acts import ActRules
from ..syntax import SUBJECTS
from .future import is_planned, will_be
from .wording import HARSH, Act

_STEPS = 6


def as_promised(acts: Iterable[Act], rules: ActRules) -> list[Act]:
    """The acts, with the types and modes of those still to come as PLOVER has them."""
    return [_recast(act, rules) for act in acts]


def _recast(act: Act, rules: ActRules) -> Act:
    verb = _verb(act.head)
    if verb is None:
        return act
    will = will_be(verb, rules)
    if act.type in rules.kind:
        if not (will or is_planned(verb, rules)):
            return act
        denied = will and any(c.dep_ == "neg" for c in verb.children)
        return replace(act, type="REJECT" if denied else "AGREE", mode=None)
    if will and _is_conditional(verb) or (act.type in HARSH and will and _is_announced(verb)):
        return replace(
            act, type="THREATEN", mode=rules.threatened.get(act.mode or "") or rules.threatened.get(act.type)
        )
    return act


def _verb(token: Token) -> Token | None:
    """The verb whose tense is the act's: its own, or that which a noun is the subject or object of."""
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "conj", "compound", "pobj"):
            token = token.head
        elif token.dep_ == "prep" and token.lower_ in ("in", "to", "for"):
            token = token.head
            if token.pos_ != "VERB":
                return None
        else:
            return None
    return None


def _is_conditional(verb: Token) -> bool:
    """Whether the act will follow "unless" something else does."""
    return any(c.dep_ == "advcl" and any(m.lower_ == "unless" for m in c.children) for c in verb.children)


def _is_announced(verb: Token) -> bool:
    """Whether whoever will do it says so: "we will", or "they said they would"."""
    while verb.dep_ in ("conj", "xcomp"):
        verb = verb.head
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None:
        return False
    if own.pos_ == "PRON" and "1" in own.morph.get("Person", []):
        return True
    if verb.dep_ != "ccomp":
        return False
    return own.pos_ == "PRON" and own.lower_ in ("it", "they", "he", "she")
