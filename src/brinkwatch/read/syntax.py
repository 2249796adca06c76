"""Walks over a dependency parse that several steps share: who is the understood subject of a verb, what are its objects."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
VERBAL = frozenset({"VERB", "AUX"})

_DEPTH = 8
"""Steps of a walk: longer chains are broken parses."""


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the dependency labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject undergoes the act: passive auxiliaries and bare past participles ("forces led by", "-backed rebels")."""
    for other in verb.children:
        if other.dep_ in ("auxpass", "nsubjpass"):
            return True
        if other.dep_ in ("aux", "nsubj") or (other.dep_ == "dobj" and other.tag_ not in RELATIVE_TAGS):
            return False
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "amod", "advcl") or (verb.tag_ == "VBN" and verb.dep_ == "xcomp")


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to"."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def coordinated(token: Token) -> Iterator[Token]:
    """A token and the conjuncts that follow it."""
    yield token
    yield from token.conjuncts


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
        if prep.dep_ in ("prep", "agent", "dative", "prt") or prep.pos_ == "ADP":
            found += _lead_to(prep, prepositions)
    return found


def _lead_to(prep: Token, prepositions: Collection[str]) -> list[Token]:
    found = []
    if prep.lower_ in prepositions:
        found = [c for c in prep.children if c.dep_ == "pobj"]
    for other in prep.children:
        if other.dep_ in ("prep", "conj") and other.pos_ == "ADP":
            found += _lead_to(other, prepositions)
    return found


def agents(verb: Token) -> list[Token]:
    """The noun phrases that "by" leads to."""
    return preposition_objects(verb, ("by",))


def objects(verb: Token) -> list[Token]:
    """The heads of a verb's direct and indirect objects; in a relative clause with a gap, the noun it modifies."""
    found = [_antecedent(c) for c in verb.children if c.dep_ in OBJECTS and c.pos_ not in ("ADP", "PART")]
    if found or is_passive(verb):
        return found
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and verb.i > verb.head.i:
        return []
    if verb.dep_ == "relcl" and not any(c.dep_ in SUBJECTS and c.tag_ in RELATIVE_TAGS for c in verb.children):
        return [verb.head] if any(c.dep_ in SUBJECTS for c in verb.children) else []
    return []


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.tag_ not in RELATIVE_TAGS and token.lower_ != "that":
        return token
    clause = token.head
    for _ in range(_DEPTH):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.dep_ not in ("conj", "ccomp", "xcomp", "prep", "pobj", "poss"):
            break
        clause = clause.head
    return token


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun ("who", "which", "whose") stands for, else the token itself."""
    return _antecedent(token)


def subjects(token: Token, subject_control: Collection[str] = (), depth: int = _DEPTH) -> list[Token]:
    """The heads of the understood subject of a verb, or of an adjective or noun said of somebody: expressed, shared with a
    coordinated verb, or controlled from the clause above. `subject_control` are verbs whose infinitive keeps their own subject
    though an object stands between ("promised Kyiv to send"). Empty where the sentence gives none."""
    if depth == 0:
        return []
    own = [_antecedent(c) for c in token.children if c.dep_ in SUBJECTS]
    if own:
        return [] if own[0].tag_ == "EX" or own[0].dep_ == "expl" else own
    head = token.head
    if head is token:
        return []
    below = depth - 1
    match token.dep_:
        case "conj" if head.pos_ in VERBAL or head.pos_ == "ADJ":
            return subjects(head, subject_control, below)
        case "xcomp" | "ccomp":
            return _controller(head, subject_control, below)
        case "acomp" | "attr" | "oprd" | "auxpass" | "aux":
            return subjects(head, subject_control, below)
        case "advcl" if head.pos_ in VERBAL or head.pos_ == "ADJ":
            if is_infinitive(token) and is_passive(head):
                return agents(head)
            return subjects(head, subject_control, below)
        case "acl" if not is_infinitive(token):
            return [head]
        case "relcl" if any(c.dep_ in OBJECTS and c.tag_ in RELATIVE_TAGS for c in token.children):
            return []
        case "relcl":
            return [head]
        case "pcomp":
            return _gerund_subject(head, subject_control, below)
    return []


def _controller(head: Token, subject_control: Collection[str], depth: int) -> list[Token]:
    """Who does what an infinitive says: the object of the verb above ("urged Kyiv to"), else its subject."""
    if head.pos_ in VERBAL and not is_passive(head) and head.lemma_ not in subject_control:
        controlling = [_antecedent(c) for c in head.children if c.dep_ in OBJECTS and c.pos_ != "ADP"]
        controlling = controlling or preposition_objects(head, ("on", "upon", "for"))
        if controlling:
            return controlling
    return subjects(head, subject_control, depth)


def _gerund_subject(prep: Token, subject_control: Collection[str], depth: int) -> list[Token]:
    """Who does what a gerund after a preposition says ("accused *Kyiv* of shelling", "by shelling")."""
    governor = prep.head
    if prep.lower_ in ("of", "from", "for", "into") and governor.pos_ in VERBAL and not is_passive(governor):
        controlling = [c for c in governor.children if c.dep_ == "dobj"]
        if controlling:
            return controlling
    return subjects(governor, subject_control, depth) if governor.pos_ not in ("NOUN", "PROPN") else []


def governors(token: Token) -> Iterator[Token]:
    """The tokens above one, nearest first."""
    for _ in range(4 * _DEPTH):
        if token.head is token:
            return
        token = token.head
        yield token
