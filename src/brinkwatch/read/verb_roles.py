"""Roles around a verb, or an adjective said of somebody, that reports an act."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..ontology.roles import RoleRules, TypeRules
from .syntax import OBJECTS, agents, antecedent, child, is_passive, objects, preposition_objects, subjects


def doers(verb: Token, rules: RoleRules) -> list[Token]:
    """The heads of the noun phrases that do what a verb says; none for a passive without "by"."""
    if not is_passive(verb):
        return _hyphened(verb) if verb.dep_ == "amod" else subjects(verb, rules.verbs["subject_control"])
    by = agents(verb)
    if not by:
        by = [t for hands in preposition_objects(verb, rules.prepositions["hands"]) if hands.lower_ == "hands" for t in preposition_objects(hands, ("of",))]
    return by or _hyphened(verb) or _means(verb, rules)


def _hyphened(verb: Token) -> list[Token]:
    """The doer before a participle: "Turkish-backed", "coalition trained"."""
    if verb.dep_ != "amod":
        return []
    return [c for c in verb.lefts if c.dep_ in ("npadvmod", "compound", "amod", "nmod", "advmod") and c.pos_ in ("PROPN", "NOUN", "ADJ")][:1]


def _means(verb: Token, rules: RoleRules) -> list[Token]:
    """The act by which somebody is harmed ("killed in a Russian air strike"): whoever stands behind it is the doer."""
    return preposition_objects(verb, ("in", "during")) if verb.lemma_ in rules.verbs["harm"] else []


def undergoers(verb: Token, kind: TypeRules, to: tuple[str, ...], rules: RoleRules) -> Iterator[list[Token]]:
    """Groups of noun phrase heads that may undergo what a verb says, the likeliest group first."""
    if is_passive(verb):
        yield [verb.head] if verb.dep_ in ("amod", "acl") and not any(c.dep_ == "nsubjpass" for c in verb.children) else subjects(verb)
    else:
        yield objects(verb) or _shared_object(verb)
    if kind.complement == "subject":
        yield _told(verb)
    for preposition in to:
        yield [antecedent(t) for t in preposition_objects(verb, (preposition,))]
    for noun in (c for c in verb.children if c.dep_ in OBJECTS or c.dep_ == "attr"):
        for preposition in to:
            yield preposition_objects(noun, (preposition,))
    if kind.complement in ("help", "harm"):
        yield from _in_complement(verb, kind.complement, to, rules)


def _shared_object(verb: Token) -> list[Token]:
    """The object that follows the last of coordinated verbs ("attacked and destroyed Y")."""
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB" and not child(other, "nsubj") and other.i - verb.i <= 3:
            return objects(other)
    return []


def _told(verb: Token) -> list[Token]:
    """Who is asked or alleged to do what the clause below says ("demanded that Y withdraw", "alleged Y shelled")."""
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "xcomp", "advcl") and clause.i > verb.i:
            return [antecedent(c) for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")]
    return []


def _in_complement(verb: Token, wanted: str, to: tuple[str, ...], rules: RoleRules) -> Iterator[list[Token]]:
    """Whom a promise or threat is about, from the clause or noun that says what is promised or threatened."""
    for clause in _complements(verb):
        if wanted == "help" and clause.lemma_ not in rules.verbs["help"]:
            continue
        yield subjects(clause) if is_passive(clause) else objects(clause)
        for preposition in (*to, "against", "on", "from"):
            yield preposition_objects(clause, (preposition,))


def _complements(verb: Token) -> Iterator[Token]:
    """The verbs of the clauses below one, two steps deep ("committed to continuing to support")."""
    for below in verb.children:
        if below.dep_ in ("xcomp", "ccomp", "acl", "advcl") and below.i > verb.i:
            yield below
            yield from (c for c in below.children if c.dep_ in ("xcomp", "conj"))
        elif below.dep_ == "prep":
            for gerund in below.children:
                if gerund.dep_ == "pcomp":
                    yield gerund
                    yield from (c for c in gerund.children if c.dep_ in ("xcomp", "conj"))
