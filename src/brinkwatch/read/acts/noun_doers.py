"""Who does what a noun reports: "Russia's annexation", "talks between A and B", "X launched an attack"."""

from __future__ import annotations

from spacy.tokens import Token

from ...ontology.roles import RoleRules, TypeRules
from ..syntax import VERBAL, agents, antecedent, child, is_passive, objects, preposition_objects, subject_of, subjects
from .act_nouns import HYPHENS, Groups, above, is_opposed, of_names_doer, of_objects, phrase_head, sites_of

_DEPTH = 6


def doers(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """Who does what a noun names: within its own phrase, else from the verb it hangs on."""
    yield from within_phrase(noun, kind, rules)
    yield from from_verb(noun, rules)
    yield from _of_its_clause(noun, kind, rules)


def _of_its_clause(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """The subject of the clause that the act is a circumstance of: "in support of", or at a meeting where they speak."""
    prep = noun.head
    bare = noun.left_edge == noun and prep.lower_ == "in"
    if noun.dep_ != "pobj" or not (bare or (kind.attended and prep.lower_ in rules.prepositions["occasion"])):
        return
    verb = next((t for t in prep.ancestors if t.pos_ in VERBAL), None)
    if verb is not None and not is_passive(verb):
        yield subjects(verb, rules.verbs["subject_control"])


def within_phrase(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """The doers that a noun's own phrase names: "between X and Y", "by X", "X's", "X" before it, "from X", "of X"."""
    top = phrase_head(noun)
    for site in sites_of(top, rules):
        yield preposition_objects(site, rules.prepositions["mutual"])
    yield agents(top)
    yield from _reduced_clauses(top, rules)
    yield from hands(top, rules)
    patient = noun.lemma_.lower() in rules.nouns["patient"] and not of_objects(noun)
    owner = child(top, "poss")
    if owner is not None and not patient:
        yield [antecedent(owner)]
    yield from _before(top, kind, rules)
    if "from" not in kind.to:
        yield preposition_objects(top, rules.prepositions["source"])
    if of_names_doer(noun, kind, rules):
        yield of_objects(top)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in rules.nouns["part"]:
        yield from within_phrase(noun.head.head, kind, rules)


def hands(word: Token, rules: RoleRules) -> Groups:
    """ "at the hands of X" after a noun or verb."""
    for hand in preposition_objects(word, rules.prepositions["hands"]):
        if hand.lemma_ == "hand":
            yield of_objects(hand)


def _before(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """Adjectives and names before the noun ("Russian", "coalition", "U.S.-led"): all together where they share the act, else the
    first that is a party, those that only lead it last."""
    found: list[Token] = []
    leading: list[Token] = []
    for word in noun.doc[noun.left_edge.i : noun.i]:
        if word.pos_ not in ("ADJ", "PROPN", "NOUN") or not _modifies(word, noun) or is_opposed(word, rules):
            continue
        if word.lower_ in rules.nouns["opposing"] or is_place_name(word, rules):
            continue
        if word.head.tag_ != "VBN":
            found.append(word)
        elif word.head.lower_ in rules.prepositions["led"]:
            leading.append(word)
    paired = any(t.text in HYPHENS for t in noun.doc[noun.left_edge.i : noun.i]) and not leading
    if kind.of_is_actor or paired:
        yield found
    else:
        yield from ([word] for word in found)
    yield leading


def _modifies(word: Token, noun: Token) -> bool:
    for _ in range(3):
        if word.dep_ not in ("amod", "compound", "nmod", "npadvmod"):
            return False
        word = word.head
        if word == noun:
            return True
    return False


def is_place_name(token: Token, rules: RoleRules) -> bool:
    """Whether a country's or city's name stands as a noun before an act's: where it happens or whom it hits ("Gaza bombardment")."""
    if token.tag_ == "JJ" or token.ent_type_ != "GPE" or token.text.replace(".", "").isupper():
        return False
    doc = token.doc
    around = {doc[token.i + 1 : token.i + 2].text, doc[max(0, token.i - 1) : token.i].text}
    pair = doc[max(0, token.i - 1) : token.i + 1].text.lower()
    return not around & HYPHENS and pair not in rules.nouns["attributive"]


def _reduced_clauses(noun: Token, rules: RoleRules) -> Groups:
    """ "(carried out, claimed) by X" after the noun, or "(that) X carried out"."""
    for clause in noun.children:
        if clause.dep_ not in ("acl", "relcl", "appos"):
            continue
        laid = clause.lemma_ in rules.verbs["attributed"]
        if laid or clause.lemma_ in rules.verbs["light"] or clause.lemma_ in rules.verbs["join"]:
            if is_passive(clause):
                yield agents(clause) or (preposition_objects(clause, ("on", "to")) if laid else [])
            elif clause.dep_ == "relcl":
                own = subjects(clause, rules.verbs["subject_control"])
                yield [t for t in own if t != noun]


def from_verb(noun: Token, rules: RoleRules) -> Groups:
    """Who does what a noun names, from the word it depends on: "X launched ...", "X was involved in ...", "accused X of ..."."""
    top, via = above(phrase_head(noun), rules)
    if top is None:
        return
    if via is None:
        yield from _of_its_verb(noun, top, rules)
    elif top.pos_ in ("NOUN", "PROPN"):
        yield from _from_noun(top, via, rules)
    elif top.pos_ in VERBAL or top.pos_ == "ADJ":
        yield from _through_preposition(top, via, rules)


def _from_noun(top: Token, via: Token, rules: RoleRules) -> Groups:
    """ "responsibility for", "role in", "support for X in"."""
    if top.lemma_.lower() in rules.nouns["hand"]:
        if (owner := child(top, "poss")) is not None:
            yield [antecedent(owner)]
        verb = top.head
        if top.dep_ == "dobj" and verb.pos_ in VERBAL:
            yield subjects(verb, rules.verbs["subject_control"])
    elif via.lower_ == "in" and top.lemma_ in rules.verbs["help"]:
        yield preposition_objects(top, ("for", "to"))


def _through_preposition(top: Token, via: Token, rules: RoleRules) -> Groups:
    control = rules.verbs["subject_control"]
    if top.lemma_ in rules.verbs["blame"] and via.lower_ in rules.prepositions["charge"]:
        yield subjects(top, control) if is_passive(top) else objects(top)
    elif top.lemma_ in rules.verbs["attributed"] and via.lower_ == "for" and not is_passive(top):
        yield objects(top)
    elif via.lower_ == "in" and top.lemma_ in rules.verbs["help"] and not is_passive(top):
        yield objects(top)
    elif top.lemma_ in rules.verbs["join"] or (top.pos_ == "ADJ" and via.lower_ in rules.prepositions["charge"]):
        yield subjects(top, control)


def _of_its_verb(noun: Token, verb: Token, rules: RoleRules) -> Groups:
    """The doer where the noun is its verb's subject or object."""
    passive = is_passive(verb)
    if passive and noun.dep_ == "dobj":
        yield agents(verb)
    if passive != (noun.dep_ in ("nsubjpass", "nsubj")) and noun.dep_ != "conj":
        return
    if verb.lemma_ in rules.verbs["attributed"]:
        yield preposition_objects(verb, ("on", "to"))
    if verb.lemma_ in rules.verbs["light"] or verb.lemma_ in rules.verbs["attributed"]:
        yield from through_chain(verb, rules) if not passive else iter([agents(verb)])


def through_chain(verb: Token, rules: RoleRules) -> Groups:
    """The subject of a verb, or whoever the noun that stands in its place is tied to ("their plan to launch")."""
    for _ in range(_DEPTH):
        subject = subject_of(verb, rules.verbs["subject_control"])
        if subject.noun is None:
            yield subject.heads
            return
        noun = subject.noun
        if (owner := child(noun, "poss")) is not None:
            yield [antecedent(owner)]
        yield agents(noun) or [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")]
        yield of_objects(noun)
        top, via = above(noun, rules)
        if via is not None:
            yield from from_verb(noun, rules)
            return
        if top is None or top.pos_ not in VERBAL or is_passive(top):
            return
        verb = top
