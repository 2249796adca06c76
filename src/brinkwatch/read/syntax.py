"""Walks over a dependency parse that several steps share: who is the understood subject of a verb, what are its objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})

_FIXED = frozenset({"according", "due", "owing", "thanks", "because", "contrary"})
"""The first words of prepositions of two ("according to"), whose second leads to no argument."""

LONGEST = 300
"""Words to either side beyond which nothing belongs to the same sentence, whatever the parser says."""

_DEPTH = 8
"""Steps of a walk: longer chains are broken parses."""


class Subject(NamedTuple):
    """The heads of an understood subject; where a noun stands in its place ("the plan to ..."), that noun."""

    heads: list[Token]
    noun: Token | None = None


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the dependency labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject undergoes the act: passive auxiliaries and bare past participles ("led by", "-backed rebels")."""
    for other in verb.children:
        if other.dep_ in ("auxpass", "nsubjpass"):
            return True
        if other.dep_ in ("aux", "nsubj") or (other.dep_ == "dobj" and other.tag_ not in RELATIVE_TAGS):
            return False
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return verb.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl") or (verb.tag_ == "VBN" and verb.dep_ == "xcomp")


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to", or is coordinated with one that does."""
    first = first_conjunct(verb)
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in (*verb.children, *first.children))


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination a token belongs to."""
    for _ in range(_DEPTH):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def preposition_objects(token: Token, prepositions: Collection[str]) -> list[Token]:
    """The heads of the noun phrases that the prepositions lead to from a verb, noun or adjective ("attack *on Homs*"), in order."""
    found = []
    for prep in token.children:
        if prep.pos_ == "ADP" or prep.dep_ in ("prep", "agent"):
            found += _lead_to(prep, prepositions)
    return found


def _lead_to(prep: Token, prepositions: Collection[str]) -> list[Token]:
    found = []
    for other in prep.children:
        if other.dep_ == "pobj" and prep.lower_ in prepositions:
            found.append(antecedent(other))
        elif (
            other.pos_ == "ADP" and other.dep_ in ("prep", "conj") and prep.tag_ != "VBG" and prep.lower_ not in _FIXED
        ):
            out_of = prep.lower_ == "out" and "from" in prepositions
            found += _lead_to(other, {*prepositions, "of"} if out_of else prepositions)
    return found


def agents(verb: Token) -> list[Token]:
    """The noun phrases that "by" leads to, after the verb or after one coordinated with it ("struck and killed by")."""
    found = preposition_objects(verb, ("by",))
    for other in verb.children if not found else ():
        if other.dep_ == "conj" and other.tag_ == "VBN" and (found := preposition_objects(other, ("by",))):
            break
    return found


def objects(verb: Token) -> list[Token]:
    """The heads of a verb's direct and indirect objects; in a relative clause with a gap, the noun it modifies."""
    found = [antecedent(c) for c in verb.children if c.dep_ in OBJECTS and c.pos_ not in ("ADP", "PART")]
    adverbial = any(c.tag_ == "WRB" for c in verb.children)  # "where", "when": nothing is missing after the verb
    if not found and verb.dep_ == "relcl" and not is_passive(verb) and _has_own_subject(verb) and not adverbial:
        return [verb.head]
    return found


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.tag_ not in RELATIVE_TAGS and c.lower_ != "that" for c in verb.children)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun ("who", "which", "whose") stands for, else the token itself."""
    if token.tag_ not in RELATIVE_TAGS and not (token.lower_ == "that" and token.dep_ in (*SUBJECTS, *OBJECTS)):
        return token
    clause = token.head
    for _ in range(_DEPTH):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.dep_ not in ("conj", "ccomp", "xcomp", "prep", "pobj", "poss", *SUBJECTS, *OBJECTS):
            break
        clause = clause.head
    return token


def subjects(token: Token, subject_control: Collection[str] = ()) -> list[Token]:
    """The heads of the understood subject of a verb, or of an adjective or noun said of somebody; see `subject_of`."""
    return subject_of(token, subject_control).heads


def subject_of(token: Token, subject_control: Collection[str] = (), depth: int = _DEPTH) -> Subject:
    """The understood subject of a verb, or of an adjective or noun said of somebody: expressed, shared with a coordinated verb,
    or controlled from above. `subject_control` are verbs whose infinitive keeps their own subject though an object stands
    between ("promised Kyiv to send"). Empty where the sentence gives none."""
    own = [c for c in token.children if c.dep_ in SUBJECTS]
    own = own or [
        c for aux in token.children if aux.dep_ in ("aux", "auxpass") for c in aux.children if c.dep_ in SUBJECTS
    ]
    if own:
        return Subject([antecedent(own[-1])])
    head = token.head
    if depth == 0 or head == token:
        return Subject([])
    match token.dep_:
        case "acl" | "relcl":
            return _of_modified(token)
        case "pcomp":
            return _of_gerund(head, subject_control, depth - 1)
        case "conj" | "advcl" | "xcomp" | "ccomp" | "acomp" | "attr" | "oprd" | "auxpass" | "aux" | "prep":
            return _from_above(token, subject_control, depth - 1)
    return Subject([])


def _of_modified(clause: Token) -> Subject:
    """Of a clause that modifies a noun: the noun itself ("troops entering"), or whoever the noun is tied to ("the plan to enter")."""
    if clause.dep_ == "acl" and is_infinitive(clause):
        return Subject([], clause.head)
    if any(c.dep_ in OBJECTS and c.tag_ in RELATIVE_TAGS for c in clause.children):
        return Subject([])
    return Subject([clause.head])


def _from_above(token: Token, subject_control: Collection[str], depth: int) -> Subject:
    head = token.head
    if head.pos_ not in VERBAL and head.pos_ != "ADJ":
        return Subject([], head) if token.dep_ == "advcl" and head.pos_ == "NOUN" else Subject([])
    if token.dep_ in ("xcomp", "ccomp", "oprd"):
        return _controller(head, subject_control, depth)
    if token.dep_ == "advcl" and is_infinitive(token):
        if token.i >= 2 and is_split_purpose(token):
            return Subject([], token.doc[token.left_edge.i - 1])
        if is_passive(head) and (by := agents(head)):
            return Subject(by)
    return subject_of(head, subject_control, depth)


def is_split_purpose(verb: Token) -> bool:
    """Whether an infinitive parsed as its clause's purpose stands right after a noun that a preposition leads to ("in their
    campaign to defeat"): then it is the noun's."""
    before = verb.left_edge.i - 1
    return (
        verb.dep_ == "advcl"
        and is_infinitive(verb)
        and before >= 0
        and verb.doc[before].pos_ == "NOUN"
        and verb.doc[before].dep_ == "pobj"
    )


