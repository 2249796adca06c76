"""Nouns that report acts: where their arguments may hang, and what governs them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...ontology.roles import RoleRules, TypeRules
from ..syntax import agents, preposition_objects

_DEPTH = 6

HYPHENS = frozenset({"-", "–", "—"})

Groups = Iterator[list[Token]]
"""Groups of noun phrase heads, the likeliest group first: the first that holds a party is the answer."""


def of_names_doer(noun: Token, kind: TypeRules, rules: RoleRules) -> bool:
    """Whether "of" after the noun leads to who does it ("the withdrawal of", "with the help of")."""
    lent = noun.dep_ == "pobj" and noun.head.lower_ in rules.prepositions["lent"] and noun.lemma_ in rules.nouns["lent"]
    return kind.of_is_actor or lent or noun.lemma_.lower() in rules.nouns["agentive"]


def phrase_head(noun: Token) -> Token:
    """The noun itself, or the one it is the first part of ("sanctions listings", "attack plans")."""
    return noun.head if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN" else noun


def sites_of(noun: Token, rules: RoleRules) -> list[Token]:
    """Where a noun's arguments may hang: on itself, on a clause that says it was done, on the light verb whose object it is."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in rules.verbs["light"]]
    top, via = above(noun, rules)
    if via is not None or top is None or top.lemma_ not in rules.verbs["light"]:
        return [noun, *clauses, *agents(noun)]
    return [noun, *clauses, *agents(noun), top, *(c for c in top.children if noun.dep_ == "nsubj" and c.dep_ == "dobj")]


def of_objects(noun: Token) -> list[Token]:
    """The heads of the noun phrases that "of" leads to."""
    return preposition_objects(noun, ("of",))


def is_opposed(word: Token, rules: RoleRules) -> bool:
    """Whether the word follows "anti-" or "counter-"."""
    before = word.doc[max(0, word.i - 2) : word.i]
    hyphened = len(before) == 2 and before[1].lower_ in HYPHENS and before[0].lower_ in rules.nouns["opposing"]
    return hyphened or any(word.lower_.startswith(f"{prefix}-") for prefix in rules.nouns["opposing"])


def above(noun: Token, rules: RoleRules) -> tuple[Token | None, Token | None]:
    """The word that governs a noun, and the preposition between, through "the start of", "including" and coordination."""
    token = noun
    for _ in range(_DEPTH):
        head = token.head
        if head == token:
            break
        if token.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
            token = head
            continue
        if token.dep_ != "pobj":
            return head, None
        governor = head.head
        part = head.lower_ == "of" and governor.lemma_.lower() in rules.nouns["part"]
        if not part and head.lower_ not in rules.prepositions["including"]:
            return governor, head
        token = governor
    return None, None
