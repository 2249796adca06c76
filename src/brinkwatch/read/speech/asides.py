"""Cues that stand beside what they attribute, set off by commas: "Talks had failed, officials said", "The turnout, as X put it, was low"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords
from ..parties.cast import Cast
from .attributions import Attribution, may_speak, text_of, trimmed

_MOST = 30
"""Tokens of an aside with its source: a longer one is a clause of its own."""
_BREAKS = frozenset({",", "—", "–", "(", ")"})


def find_asides(sentence: Tokens, cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Each attribution of a whole sentence to the source named in an aside."""
    for cue in sentence:
        act = _reports(cue, words)
        if act is None:
            continue
        bounds = _bounds(cue, sentence)
        source = _source(cue, bounds, cast, words) if bounds else None
        if bounds is None or source is None:
            continue
        span = _content(bounds, sentence)
        if span is not None:
            yield Attribution((cue.i, cue.i + 1), source, span, act)


def _reports(token: Token, words: CueWords) -> Act | None:
    """What a word does that can report a clause without opening one; "reports" is often taken for a noun at a sentence's end."""
    if token.tag_ not in ("VBD", "VBZ", "VBP", "NNS"):
        return None
    frames = words.verbs.get(words.lemma(token), {})
    return (
        frames.get("clause")
        if "quote" in frames or token.lemma_ in ("believe", "hope", "reckon", "understand")
        else None
    )


def _bounds(cue: Token, sentence: Tokens) -> tuple[int, int] | None:
    """The tokens between the breaks around a cue, start inclusive, end exclusive."""
    doc = cue.doc
    start = cue.i
    while start > sentence.start and not _breaks(doc[start - 1]):
        start -= 1
    end = cue.i + 1
    while (
        end < sentence.end
        and doc[end].text not in _BREAKS
        and doc[end].text not in (".", "!", "?", ";")
        and not doc[end].is_space
    ):
        end += 1
    if start == sentence.start or end - start > _MOST:
        return None
    return start, end


def _breaks(token: Token) -> bool:
    """Whether a token sets an aside off: a comma, bracket or dash, but no hyphen within a word."""
    if token.text in ("-", "--"):
        return bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in _BREAKS


def _source(cue: Token, bounds: tuple[int, int], cast: Cast, words: CueWords) -> Token | None:
    """The head of the only other phrase of an aside; None where the aside holds more than a source and a cue."""
    start, end = bounds
    doc = cue.doc
    before = [t for t in doc[start : cue.i] if not (t.i == start and t.lower_ == "as")]
    after = list(doc[cue.i + 1 : end])
    if any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or t.tag_ in ("WP", "WDT", "WP$") for t in (*before, *after)):
        return None
    before = [t for t in before if t.pos_ != "ADV"]
    if before and (before[-1].pos_ in ("NOUN", "PROPN", "PRON") or before[-1].text in ('"', "”", ")")):
        named, late = before, after
    elif not before and after and cue.tag_ != "NNS":
        named, late = after, []
    else:
        return None
    if (
        late
        and late[0].pos_ not in ("ADP", "ADV")
        and late[0].ent_type_ not in ("DATE", "TIME")
        and late[0].dep_ != "dative"
    ):
        return None
    head = next((t for t in named if t.head.i not in {x.i for x in named} or t.dep_ == "nsubj"), None)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON") or not may_speak(head, cast, words):
        return None
    return head


def _goes_on(bounds: tuple[int, int], sentence: Tokens) -> bool:
    """Whether what is attributed goes on after the aside, and no other clause begins there."""
    rest = sentence.doc[bounds[1] + 1 : sentence.end]
    if len(rest) < 2 or not any(t.pos_ in ("VERB", "AUX") for t in rest) or rest[0].tag_ == "VBG":
        return False
    if rest[0].lower_ == "and":
        return rest[1].pos_ in ("VERB", "AUX")
    return rest[0].lower_ not in ("but", "who", "which", "that", "as", "while", "after", "although", "though")


def _content(bounds: tuple[int, int], sentence: Tokens) -> Span | None:
    doc = sentence.doc
    start, end = bounds
    around = end < sentence.end and _breaks(doc[end]) and _goes_on(bounds, sentence)
    opening = doc[start - 2] if start - 2 > sentence.start else None
    if opening is not None and opening.tag_ in ("WDT", "WP") and around:
        return trimmed(text_of(doc), doc[end].idx, sentence.end_char)
    if not around and not any(t.pos_ in ("VERB", "AUX") for t in doc[sentence.start : start]):
        return None
    last = doc[sentence.end - 1] if around else doc[start - 1]
    return trimmed(text_of(doc), sentence.start_char, last.idx + len(last))
