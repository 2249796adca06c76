"""Roles around a noun that reports an act: "Russia's annexation of Crimea", "talks between A and B", "the attack by X on Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..ontology.roles import RoleRules, TypeRules
from .cast import Cast
from .syntax import VERBAL, agents, antecedent, child, is_passive, objects, preposition_objects, subjects

_DEPTH = 6


def doers(noun: Token, kind: TypeRules, rules: RoleRules, cast: Cast) -> list[Token]:
    """The heads of the noun phrases that do what a noun names: those within its own phrase, else those of the verb it hangs on."""
    return within_phrase(noun, kind, rules, cast) or from_verb(noun, rules)


def within_phrase(noun: Token, kind: TypeRules, rules: RoleRules, cast: Cast) -> list[Token]:
    """The doers that a noun's own phrase names: "by X", "between X and Y", "X's", "X" before it, "from X", "of X"."""
    between = preposition_objects(noun, rules.prepositions["mutual"])
    by = between or agents(noun) or _reduced_clause(noun, rules) or _hands(noun, rules)
    if by:
        return by
    owner = child(noun, "poss")
    patient_owner = noun.lemma_.lower() in rules.nouns["patient"] and not _of(noun)
    if owner is not None and not patient_owner:
        return [antecedent(owner)]
    before = [] if patient_owner and owner is None and kind.owners and noun.lemma_ == "siege" else _before(noun, cast)
    if before:
        return before
    source = [t for t in preposition_objects(noun, rules.prepositions["source"]) if not kind.of_is_actor or t]
    if source and "from" not in kind.to:
        return source
    if kind.of_is_actor:
        return _of(noun)
    return _whole(noun, kind, rules, cast)


def _whole(noun: Token, kind: TypeRules, rules: RoleRules, cast: Cast) -> list[Token]:
    """The doer named by the noun that this one is a part or measure of ("Russia's campaign of air strikes")."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "of" and prep.head.lemma_.lower() in rules.nouns["part"]:
        return within_phrase(prep.head, kind, rules, cast)
    return []


def _of(noun: Token) -> list[Token]:
    return preposition_objects(noun, ("of",))


def _hands(noun: Token, rules: RoleRules) -> list[Token]:
    """ "at the hands of X"."""
    for hands in preposition_objects(noun, rules.prepositions["hands"]):
        if hands.lower_ == "hands":
            return _of(hands)
    return []


def _before(noun: Token, cast: Cast) -> list[Token]:
    """Parties that stand before the noun as adjectives or names ("Russian", "coalition", "U.S.-led"), places left out."""
    found = []
    for word in noun.lefts:
        if word.dep_ not in ("amod", "compound", "nmod"):
            continue
        for candidate in (word, *word.children) if word.tag_ == "VBN" else (word,):
            if cast.actors_of(candidate) and not _is_place_name(candidate):
                found.append(candidate)
    return found[:1]


def _is_place_name(token: Token) -> bool:
    """Whether a country's or city's name stands as a noun before an act's: where it happens or whom it hits ("Gaza bombardment")."""
    return token.ent_type_ == "GPE" and token.tag_ != "JJ" and not token.text.replace(".", "").isupper()


def _reduced_clause(noun: Token, rules: RoleRules) -> list[Token]:
    """ "(carried out, claimed) by X" after the noun, or "(that) X carried out"."""
    for clause in noun.children:
        if clause.dep_ not in ("acl", "relcl"):
            continue
        known = clause.lemma_ in rules.verbs["light"] or clause.lemma_ in rules.verbs["attributed"]
        if is_passive(clause):
            if known and (by := agents(clause) or _laid_to(clause, rules)):
                return by
        elif clause.dep_ == "relcl" and known and noun in objects(clause):
            return subjects(clause, rules.verbs["subject_control"])
    return []


def _laid_to(verb: Token, rules: RoleRules) -> list[Token]:
    """ "blamed on X", "attributed to X"."""
    if verb.lemma_ not in rules.verbs["attributed"]:
        return []
    return preposition_objects(verb, ("on", "to"))


def from_verb(noun: Token, rules: RoleRules) -> list[Token]:
    """Who does what a noun names, from the verb it depends on: "X launched ...", "X was involved in ...", "accused X of ..."."""
    for top, via in _above(noun, rules):
        control = rules.verbs["subject_control"]
        if top.pos_ not in VERBAL and top.pos_ != "ADJ":
            continue
        if via is None:
            return _of_its_verb(noun, top, rules)
        if top.lemma_ in rules.verbs["blame"] and via.lower_ in ("of", "for", "with", "over"):
            accused = subjects(top, control) if is_passive(top) else [t for t in objects(top)]
            return accused
        if top.lemma_ in rules.verbs["join"] or top.pos_ == "ADJ" and via.lower_ in ("for", "in", "of"):
            return subjects(top, control)
        return []
    return []


