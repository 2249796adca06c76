"""Complements: what stands for the words or thought that an active verb attributes."""

from __future__ import annotations

from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords, Frames
from ..syntax import child, is_infinitive, sentence_around
from .attributions import preposition_phrases, source_of, stretch, text_of, trimmed
from .extents import after_word, around, clause_span, nominal, that_clause, with_phrases
from .frames import clause_frame, negated, opens_with

_ADDRESS = frozenset({"on", "upon", "for", "to", "with"})
_CHARGES = frozenset({"of", "for", "over", "on", "with", "about", "against"})

Found = tuple[Span | None, Act]


def complement(verb: Token, frames: Frames, words: CueWords) -> Found:
    """What stands for the words or thought of an active verb, and what the verb does with it."""
    for clause in verb.children:
        if clause.dep_ not in ("ccomp", "xcomp", "advcl") or clause.i < verb.i:
            continue
        found = _clause(verb, clause, frames, words)
        if found is not None:
            return found
    if "quote" in frames and (told := _told_clause(verb, words)):
        return clause_span(told, words), frames["quote"]
    if "clause" in frames and (span := that_clause(verb, words)):
        return span, negated(verb, frames["clause"], "clause")
    found = _predicate(verb, frames) or _object(verb, frames, words) or prepositional(verb, frames, words)
    return found or _before(verb, frames) or (None, "say")


def _clause(verb: Token, clause: Token, frames: Frames, words: CueWords) -> Found | None:
    frame = clause_frame(clause)
    target = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None)
    if clause.dep_ == "advcl" and not _is_complement(clause, frame, target, frames):
        return None
    if opens_with(clause, "for") and "for" in frames:
        return after_word(clause, "for"), frames["for"]
    if frame == "inf":
        if target is not None:
            return (_with_clause(target, clause, words), frames["order"]) if "order" in frames else None
        called = next((led for p, led in preposition_phrases(verb) if p.lower_ in _ADDRESS and led.i < clause.i), None)
        if called is not None and "order" in frames and "inf" not in frames:
            return _with_clause(called, clause, words), frames["order"]
        if "would" in frames and any(c.dep_ == "aux" and c.lower_ in ("would", "'d", "’d") for c in verb.children):
            return stretch(clause, clause), frames["would"]
    if frame == "question" and "question" not in frames and "clause" in frames:
        return stretch(clause, clause), frames["clause"]
    if frame == "clause" and _is_small(clause):
        return (stretch(clause, clause), frames["as"]) if "as" in frames else None
    if frame not in frames or (frame == "clause" and not _is_content(clause)) or clause.lemma_ in words.empty:
        return None
    if frame == "clause" and _is_subjunctive(clause):
        return stretch(clause, clause), "demand"
    return clause_span(clause, words), negated(verb, frames[frame], frame)


def _with_clause(target: Token, clause: Token, words: CueWords) -> Span | None:
    """Somebody and what they are told to do."""
    told = clause_span(clause, words)
    return Span(target.left_edge.idx, told.end) if told is not None else None


def _is_subjunctive(clause: Token) -> bool:
    """Whether a clause says what should be ("insists that the budget include it")."""
    subject = child(clause, "nsubj", "nsubjpass")
    bare = clause.tag_ in ("VB", "VBP") and child(clause, "aux", "auxpass") is None
    return bare and subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it"))


def _is_complement(clause: Token, frame: str, target: Token | None, frames: Frames) -> bool:
    """Whether what was taken for an adverbial clause is what a cue leads to."""
    if frame == "clause":
        return opens_with(clause, "that")
    return frame in ("inf", "order") and (target is not None or (opens_with(clause, "for") and "for" in frames))


def _is_content(clause: Token) -> bool:
    """Whether a finite clause tells what is said, not why or when."""
    return all(c.lower_ in ("that", "if", "whether") or c.i > clause.i for c in clause.children if c.dep_ == "mark")


def _told_clause(verb: Token, words: CueWords) -> Token | None:
    """What somebody is told where the parse takes it for a relative clause ("informed the police she had left")."""
    target = child(verb, "dobj", "dative")
    if target is None or target.i < verb.i:
        return None
    if target.pos_ not in ("PROPN", "PRON") and target.lemma_.lower() not in words.people:
        return None
    clause = child(target, "relcl")
    if (
        clause is None
        or child(clause, "nsubj", "nsubjpass") is None
        or clause.left_edge.tag_ in ("WDT", "WP", "WRB", "WP$", "IN")
    ):
        return None
    gapless = child(clause, "dobj", "ccomp", "attr", "acomp", "xcomp") is not None
    return clause if gapless and clause.left_edge.lower_ != "that" else None


def _is_small(clause: Token) -> bool:
    """Whether a clause has a subject but no finite verb ("called it a trap")."""
    if clause.pos_ in ("VERB", "AUX"):
        return False
    return not any(c.pos_ in ("VERB", "AUX") for c in clause.children)


