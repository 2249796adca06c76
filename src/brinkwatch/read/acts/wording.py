"""Wording: where a page's words match an entry of the trigger vocabulary, with all that the entry demands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from ...ontology.acts import act_rules
from ...ontology.vocabulary import Entry, PartOfSpeech, Vocabulary, Words
from ..parties.cast import Cast
from ..syntax import OBJECTS, agents, is_passive, objects, preposition_objects, subjects
from .future import will_be

_POS: dict[str, PartOfSpeech] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_COMPLEMENTS = frozenset(
    {"oprd", "acomp", "attr", "advmod", "npadvmod", "nsubjpass", "dep", "ccomp", "xcomp", *OBJECTS}
)
_NAMES = frozenset({"ORG", "PERSON", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"})
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})

HARSH = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST"})
"""PLOVER's types of material conflict."""

_PARTICLES = frozenset({"prt", "prep", "advmod", "agent", "dative", "aux", "acomp", "pcomp"})


@dataclass(frozen=True, slots=True)
class Act:
    """An act that words of a page report, not yet weighed against the others of its sentence.

    `head` is the token that the entry was found at, `words` are all it is made of, `taken` those that can't report an act of their own.
    """

    entry: Entry
    head: Token
    words: tuple[Token, ...]
    taken: frozenset[int]
    type: str
    mode: str | None
    weight: float


def find_act(token: Token, words: Vocabulary, cast: Cast) -> Act | None:
    """The most demanding entry that holds at a token, None where none does."""
    if _is_name(token) or (token.pos_ == "VERB" and _is_description(token)):
        return None
    for entry in _candidates(token, words):
        found = _written(token, entry)
        if found is None:
            continue
        held = _conditions(token, entry, cast)
        if held is not None:
            return Act(entry, token, found, held | {t.i for t in found}, entry.type, entry.mode, entry.weight)
    return None


def _is_name(token: Token) -> bool:
    """Whether a word is part of a name, a date or a measure."""
    if token.ent_type_ in _MEASURES:
        return True
    return token.ent_type_ in _NAMES and token.text[:1].isupper() and not token.is_sent_start


def _is_description(verb: Token) -> bool:
    """Whether a participle only describes a thing ("alleged links", "the accused")."""
    return verb.dep_ == "amod" or any(c.dep_ == "det" and c.i < verb.i for c in verb.children)


def _candidates(token: Token, words: Vocabulary) -> Iterator[Entry]:
    lower, lemma = token.lower_, token.lemma_.lower()
    yield from words.entries.get(("phrase", lower), ())
    pos = _POS.get(token.pos_)
    if pos is None:
        return
    if pos == "adjective" or token.tag_ == "VBN":
        yield from words.entries.get(("adjective", lower), ())
    found = [words.entries.get((pos, key), ()) for key in dict.fromkeys((lemma, lower))]
    yield from found[0] if len(found) == 1 else sorted((*found[0], *found[1]), key=lambda e: -e.demands)
    if token.tag_ == "NNS" and token.dep_ == "ROOT":  # "Minister condemns attack"
        yield from words.entries.get(("verb", lemma), ())


def _written(token: Token, entry: Entry) -> tuple[Token, ...] | None:
    """The tokens that an entry is made of, None where they are not all there."""
    if entry.pos == "verb":
        return _verb_words(token, entry)
    at = token.i - len(entry.words) + 1 if entry.pos == "noun" else token.i
    if len(entry.words) == 1:
        return (token,)
    if at < 0 or at + len(entry.words) > len(token.doc):
        return None
    row = token.doc[at : at + len(entry.words)]
    if all(word in (t.lower_, t.lemma_.lower()) for word, t in zip(entry.words, row, strict=True)):
        return tuple(row)
    return None


def _verb_words(token: Token, entry: Entry) -> tuple[Token, ...] | None:
    found = [token]
    for particle in entry.words[1:]:
        other = _particle(found[-1], token, particle)
        if other is None:
            return None
        found.append(other)
    if entry.taken is not None:
        places = [c for c in token.children if c.dep_ in _COMPLEMENTS]
        places += [o for t in found[1:] for o in t.children if o.dep_ in ("pobj", "pcomp")]
        if len(found) == 1:
            places += [o for p in token.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
        places += subjects(token) if is_passive(token) else objects(token)
        other = next((p for p in places if entry.taken in (p.lemma_.lower(), p.lower_)), None)
        if other is None:
            return None
        found.append(other)
    return tuple(found)


def _particle(last: Token, verb: Token, word: str) -> Token | None:
    """The particle, preposition or adverb `word` of a verb: its dependant, or right after what is there already."""
    places: list[Token] = [*verb.children, *last.children]
    found = next((c for c in places if c.lower_ == word and c.i > verb.i and c.dep_ in _PARTICLES), None)
    if found is not None or last.i + 1 == len(last.doc):
        return found
    after: Token = last.nbor()
    return after if after.lower_ == word else None


def _conditions(token: Token, entry: Entry, cast: Cast) -> frozenset[int] | None:
    """The tokens that fulfil the entry's conditions and are used up by it, None where one fails."""
    if entry.form == "intransitive":
        if any(c.dep_ in (*OBJECTS, "ccomp") for c in token.children):
            return None
    elif entry.form == "future":
        if not will_be(token, act_rules()):
            return None
    elif entry.form and is_passive(token) != (entry.form == "passive"):
        return None
    if entry.prep and not any(c.lower_ in entry.prep for c in token.children):
        return None
    used: set[int] = set()
    for name, words in entry.conditions.items():
        asked = name.removeprefix("not_")
        held = [t for t in _places(asked, token, entry) if _is_among(t, words, cast)]
        if name != asked:
            if held:
                return None
        elif not held:
            return None
        elif asked in ("object", "of"):
            used |= {t.i for t in held}
    return frozenset(used)


def _places(name: str, token: Token, entry: Entry) -> Iterable[Token]:
    """The tokens whose lemmas a condition is about."""
    match name:
        case "object":
            return _with_parts(_objects(token, entry))
        case "subject":
            return _with_parts(_subjects(token, entry))
        case "modifier":
            return [
                c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "nummod", "poss") and c.i < token.i
            ]
        case "of":
            return _with_parts([o for p in token.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"])
        case _:
            return [token.head, token.head.head] if token.head.pos_ == "ADP" else [token.head]


def _objects(token: Token, entry: Entry) -> list[Token]:
    passive = is_passive(token)
    found = subjects(token) if passive else objects(token)
    if len(entry.words) > 1:
        found = found + preposition_objects(token, entry.words[1:])
    return found


def _subjects(token: Token, entry: Entry) -> list[Token]:
    if entry.pos == "adjective":
        return subjects(token)
    return agents(token) if is_passive(token) else subjects(token)


def _with_parts(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, those coordinated with them, and what they are a part or number of ("dozens of *tanks*")."""
    for token in tokens:
        for each in (token, *token.conjuncts):
            yield each
            for prep in each.children:
                if prep.lower_ == "of":
                    yield from (o for o in prep.children if o.dep_ == "pobj")


def _is_among(token: Token, words: Words, cast: Cast) -> bool:
    if token.lemma_.lower() in words.lemmas or token.lower_ in words.lemmas:
        return True
    if words.party and cast.actors_of(token):
        return True
    if words.place and token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    return words.name and token.pos_ == "PROPN"
