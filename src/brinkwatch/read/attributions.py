"""Attributions: what the finders of cues hand on to be made statements, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from ..model import Act, Span
from ..ontology.cues import CueWords
from .cast import Cast
from .syntax import antecedent, child, subjects

_LOOSE = " \t\r\n\u00a0,;:–—-"
_SPEAKING_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens `cue` (end exclusive) attribute the words or thought at `content` (characters) to the party headed by `source`."""

    cue: tuple[int, int]
    source: Token | None
    content: Span
    act: Act
    direct: bool = False


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Bounds without loose punctuation and a final full stop; None where nothing is left."""
    while start < end:
        if text[start] in _LOOSE or text[start] in ".)]”’":
            start += 1
        elif text[end - 1] in _LOOSE or text[end - 1] in "([":
            end -= 1
        elif text[end - 1] == "." and "." not in text[max(start, end - 3) : end - 1]:
            end -= 1
        else:
            return Span(start, end)
    return None


def stretch(first: Token, last: Token) -> Span | None:
    """The words from the left edge of one phrase to the right edge of another, trimmed, without an opening "that"."""
    left, right = first.left_edge, last.right_edge
    if left.lower_ == "that" and left.dep_ in ("mark", "complm") and left.i < right.i:
        left = left.nbor()
    return trimmed(first.doc.text, left.idx, right.idx + len(right))


def source_of(cue: Token) -> Token | None:
    """The head of the noun phrase nearest a cue that says, thinks or wants: its own subject, a relative pronoun's too."""
    own = child(cue, "nsubj", "nsubjpass")
    if own is not None and own.tag_ in ("WP", "WDT"):
        return own
    if cue.dep_ == "pcomp" and cue.head.lower_ == "as":
        quoting = cue.head.head
        return child(quoting, "dobj") or child(quoting, "nsubjpass")
    found = subjects(cue)
    return found[0] if found else None


def may_speak(token: Token, cast: Cast, words: CueWords) -> bool:
    """Whether a noun phrase can be a source of words or thought: a party, a person, a group, or a text."""
    if token.tag_ in ("WP", "WDT"):
        return may_speak(antecedent(token), cast, words) if antecedent(token) is not token else True
    if token.pos_ in ("PRON", "PROPN") or token.tag_ == "PRP$":
        return token.lower_ not in ("this", "that", "there", "what", "which")
    lemma = token.lemma_.lower()
    if lemma in words.people or lemma in words.texts or token.ent_type_ in _SPEAKING_ENTITIES:
        return True
    return bool(cast.actors_of(token))


def preposition_phrases(token: Token) -> Iterator[tuple[Token, Token]]:
    """Each preposition that depends on a word, with the noun or gerund that it leads to."""
    for prep in token.children:
        if prep.dep_ in ("prep", "agent", "dative", "prt") and prep.i > token.i:
            for led in prep.children:
                if led.dep_ in ("pobj", "pcomp"):
                    yield prep, led
