"""Frames: how a word that can attribute stands in its clause, and what it does there."""

from __future__ import annotations

from spacy.tokens import Token

from ...model import Act
from ...ontology.cues import CueWords, Frames
from ..syntax import child, is_infinitive

_TURNED: dict[Act, Act] = {
    "promise": "reject",
    "offer": "reject",
    "praise": "reject",
    "confirm": "reject",
    "accuse": "say",
}


def clause_frame(clause: Token) -> str:
    """The frame that a complement clause stands in."""
    if is_infinitive(clause):
        return "order" if child(clause, "nsubj", "nsubjpass") else "inf"
    first = clause.left_edge
    if first.tag_ in ("WRB", "WP", "WDT", "WP$") or first.lower_ in ("whether", "if", "how", "why", "when", "where"):
        return "question"
    if clause.tag_ == "VBG" and not child(clause, "aux"):
        return "ing"
    return "clause"


def opens_with(clause: Token, word: str) -> bool:
    """Whether a clause is opened by a conjunction."""
    return any(c.dep_ in ("mark", "complm") and c.lower_ == word for c in clause.children)


def verb_frames(verb: Token, words: CueWords) -> Frames:
    """What a verb, with its particle if it has one ("point out"), can do."""
    lemma = words.lemma(verb)
    particle = next(
        (c for c in verb.children if c.dep_ == "prt" or (c.dep_ in ("advmod", "prep") and c.i == verb.i + 1)), None
    )
    with_particle = words.verbs.get(f"{lemma}_{particle.lower_}") if particle is not None else None
    return with_particle if with_particle is not None else words.verbs.get(lemma, {})


def negated(cue: Token, act: Act, frame: str) -> Act:
    """What a negated cue does: not agreeing rejects, not seeking to denies; "neither confirmed nor denied" says nothing of the two."""
    head = cue.head if cue.dep_ in ("acomp", "attr", "oprd") else cue
    around = [*cue.children, *head.children]
    if any(t.lower_ == "neither" for t in (*around, *cue.head.children)):
        return "say"
    subject = child(cue, "nsubj")
    nobody = subject is not None and any(t.dep_ == "neg" for t in subject.children)
    if not nobody and not any(t.dep_ == "neg" for t in around):
        return act
    if act == "say" and frame == "inf":
        return "deny"
    return "reject" if cue.lemma_ == "agree" else _TURNED.get(act, act)
