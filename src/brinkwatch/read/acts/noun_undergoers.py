"""Who undergoes what a noun reports: "the attack on Y", "the killing of Y", "Y's arrest", "the attack that killed Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...ontology.roles import RoleRules, TypeRules
from ..syntax import (
    VERBAL,
    agents,
    antecedent,
    child,
    is_passive,
    is_split_purpose,
    objects,
    preposition_objects,
    subjects,
)
from .act_nouns import Groups, above, is_opposed, of_names_doer, of_objects, phrase_head, sites_of


def undergoers(noun: Token, kind: TypeRules, to: tuple[str, ...], rules: RoleRules) -> Groups:
    """Who undergoes what a noun names: "on Y", "of Y", "Y's (arrest)", "... that killed Y", "to defeat Y", "Y suffered ..."."""
    top = phrase_head(noun)
    of_is_actor = of_names_doer(noun, kind, rules)
    if noun.dep_ == "dobj" and is_passive(noun.head):
        yield subjects(noun.head, rules.verbs["subject_control"])
    sites = sites_of(top, rules)
    if noun.dep_ == "nsubj":
        sites += [c for c in noun.head.children if c.dep_ == "attr"]
    for preposition in to:
        for site in sites if preposition != "of" or not of_is_actor else ():
            yield preposition_objects(site, (preposition,))
    if not of_is_actor:
        yield of_objects(top)
    owner = child(top, "poss")
    if owner is not None and (noun.lemma_.lower() in rules.nouns["patient"] or agents(top)):
        yield [antecedent(owner)]
    yield [w for w in noun.lefts if is_opposed(w, rules)]
    if kind.complement == "subject":
        yield [
            s
            for c in top.children
            if c.dep_ in ("acl", "ccomp", "relcl")
            for s in c.children
            if s.dep_ == "nsubj" and s.pos_ != "PRON"
        ]
    yield from _purpose(top, kind, rules)
    yield from _victims(top, kind, rules)
    yield from _undergoing(top, kind, rules)


def _purpose(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """Whom the infinitive after the noun is aimed at ("the campaign to defeat Y"), or a promise to help ("its commitment to arming Y")."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl", "advcl") and c.tag_ == "VB"]
    if not clauses and noun.dep_ == "pobj":
        clauses = [c for c in noun.head.head.children if is_split_purpose(c) and c.left_edge.i - 1 == noun.i]
    if kind.complement == "help":
        clauses += [g for prep in noun.children if prep.dep_ == "prep" for g in prep.children if g.dep_ == "pcomp"]
    elif kind.owners != "place" and kind.complement != "harm":
        return
    for clause in clauses:
        for verb in (clause, *clause.conjuncts):
            if kind.complement != "help" or verb.lemma_ in rules.verbs["help"]:
                yield objects(verb) or preposition_objects(verb, rules.prepositions["companion"])


def _victims(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """Whom the act hurts, from a verb of harm it is the subject of, or one that says that people were hurt "in the attack"."""
    yield [
        hurt
        for verb in _said_of(noun)
        if verb.lemma_ in rules.verbs["harm"] and not is_passive(verb)
        for hurt in objects(verb)
    ]
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ in rules.prepositions["act"] and prep.head.pos_ in VERBAL:
        verb = prep.head
        hurt = is_passive(verb) and (
            verb.lemma_ in rules.verbs["harm"] or (prep.dep_ == "agent" and kind.owners == "place")
        )
        if hurt or verb.lemma_ in rules.verbs["perish"]:
            yield subjects(verb)


def _said_of(noun: Token) -> Iterator[Token]:
    """The verbs whose subject the noun is, in its own clause and in relative clauses, with those coordinated or dependent."""
    places = [p for prep in noun.children if prep.dep_ == "prep" for p in prep.children if p.dep_ == "pobj"]
    tops = [
        c for t in (noun, *places) for c in t.children if c.dep_ == "relcl" or (c.dep_ == "acl" and c.tag_ == "VBG")
    ]
    if noun.dep_ == "nsubj" and noun.head.pos_ in VERBAL:
        tops.append(noun.head)
    for verb in tops:
        yield verb
        yield from (
            c for c in verb.children if c.pos_ == "VERB" and c.dep_ in ("conj", "advcl") and not child(c, "nsubj")
        )


def _undergoing(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """ "Y suffered an attack", "Y was given assurances", "Y came under attack", "Y was the target of", "Y rejected the demand"."""
    top, via = above(noun, rules)
    if top is None:
        return
    control = rules.verbs["subject_control"]
    if via is not None and top.lemma_ in rules.nouns["target"] and top.dep_ == "attr":
        yield subjects(top, control)
    if top.pos_ not in VERBAL:
        return
    under = via is not None and via.lower_ in rules.prepositions["state"]
    with_help = via is not None and via.lower_ in rules.prepositions["lent"] and of_names_doer(noun, kind, rules)
    given = via is None and noun.dep_ == "dobj" and top.lemma_ in rules.verbs["undergo"]
    answered = kind.answered and top.lemma_ in rules.verbs["answer"]
    if answered and is_passive(top):
        yield agents(top)
    elif under or with_help or given or answered:
        yield subjects(top, control)
