"""Whether a verb tells of what is still to come."""

from __future__ import annotations

from spacy.tokens import Token

from ...ontology.acts import ActRules
from ..syntax import SUBJECTS, is_infinitive

_STEPS = 4
"""How far up a verb takes its time from the verb above it."""


def will_be(verb: Token, rules: ActRules) -> bool:
    """Whether a verb is said to come about: "will meet", "said it would meet", "will continue to meet", "will meet and discuss"."""
    for _ in range(_STEPS):
        helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if helpers & rules.will:
            return True
        if helpers & rules.would:
            return verb.dep_ == "ccomp"
        head = verb.head
        shares = verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children)
        if head == verb or not (shares or (verb.dep_ == "xcomp" and head.lemma_ in rules.carried)):
            return False
        verb = head
    return False


def is_planned(verb: Token, rules: ActRules) -> bool:
    """Whether a verb is the infinitive of a plan: "plans to meet", "is due to meet"."""
    return is_infinitive(verb) and verb.head != verb and verb.head.lemma_.lower() in rules.planned
