"""Roles around a noun that reports an act: "Russia's annexation of Crimea", "talks between A and B", "the attack by X on Y".

Everything here yields groups of noun phrase heads, the likeliest group first: the first that holds a party is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..ontology.roles import RoleRules, TypeRules
from .syntax import (
    VERBAL,
    agents,
    antecedent,
    child,
    is_passive,
    is_split_purpose,
    objects,
    preposition_objects,
    subject_of,
    subjects,
)

_DEPTH = 6

_HYPHENS = frozenset({"-", "–", "—"})

Groups = Iterator[list[Token]]


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
    top = _phrase_head(noun)
    for site in _sites(top, rules):
        yield preposition_objects(site, rules.prepositions["mutual"])
    yield agents(top)
    yield from _reduced_clauses(top, rules)
    yield from hands(top, rules)
    patient = noun.lemma_.lower() in rules.nouns["patient"] and not _of(noun)
    owner = child(top, "poss")
    if owner is not None and not patient:
        yield [antecedent(owner)]
    yield from _before(top, kind, rules)
    if "from" not in kind.to:
        yield preposition_objects(top, rules.prepositions["source"])
    if _of_names_doer(noun, kind, rules):
        yield _of(top)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in rules.nouns["part"]:
        yield from within_phrase(noun.head.head, kind, rules)


def _of_names_doer(noun: Token, kind: TypeRules, rules: RoleRules) -> bool:
    """Whether "of" after the noun leads to who does it ("the withdrawal of", "with the help of")."""
    lent = noun.dep_ == "pobj" and noun.head.lower_ in rules.prepositions["lent"] and noun.lemma_ in rules.nouns["lent"]
    return kind.of_is_actor or lent or noun.lemma_.lower() in rules.nouns["agentive"]


def _phrase_head(noun: Token) -> Token:
    """The noun itself, or the one it is the first part of ("sanctions listings", "attack plans")."""
    return noun.head if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN" else noun


def _sites(noun: Token, rules: RoleRules) -> list[Token]:
    """Where a noun's arguments may hang: on itself, on a clause that says it was done, on the light verb whose object it is."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in rules.verbs["light"]]
    top, via = above(noun, rules)
    if via is not None or top is None or top.lemma_ not in rules.verbs["light"]:
        return [noun, *clauses, *agents(noun)]
    return [noun, *clauses, *agents(noun), top, *(c for c in top.children if noun.dep_ == "nsubj" and c.dep_ == "dobj")]


def _of(noun: Token) -> list[Token]:
    return preposition_objects(noun, ("of",))


def hands(word: Token, rules: RoleRules) -> Groups:
    """ "at the hands of X" after a noun or verb."""
    for hand in preposition_objects(word, rules.prepositions["hands"]):
        if hand.lemma_ == "hand":
            yield _of(hand)


def _before(noun: Token, kind: TypeRules, rules: RoleRules) -> Groups:
    """Adjectives and names before the noun ("Russian", "coalition", "U.S.-led"): all together where they share the act, else the
    first that is a party, those that only lead it last."""
    found: list[Token] = []
    leading: list[Token] = []
    for word in noun.doc[noun.left_edge.i : noun.i]:
        if word.pos_ not in ("ADJ", "PROPN", "NOUN") or not _modifies(word, noun) or _is_opposed(word, rules):
            continue
        if word.lower_ in rules.nouns["opposing"] or is_place_name(word, rules):
            continue
        if word.head.tag_ != "VBN":
            found.append(word)
        elif word.head.lower_ in rules.prepositions["led"]:
            leading.append(word)
    paired = any(t.text in _HYPHENS for t in noun.doc[noun.left_edge.i : noun.i]) and not leading
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


def _is_opposed(word: Token, rules: RoleRules) -> bool:
    """Whether the word follows "anti-" or "counter-"."""
    before = word.doc[max(0, word.i - 2) : word.i]
    hyphened = len(before) == 2 and before[1].lower_ in _HYPHENS and before[0].lower_ in rules.nouns["opposing"]
    return hyphened or any(word.lower_.startswith(f"{prefix}-") for prefix in rules.nouns["opposing"])


def is_place_name(token: Token, rules: RoleRules) -> bool:
    """Whether a country's or city's name stands as a noun before an act's: where it happens or whom it hits ("Gaza bombardment")."""
    if token.tag_ == "JJ" or token.ent_type_ != "GPE" or token.text.replace(".", "").isupper():
        return False
    doc = token.doc
    around = {doc[token.i + 1 : token.i + 2].text, doc[max(0, token.i - 1) : token.i].text}
    pair = doc[max(0, token.i - 1) : token.i + 1].text.lower()
    return not around & _HYPHENS and pair not in rules.nouns["attributive"]


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
    top, via = above(_phrase_head(noun), rules)
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
        yield _of(noun)
        top, via = above(noun, rules)
        if via is not None:
            yield from from_verb(noun, rules)
            return
        if top is None or top.pos_ not in VERBAL or is_passive(top):
            return
        verb = top


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


def undergoers(noun: Token, kind: TypeRules, to: tuple[str, ...], rules: RoleRules) -> Groups:
    """Who undergoes what a noun names: "on Y", "of Y", "Y's (arrest)", "... that killed Y", "to defeat Y", "Y suffered ..."."""
    top = _phrase_head(noun)
    of_is_actor = _of_names_doer(noun, kind, rules)
    if noun.dep_ == "dobj" and is_passive(noun.head):
        yield subjects(noun.head, rules.verbs["subject_control"])
    sites = _sites(top, rules)
    if noun.dep_ == "nsubj":
        sites += [c for c in noun.head.children if c.dep_ == "attr"]
    for preposition in to:
        for site in sites if preposition != "of" or not of_is_actor else ():
            yield preposition_objects(site, (preposition,))
    if not of_is_actor:
        yield _of(top)
    owner = child(top, "poss")
    if owner is not None and (noun.lemma_.lower() in rules.nouns["patient"] or agents(top)):
        yield [antecedent(owner)]
    yield [w for w in noun.lefts if _is_opposed(w, rules)]
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
    with_help = via is not None and via.lower_ in rules.prepositions["lent"] and _of_names_doer(noun, kind, rules)
    given = via is None and noun.dep_ == "dobj" and top.lemma_ in rules.verbs["undergo"]
    answered = kind.answered and top.lemma_ in rules.verbs["answer"]
    if answered and is_passive(top):
        yield agents(top)
    elif under or with_help or given or answered:
        yield subjects(top, control)
