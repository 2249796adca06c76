"""Nouns that hold words or thought: "claims that", "its commitment to", "a plea for", "reports of"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords, Frames
from ..parties.cast import Cast
from ..syntax import child, is_infinitive, is_passive, preposition_objects, sentence_around
from .attributions import Attribution, may_speak, preposition_phrases, source_of, stretch, text_of, trimmed
from .extents import nominal, that_clause

_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_WITHOUT: dict[Act, Act] = {"say": "deny", "judge": "predict", "promise": "reject"}
"""What a noun does with "no" before it: no plans deny, no doubt predicts."""
_OWN = frozenset({"its", "his", "her", "their", "our", "my"})


def find_held(sentence: Iterable[Token], cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a noun of a sentence makes to its owner, to the subject of the verb that lends it, or to nobody."""
    for noun in sentence:
        frames = words.nouns.get(noun.lemma_.lower()) if noun.pos_ == "NOUN" and noun.ent_type_ != "ORG" else None
        if not frames:
            continue
        found = _held(noun, frames, words) or _listed(noun, frames, words)
        if found is None:
            continue
        content, act = found
        owner, cue = _owner(noun, content, cast, words)
        if owner is None and noun.lemma_.lower() in words.owned:
            continue
        if any(c.lower_ == "no" for c in noun.children):
            act = _WITHOUT.get(act, act)
        yield Attribution(cue, owner, content, act)


def _held(noun: Token, frames: Frames, words: CueWords) -> tuple[Span, Act] | None:
    for clause in noun.children:
        if clause.i < noun.i or clause.dep_ not in ("acl", "ccomp", "relcl", "xcomp", "advcl"):
            continue
        frame = _frame(clause)
        if frame == "clause" and frame in frames and (span := stretch(clause, clause)):
            return span, frames[frame]
        start, end = clause.left_edge.i, clause.right_edge.i + 1
        if frame == "inf" and frame in frames and (span := nominal(noun.doc, start, end, end)):
            return span, frames[frame]
    if "clause" in frames and (span := that_clause(noun, words)):
        return span, frames["clause"]
    for prep, led in preposition_phrases(noun):
        if prep.lower_ in frames:
            first = prep if led.dep_ == "pcomp" and prep.lower_ == "to" else led
            if span := nominal(
                noun.doc,
                first.left_edge.i if first == led else first.i,
                led.right_edge.i + 1,
                sentence_around(noun).end,
            ):
                return span, frames[prep.lower_]
    return None


def _frame(clause: Token) -> str:
    if is_infinitive(clause):
        return "inf"
    if any(c.lower_ == "that" and c.dep_ in ("mark", "complm") for c in clause.children):
        return "clause"
    bare = clause.dep_ in ("acl", "ccomp") and child(clause, "nsubj", "nsubjpass") is not None and clause.tag_ != "VBG"
    return "clause" if bare and clause.left_edge.tag_ not in ("WDT", "WP", "WRB", "IN") else "none"


def _listed(noun: Token, frames: Frames, words: CueWords) -> tuple[Span, Act] | None:
    """What is said to be in what a noun holds: "their demands include", "its aim is to"."""
    act = frames.get("inf") or frames.get("for")
    if act is None:
        return None
    including = next(
        (c for c in noun.children if c.lower_ in words.listing and c.dep_ == "prep" and c.i > noun.i), None
    )
    verb = noun.head
    last: Token | None = None
    if including is not None:
        last = child(including, "pobj", "pcomp")
    elif noun.dep_ == "nsubj" and verb.lemma_ in words.listing:
        last = child(verb, "dobj", "attr", "ccomp", "xcomp")
        last = None if last is not None and (last.i < verb.i or last.ent_type_ in ("CARDINAL", "DATE")) else last
    if last is None:
        return None
    first, end = last.left_edge.i, last.right_edge.i + 1
    first += noun.doc[first].lower_ == "that" and noun.doc[first].dep_ == "mark"
    rest = noun.doc[end : sentence_around(noun).end]
    if last.tag_ != "VB" and not any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.dep_ not in ("relcl", "aux", "auxpass") for t in rest
    ):
        end = sentence_around(noun).end
    span = trimmed(text_of(noun.doc), noun.doc[first].idx, noun.doc[end - 1].idx + len(noun.doc[end - 1]))
    return (span, act) if span else None


def _owner(noun: Token, content: Span, cast: Cast, words: CueWords) -> tuple[Token | None, tuple[int, int]]:
    """Whose words the noun holds, and the tokens of the cue: with the verb that lends its subject, if any."""
    verb = noun.head
    alone = (noun.i, noun.i + 1)
    owner = child(noun, "poss")
    if owner is None:
        owner = next((t for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod") and t.ent_type_ in _NAMES), None)
    if verb.lemma_ in words.light and noun.dep_ == "dobj" and not is_passive(verb) and verb.i < noun.i:
        subject = source_of(verb)
        if subject is not None and may_speak(subject, cast, words) and (owner is None or owner.lower_ in _OWN):
            return subject, (verb.i, noun.i + 1)
    if owner is not None:
        return (_named_for(owner, noun, cast, words) or owner), alone
    for prepositions in (("by", "from"), ("of",)):
        for named in preposition_objects(noun, prepositions):
            if named.dep_ == "pobj" and named.idx not in range(*content) and may_speak(named, cast, words):
                return named, alone
    if noun.dep_ in ("nsubjpass",) and verb.lemma_ in words.light:
        for named in preposition_objects(verb, ("by",)):
            return named, alone
    return None, alone


def _named_for(owner: Token, noun: Token, cast: Cast, words: CueWords) -> Token | None:
    """The subject that a possessive pronoun of the third person stands for in its own clause."""
    if owner.lower_ not in ("its", "their", "his", "her") or noun.dep_ not in ("dobj", "pobj"):
        return None
    verb = noun
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    subject = source_of(verb)
    if subject is None or subject.i > owner.i or subject.pos_ == "PRON":
        return None
    return subject if may_speak(subject, cast, words) else None