def _predicate(verb: Token, frames: Frames) -> Found | None:
    """An object and what it is called, taken for, blamed for or told to do."""
    target = child(verb, "dobj")
    if target is None or target.i < verb.i:
        return None
    if "as" in frames:
        called = next((c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > target.i), None)
        called = called or next((p for p in sentence_around(verb) if p.i > target.i and _takes_for(p, verb)), None)
        if called is not None:
            return stretch(target, called.head if called.dep_ == "mark" else called), frames["as"]
    if "order" in frames:
        told = next(
            (t for t in target.subtree if t.i > target.i and t.dep_ in ("acl", "relcl") and is_infinitive(t)), None
        )
        if told is not None and "object" not in frames:
            return stretch(target, target), frames["order"]
    for prep, led in (*preposition_phrases(verb), *preposition_phrases(target)):
        if prep.i < target.i:
            continue
        if "charge" in frames and prep.lower_ in _CHARGES:
            return stretch(target, led), frames["charge"]
        if "to" in frames and "object" not in frames and "inf" not in frames and prep.lower_ == "to":
            return stretch(target, led), frames["to"]
    return None


def _takes_for(token: Token, verb: Token) -> bool:
    """Whether a token is the "as" of "see it as", on whatever the parse hangs it, with no other verb between."""
    if (
        token.lower_ != "as"
        or token.nbor(-1).lower_ in ("such", "well", "far", "long", "soon")
        or (token.right_edge == token and not _opens_participle(token))
    ):
        return False
    return not any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.dep_ not in ("relcl", "aux") for t in verb.doc[verb.i + 1 : token.i]
    )


def _opens_participle(token: Token) -> bool:
    """Whether "as" stands before a participle ("see it as doomed") rather than opening a clause."""
    return token.dep_ == "mark" and token.head.tag_ == "VBN" and child(token.head, "nsubj", "nsubjpass") is None


def _gets(verb: Token, target: Token) -> bool:
    """Whether somebody is given or refused the object ("denied them a visa")."""
    receiver = child(verb, "dative")
    return receiver is not None and receiver.i < target.i


def _object(verb: Token, frames: Frames, words: CueWords) -> Found | None:
    target = child(verb, "dobj")
    if target is None or target.i < verb.i or target.tag_ in ("WP", "WDT", "EX") or _gets(verb, target):
        return None
    lemma = target.lemma_.lower()
    if "object" in frames and (
        target.pos_ != "PRON" or target.lower_ in ("it", "this", "that") or frames["object"] in ("praise", "accuse")
    ):
        frame = "object"
    elif "matter" in frames and target.pos_ != "PRON" and target.ent_type_ != "PERSON" and lemma not in words.people:
        frame = "matter"
    elif "spoken" in frames and lemma in words.spoken:
        frame = "spoken"
    elif (
        "text" in frames
        and (subject := source_of(verb)) is not None
        and (subject.lemma_.lower() in words.texts or subject.lower_ == "it")
    ):
        frame = "text"
    else:
        return None
    act = words.object_acts.get(lemma, frames[frame]) if frames[frame] in ("say", "offer") else frames[frame]
    return with_phrases(verb, target, act, words), negated(verb, act, frame)


def prepositional(verb: Token, frames: Frames, words: CueWords) -> Found | None:
    """What the first preposition that a cue can take leads to, and what the cue does with it."""
    for prep, led in preposition_phrases(verb):
        if prep.lower_ in frames and not (prep.lower_ in ("to", "for") and child(verb, "dobj")):
            if led.dep_ == "pcomp":
                first = prep if prep.lower_ == "to" else led.left_edge
                return nominal(verb.doc, first.i, led.right_edge.i + 1, sentence_around(verb).end, loose=True), negated(
                    verb, frames[prep.lower_], prep.lower_
                )
            return with_phrases(verb, led, frames[prep.lower_], words), negated(verb, frames[prep.lower_], prep.lower_)
    return None


def _before(verb: Token, frames: Frames) -> Found | None:
    """A clause before its cue ("Talks had failed, he said") or around it ("Talks, he said, had failed")."""
    if "clause" not in frames:
        return None
    text = text_of(verb.doc)
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i), None)
    if clause is not None:
        return stretch(clause, clause), frames["clause"]
    host = verb.head
    if child(verb, "dobj", "ccomp", "xcomp", "attr") is not None:
        return None
    if verb.dep_ == "advcl" and opens_with(verb, "as") and host != verb:
        return around(verb, host), frames["clause"]
    if host == verb or verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or not _set_off(verb):
        return None
    return trimmed(text, host.left_edge.idx, host.right_edge.idx + len(host.right_edge)), frames["clause"]


def _set_off(verb: Token) -> bool:
    """Whether a verb and its subject stand between commas, dashes or the sentence's end."""
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    opens = left > 0 and doc[left - 1].text in (",", "—", "–", "-")
    closes = right + 1 >= len(doc) or doc[right + 1].is_punct or doc[right].is_punct
    return opens and closes and child(verb, "nsubj") is not None and child(verb, "mark") is None
