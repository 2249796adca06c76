"""Extents: where a content begins and ends, also where the parse hangs part of it elsewhere."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ...model import Act, Span
from ...ontology.cues import CueWords
from ..syntax import child, is_infinitive, sentence_around
from .attributions import is_misjoined, stretch, text_of, trimmed
from .frames import opens_with, verb_frames

_OF_WORTH: frozenset[Act] = frozenset({"accuse", "praise", "confirm"})
"""Acts about a thing's worth, which a loose relative clause is part of."""


def that_clause(cue: Token, words: CueWords) -> Span | None:
    """The clause that "that" opens after a cue, with no verb between, whatever the parse hangs it on."""
    doc = cue.doc
    for place in range(cue.i + 1, min(cue.i + 14, sentence_around(cue).end - 2)):
        token = doc[place]
        if token.lower_ == "that" and token.dep_ == "mark":
            holder = token.head.head
            held = cue.i < holder.i < place and words.lemma(holder) in words.nouns
            if held or doc[place + 1].is_punct:
                return None
            last = token.head.right_edge
            return trimmed(text_of(doc), doc[place + 1].idx, last.idx + len(last)) if last.i > place else None
        if token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") or token.text in (".", ";", ":"):
            return None
    return None


def after_word(clause: Token, word: str) -> Span | None:
    """The words of a clause after the first `word` in it."""
    opening = next(c for c in clause.children if c.lower_ == word)
    last = clause.right_edge
    return trimmed(text_of(clause.doc), opening.idx + len(opening), last.idx + len(last))


def clause_span(clause: Token, words: CueWords) -> Span | None:
    """A clause up to where somebody else is heard ("... and others said"), which is no part of what is attributed."""
    span = stretch(clause, clause)
    if span is None:
        return None
    text = text_of(clause.doc)
    for other in clause.children:
        if other.dep_ == "conj" and other.i > clause.i and (_is_heard(other, words) or is_misjoined(other)):
            return trimmed(text, span.start, _start_with_conjunction(other).idx)
    for other in clause.subtree:
        after_comma = other.dep_ == "relcl" and other.left_edge.i > 0 and other.left_edge.nbor(-1).text == ","
        if after_comma and (_is_heard(other, words) or _is_heard(other.head, words)):
            return trimmed(text, span.start, other.left_edge.nbor(-1).idx)
    return span


def _is_heard(verb: Token, words: CueWords) -> bool:
    """Whether a verb has its own subject and reports what that says."""
    return verb.pos_ == "VERB" and child(verb, "nsubj") is not None and "quote" in verb_frames(verb, words)


def _start_with_conjunction(other: Token) -> Token:
    first = other.left_edge
    before = first.nbor(-1) if first.i else first
    return before if before.dep_ == "cc" else first


def with_phrases(verb: Token, target: Token, act: Act, words: CueWords) -> Span | None:
    """An object and the phrases after it that belong to it though the parse hangs them on the verb."""
    last = target
    for phrase in verb.children:
        if phrase.i < target.i or phrase.left_edge.i <= target.i or phrase.left_edge.i != last.right_edge.i + 1:
            continue
        if (
            phrase.dep_ in ("prep", "dative", "agent")
            and not _of_time(phrase, words)
            and not (act == "say" and phrase.lower_ in ("in", "at"))
        ):
            last = phrase
        elif (
            phrase.dep_ in ("npadvmod", "advmod")
            and phrase.right_edge.i + 1 < len(verb.doc)
            and phrase.right_edge.nbor().dep_ == "prep"
        ):
            last = phrase
        elif phrase.dep_ in ("xcomp", "advcl") and is_infinitive(phrase) and not opens_with(phrase, "so"):
            last = phrase
    first, end = target.left_edge, last.right_edge
    return nominal(verb.doc, first.i, end.i + 1, sentence_around(verb).end, loose=act in _OF_WORTH)


def nominal(doc: Doc, start: int, end: int, limit: int, loose: bool = False) -> Span | None:
    """A noun phrase with the members of its list that the parse lost, and without a loose relative clause unless it may be `loose`."""
    for token in () if loose else doc[start + 1 : end]:
        if token.tag_ in ("WDT", "WP", "WP$") and doc[token.i - 1].text == "," and token.i - start > 1:
            return trimmed(text_of(doc), doc[start].idx, doc[token.i - 1].idx)
    end = max(end, _list_end(doc, end, limit))
    last = doc[end - 1]
    return trimmed(text_of(doc), doc[start].idx, last.idx + len(last))


def _list_end(doc: Doc, end: int, limit: int) -> int:
    """Where a list goes on to after token `end`: over ", and Y" to the end of the sentence if no finite verb follows."""
    at = end
    if at < limit and doc[at].text == ",":
        at += 1
    joined = at < limit and doc[at].lower_ in ("and", "or")
    at += joined
    if at == end or at >= limit or doc[at].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON"):
        return end
    rest = doc[at:limit]
    if not joined and not any(t.lower_ == "and" for t in rest):
        return end
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and not _in_relative(t) for t in rest):
        return end
    while limit > at and (doc[limit - 1].is_punct or doc[limit - 1].is_space):
        limit -= 1
    return limit


def _in_relative(token: Token) -> bool:
    if token.dep_ in ("aux", "auxpass"):
        token = token.head
    return token.dep_ == "relcl"


def _of_time(prep: Token, words: CueWords) -> bool:
    """Whether a prepositional phrase tells when or how something was said rather than belonging to what was."""
    if prep.lower_ in words.beside:
        return True
    dated = any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in prep.children)
    return (dated and prep.lower_ != "for") or any(c.lower_ == "order" for c in prep.children)


def around(aside: Token, host: Token) -> Span | None:
    """A clause without an aside at its beginning or end."""
    start, end = host.left_edge.i, host.right_edge.i + 1
    if aside.left_edge.i <= start + 1:
        start = aside.right_edge.i + 1
    elif aside.right_edge.i >= end - 2:
        end = aside.left_edge.i
    if start >= end:
        return None
    return trimmed(text_of(host.doc), host.doc[start].idx, host.doc[end - 1].idx + len(host.doc[end - 1]))
