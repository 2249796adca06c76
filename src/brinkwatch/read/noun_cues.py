"""Nouns that hold words or thought: "claims that", "its commitment to", "a plea for", "reports of"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..model import Act, Span
from ..ontology.cues import CueWords, Frames
from .attributions import Attribution, may_speak, preposition_phrases, source_of, stretch
from .cast import Cast
from .syntax import child, is_infinitive, is_passive, preposition_objects

_OWN = frozenset({"its", "his", "her", "their", "our", "my"})


def find_held(sentence: Iterator[Token], cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a noun of a sentence makes to its owner, to the subject of the verb that lends it, or to nobody."""
    for noun in sentence:
        frames = words.nouns.get(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
        if not frames:
            continue
        found = _held(noun, frames)
        if found is None:
            continue
        content, act = found
        owner, cue = _owner(noun, cast, words)
        if owner is None and noun.lemma_.lower() in words.owned:
            continue
        if any(c.lower_ == "no" for c in noun.children):
            act = "deny" if act == "say" else act
        yield Attribution(cue, owner, content, act)


def _held(noun: Token, frames: Frames) -> tuple[Span, Act] | None:
    for clause in noun.children:
        if clause.i < noun.i or clause.dep_ not in ("acl", "ccomp", "relcl", "xcomp", "advcl"):
            continue
        frame = _frame(clause)
        if frame in frames and (span := stretch(clause, clause)):
            return span, frames[frame]
    for prep, led in preposition_phrases(noun):
        if prep.lower_ in frames:
            first = prep if led.dep_ == "pcomp" and prep.lower_ == "to" else led
            if span := stretch(first, led):
                return span, frames[prep.lower_]
    return None


def _frame(clause: Token) -> str:
    if is_infinitive(clause):
        return "inf"
    if any(c.lower_ == "that" and c.dep_ in ("mark", "complm") for c in clause.children):
        return "clause"
    return "none"


def _owner(noun: Token, cast: Cast, words: CueWords) -> tuple[Token | None, tuple[int, int]]:
    """Whose words the noun holds, and the tokens of the cue: with the verb that lends its subject, if any."""
    verb = noun.head
    alone = (noun.i, noun.i + 1)
    owner = child(noun, "poss")
    if verb.lemma_ in words.light and noun.dep_ == "dobj" and not is_passive(verb) and verb.i < noun.i:
        subject = source_of(verb)
        if subject is not None and may_speak(subject, cast, words) and (owner is None or owner.lower_ in _OWN):
            return subject, (verb.i, noun.i + 1)
    if owner is not None:
        return owner, alone
    for prepositions in (("by", "from"), ("of",)):
        for named in preposition_objects(noun, prepositions):
            if named.dep_ == "pobj" and may_speak(named, cast, words) and not _is_held(noun, named):
                return named, alone
    for before in noun.lefts:
        if before.dep_ in ("compound", "amod", "nmod") and before.ent_type_ in ("GPE", "NORP", "ORG", "PERSON"):
            return before, alone
    if noun.dep_ in ("nsubjpass",) and verb.lemma_ in words.light:
        for named in preposition_objects(verb, ("by",)):
            return named, alone
    return None, alone


def _is_held(noun: Token, named: Token) -> bool:
    return False