def _of_its_verb(noun: Token, verb: Token, rules: RoleRules) -> list[Token]:
    """The doer where the noun is its verb's subject or object."""
    passive = is_passive(verb)
    undergone = passive if noun.dep_ in ("nsubjpass", "nsubj") else not passive
    if noun.dep_ == "nsubj" and not passive:
        return []
    if not undergone:
        return []
    if passive and (found := _laid_to(verb, rules)):
        return found
    if verb.lemma_ not in rules.verbs["light"] and not (passive and verb.lemma_ in rules.verbs["attributed"]):
        return []
    return agents(verb) if passive else subjects(verb, rules.verbs["subject_control"])


def _above(noun: Token, rules: RoleRules) -> Iterator[tuple[Token, Token | None]]:
    """The word that governs the noun, and the preposition between, passing through "the start of", "a series of" and coordination."""
    token = noun
    for _ in range(_DEPTH):
        head = token.head
        if head is token:
            return
        if token.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
            token = head
        elif token.dep_ == "pobj":
            governor = head.head
            if head.lower_ == "of" and governor.lemma_.lower() in rules.nouns["part"]:
                token = governor
                continue
            yield governor, head
            return
        else:
            yield head, None
            return


def undergoers(noun: Token, kind: TypeRules, rules: RoleRules) -> list[Token]:
    """The heads of the noun phrases that undergo what a noun names: "on Y", "of Y", "Y's (arrest)", "... that killed Y", "to defeat Y"."""
    found = preposition_objects(noun, kind.to) if not kind.of_is_actor else preposition_objects(noun, _without_of(kind))
    if not found and not kind.of_is_actor and "of" not in kind.to:
        found = [t for t in _of(noun) if t.lemma_.lower() not in rules.nouns["part"]]
    owner = child(noun, "poss")
    if not found and owner is not None and (noun.lemma_.lower() in rules.nouns["patient"] or agents(noun)):
        found = [antecedent(owner)]
    return found or _purpose(noun) or _victims(noun, rules) or _undergoing(noun, rules)


def _without_of(kind: TypeRules) -> tuple[str, ...]:
    return tuple(word for word in kind.to if word != "of")


def _purpose(noun: Token) -> list[Token]:
    """Whom the infinitive after the noun is aimed at ("the campaign to defeat Y")."""
    for clause in noun.children:
        if clause.dep_ in ("acl", "relcl") and clause.tag_ == "VB":
            return next((found for verb in (clause, *clause.conjuncts) if (found := objects(verb))), [])
    return []


def _victims(noun: Token, rules: RoleRules) -> list[Token]:
    """Whom the act hurts, from a verb of harm it is the subject of, or one in which people are hurt "in the attack"."""
    hurt: list[Token] = []
    for clause in _said_of(noun):
        if clause.lemma_ in rules.verbs["harm"] and not is_passive(clause):
            hurt += objects(clause)
    prep = noun.head
    if hurt or noun.dep_ != "pobj" or prep.lower_ not in rules.prepositions["act"]:
        return hurt
    verb = prep.head
    if verb.pos_ in VERBAL and (verb.lemma_ in rules.verbs["perish"] or (verb.lemma_ in rules.verbs["harm"] and is_passive(verb))):
        return subjects(verb)
    return []


def _said_of(noun: Token) -> Iterator[Token]:
    """The verbs whose subject the noun is, in its relative clauses and in its own clause, with those coordinated or dependent."""
    tops = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    if noun.dep_ == "nsubj" and noun.head.pos_ in VERBAL:
        tops.append(noun.head)
    for verb in tops:
        yield verb
        yield from (c for c in verb.children if c.pos_ == "VERB" and c.dep_ in ("conj", "advcl") and not child(c, "nsubj"))


def _undergoing(noun: Token, rules: RoleRules) -> list[Token]:
    """ "Y suffered an attack"."""
    for top, via in _above(noun, rules):
        if via is None and top.lemma_ in rules.verbs["undergo"] and not is_passive(top):
            return subjects(top, rules.verbs["subject_control"])
    return []
