"""Attributions: what the finders of cues hand on to be made statements, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from ...model import Act, Span
from ...ontology.cues import CueWords
from ..parties.cast import Cast
from ..syntax import antecedent, child, governors, sentence_around, subjects

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


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """A document's text, put together from its tokens only once while one document is read."""
    return doc.text


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
            return Span(start, _word_end(text, end))
    return None


def _word_end(text: str, end: int) -> int:
    """The end of the hyphenated word that a bound would cut in two."""
    while text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum() and text[end - 1].isalnum():
        end += 1
        while text[end : end + 1].isalnum():
            end += 1
    return end


def stretch(first: Token, last: Token) -> Span | None:
    """The words from the left edge of one phrase to the right edge of another, trimmed, without an opening "that"."""
    left, right = first.left_edge, last.right_edge
    if left.lower_ == "that" and left.dep_ in ("mark", "complm") and left.i < right.i:
        left = left.nbor()
    return trimmed(text_of(first.doc), left.idx, right.idx + len(right))


def source_of(cue: Token) -> Token | None:
    """The head of the noun phrase nearest a cue that says, thinks or wants: its own subject, a relative pronoun's too."""
    own = child(cue, "nsubj", "nsubjpass")
    if own is None:
        own = next((s for aux in cue.children if aux.dep_ == "aux" and (s := child(aux, "nsubj", "nsubjpass"))), None)
    if own is not None and own.tag_ in ("WP", "WDT"):
        return own
    if cue.tag_ == "VBG" and cue.i > 0 and cue.nbor(-1).lower_ == "as":
        return _quoted_source(cue)
    if is_misjoined(cue):
        return source_of(_above(cue))
    found = [own] if own is not None else subjects(cue)
    if not found and cue.tag_ in ("VBD", "VBZ", "VBP"):
        return _just_before(cue)
    if not found or (found[0] != own and found[0].lower_ in ("it", "there", "this")):
        return None
    return found[0]


def _just_before(cue: Token) -> Token | None:
    """The name or noun right before a finite cue that the parse left without a subject."""
    at = cue.i - 1
    while at > sentence_around(cue).start and (cue.doc[at].text == "," or cue.doc[at].pos_ == "ADV"):
        at -= 1
    token = cue.doc[at]
    return token if at >= sentence_around(cue).start and token.pos_ in ("PROPN", "NOUN") and token.i < cue.i else None


def _quoted_source(cue: Token) -> Token | None:
    """Who is quoted as saying: the object of the verb before "as", or its subject in the passive."""
    quoting: Token | None = None
    for token in sentence_around(cue):
        if token.i < cue.i and token.pos_ == "VERB" and (child(token, "dobj") or child(token, "nsubjpass")):
            quoting = token
    return (child(quoting, "dobj") or child(quoting, "nsubjpass")) if quoting is not None else None


def is_misjoined(verb: Token) -> bool:
    """Whether a finite verb without a subject is joined to one that it can't be coordinated with ("would recover and praised")."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP") or child(verb, "nsubj", "nsubjpass"):
        return False
    return verb.head.tag_ in ("VB", "VBG") and not any(
        c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP", "VBD") for c in verb.head.children
    )


def _above(verb: Token) -> Token:
    """The nearest finite verb above a misjoined one that it can be coordinated with."""
    above = verb.head
    for _ in range(8):
        if above.head == above:
            break
        above = above.head
        if above.tag_ in ("VBD", "VBZ", "VBP"):
            break
    return above


def may_speak(token: Token, cast: Cast, words: CueWords) -> bool:
    """Whether a noun phrase can be a source of words or thought: a party, a person, a group, or a text."""
    if token.tag_ in ("WP", "WDT"):
        return may_speak(antecedent(token), cast, words) if antecedent(token) != token else True
    if token.pos_ in ("PRON", "PROPN") or token.tag_ == "PRP$":
        return token.lower_ not in ("this", "that", "there", "what", "which")
    lemma = token.lemma_.lower()
    if lemma in words.people or lemma in words.texts or token.ent_type_ in _SPEAKING_ENTITIES:
        return True
    if token.pos_ == "NUM" or lemma in words.quantities:
        return any(may_speak(led, cast, words) for _, led in preposition_phrases(token)) or token.pos_ == "NUM"
    return bool(cast.actors_of(token))


def speaker_above(cue: Token, source: Token, cast: Cast, words: CueWords) -> Token:
    """The understood source of a cue, or, where that can't speak, the nearest subject above it that can."""
    if source.head == cue or may_speak(source, cast, words):
        return source
    for above in governors(cue):
        subject = child(above, "nsubj")
        if subject is not None and may_speak(subject, cast, words):
            return subject
    return source


def preposition_phrases(token: Token) -> Iterator[tuple[Token, Token]]:
    """Each preposition that depends on a word, with the noun or gerund that it leads to."""
    for prep in token.children:
        if prep.dep_ in ("prep", "agent", "dative", "prt") and prep.i > token.i:
            for led in prep.children:
                if led.dep_ in ("pobj", "pcomp"):
                    yield prep, led