def _controller(head: Token, subject_control: Collection[str], depth: int) -> Subject:
    """Who does what an infinitive says: the object of the verb above ("urged Kyiv to"), else its subject."""
    if head.pos_ in VERBAL and not is_passive(head) and head.lemma_ not in subject_control:
        controlling = [antecedent(c) for c in head.children if c.dep_ in OBJECTS and c.pos_ != "ADP"]
        controlling = controlling or preposition_objects(head, ("on", "upon"))
        if controlling:
            return Subject(controlling)
    return subject_of(head, subject_control, depth)


def _of_gerund(prep: Token, subject_control: Collection[str], depth: int) -> Subject:
    """Who does what a gerund after a preposition says ("accused *Kyiv* of shelling", "by shelling", "its role in shelling")."""
    governor = prep.head
    if governor.pos_ in ("NOUN", "PROPN"):
        return Subject([], governor)
    if prep.lower_ in ("of", "from", "for", "into", "in") and governor.pos_ in VERBAL and not is_passive(governor):
        controlling = [c for c in governor.children if c.dep_ == "dobj" and c.pos_ in NOMINAL]
        if not controlling and prep.lower_ == "for":
            controlling = preposition_objects(governor, ("at", "on", "against"))
        if controlling:
            return Subject(controlling)
    if governor.pos_ == "ADP":
        governor = governor.head
    return subject_of(governor, subject_control, depth)


def governors(token: Token) -> Iterator[Token]:
    """The tokens above one, nearest first."""
    for _ in range(4 * _DEPTH):
        if token.head == token:
            return
        token = token.head
        yield token


def sentence_around(token: Token) -> Tokens:
    """The sentence that a token stands in, no more of it than LONGEST words either way; spaCy's own `Token.sent` walks from the
    document's start each time it is asked."""
    doc, start, end = token.doc, token.i, token.i + 1
    first, last = max(0, start - LONGEST), min(len(doc), end + LONGEST)
    while start > first and not doc[start].is_sent_start:
        start -= 1
    while end < last and not doc[end].is_sent_start:
        end += 1
    return doc[start:end]
