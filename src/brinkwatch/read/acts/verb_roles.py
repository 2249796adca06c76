"""Roles around a verb, or an adjective said of somebody, that reports an act.

Everything here yields groups of noun phrase heads, the likeliest group first: the first that holds a party is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...ontology.roles import RoleRules, TypeRules
from ..syntax import agents, child, is_infinitive, is_passive, objects, preposition_objects, subjects
from .act_nouns import Groups
from .noun_doers import hands, through_chain

_DEEPEST = 3
"""Clauses below one another that still belong to one promise or threat."""


def undergoes(verb: Token, rules: RoleRules) -> bool:
    """Whether the verb's subject undergoes the act: passives, but not states of mind ("is committed to", "was appalled by")."""
    return is_passive(verb) and verb.lemma_ not in rules.verbs["state"]


def doers(verb: Token, rules: RoleRules) -> Groups:
    """Who does what a verb says; nobody for a passive without "by"."""
    if verb.dep_ == "amod":
        yield _hyphened(verb)
    if not undergoes(verb, rules):
        if verb.dep_ != "amod":
            yield from through_chain(verb, rules)
        return
    yield preposition_objects(verb, rules.prepositions["mutual"])
    yield agents(verb)
    yield from hands(verb, rules)
    if verb.lemma_ in rules.verbs["harm"]:
        yield preposition_objects(verb, rules.prepositions["act"])


def sources(verb: Token, rules: RoleRules) -> Groups:
    """By whom, from whom or at whose hands the subject of a verb suffers."""
    yield from hands(verb, rules)
    yield agents(verb)
    yield preposition_objects(verb, rules.prepositions["source"])


def _hyphened(verb: Token) -> list[Token]:
    """The doer before a participle: "Turkish-backed", "coalition trained"."""
    return [c for c in verb.lefts if c.pos_ in ("PROPN", "NOUN", "ADJ")][:1]


def undergoers(verb: Token, kind: TypeRules, to: tuple[str, ...], rules: RoleRules) -> Groups:
    """Who may undergo what a verb says: its object or passive subject, those in a clause below, those that prepositions lead to."""
    if undergoes(verb, rules):
        yield [verb.head] if verb.dep_ == "amod" else subjects(verb)
    elif not is_passive(verb) and kind.object:
        yield [t for t in objects(verb) if not (kind.abroad and child(t, "poss"))]
    if kind.complement in ("subject", "harm"):
        yield from _told(verb)
    for preposition in to:
        if not (preposition == "by" and undergoes(verb, rules)):
            yield preposition_objects(verb, (preposition,))
    yield from _of_object(verb, kind, to)
    yield from _shared(verb, to)
    if kind.complement in ("help", "harm"):
        yield from _in_complement(verb, kind.complement, to, rules)
    if kind.owners == "place":
        yield [
            hurt
            for c in verb.children
            if c.dep_ in ("advcl", "xcomp") and c.lemma_ in rules.verbs["harm"]
            for hurt in objects(c)
        ]


def _of_object(verb: Token, kind: TypeRules, to: tuple[str, ...]) -> Groups:
    """Whom prepositions after the object lead to ("provided help to Y", "threatened strikes against Y")."""
    for noun in (c for c in verb.children if not kind.behind and c.dep_ in ("dobj", "attr")):
        for preposition in to:
            yield preposition_objects(noun, (preposition,))


def _shared(verb: Token, to: tuple[str, ...]) -> Groups:
    """What follows the last of coordinated verbs ("fired and landed a round on Y"), or the first ("clashed with Y and threw")."""
    for other in (*verb.children, verb.head):
        near = other.dep_ == "conj" and other.head == verb and other.i - verb.i <= 4 and not child(other, "nsubj")
        if near:
            yield objects(other)
        if near or (verb.dep_ == "conj" and other == verb.head and not child(verb, "nsubj", "dobj")):
            for preposition in to:
                yield preposition_objects(other, (preposition,))


def _told(verb: Token) -> Groups:
    """Who does what the clause below says ("demanded that Y withdraw", "alleged Y shelled", "welcomed the news that Y left")."""
    clauses = [
        c
        for c in verb.children
        if c.i > verb.i and (c.dep_ in ("ccomp", "xcomp") or (c.dep_ == "advcl" and is_infinitive(c)))
    ]
    clauses += [
        c
        for noun in verb.children
        if noun.dep_ == "dobj"
        for c in noun.children
        if c.dep_ == "acl" and child(c, "nsubj")
    ]
    for clause in clauses:
        yield [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]


def _in_complement(verb: Token, wanted: str, to: tuple[str, ...], rules: RoleRules) -> Groups:
    """Whom a promise or threat is about, from the clause that says what is promised or threatened."""
    for clause in _complements(verb):
        if wanted == "help" and clause.lemma_ not in rules.verbs["help"]:
            continue
        yield subjects(clause) if is_passive(clause) else objects(clause)
        for site in (clause, *(c for c in clause.children if c.dep_ == "dobj")):
            for preposition in (*to, *(("against", "on", "for", "of") if wanted == "harm" else ())):
                yield preposition_objects(site, (preposition,))


def _complements(verb: Token, depth: int = _DEEPEST) -> Iterator[Token]:
    """The verbs of the clauses below one, a few steps deep ("committed to continuing to support")."""
    below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "acl", "advcl", "conj") and c.i > verb.i]
    below += [g for prep in verb.children if prep.dep_ == "prep" for g in prep.children if g.dep_ == "pcomp"]
    for clause in below if depth else ():
        if clause.dep_ != "conj" or depth < _DEEPEST:
            yield clause
            yield from _complements(clause, depth - 1)
