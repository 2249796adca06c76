"""Hearsay: "according to X", "as X put it", "reportedly", "alleged"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import Span
from ...ontology.cues import CueWords
from ..parties.cast import Cast
from ..syntax import child
from .attributions import Attribution, may_speak, stretch, text_of, trimmed
from .extents import nominal

_SET_OFF = frozenset({",", "—", "–", "-", "("})
_VERBAL = frozenset({"VERB", "AUX"})


def find_hearsay(sentence: Tokens, cast: Cast, words: CueWords) -> Iterator[Attribution]:
    """Every attribution that a sentence makes without a verb or noun of speech."""
    for token in sentence:
        if token.lower_ in words.prepositions:
            found = _according(token, sentence, cast, words)
        elif token.lower_ in words.hearsay_adverbs and token.pos_ == "ADV":
            found = _adverb(token, sentence, words)
        elif token.lower_ in words.hearsay_adjectives and token.dep_ == "amod":
            found = _adjective(token, words)
        else:
            continue
        if found is not None:
            yield found


def _according(token: Token, sentence: Tokens, cast: Cast, words: CueWords) -> Attribution | None:
    """A clause with "according to X" before, after or inside it."""
    to = token
    if token.lower_ == "according":
        if token.i + 1 >= sentence.end or token.nbor().lower_ != "to":
            return None
        to = token.nbor()
    source = next((t for t in sentence if t.i > to.i and t.dep_ == "pobj" and t.head.i in (token.i, to.i)), None)
    if source is None or (to == token and not may_speak(source, cast, words)):
        return None
    end = source.right_edge.i + 1
    host = token.head if token.head != token else sentence.root
    while host.head != host and (host.pos_ not in _VERBAL or not child(host, "nsubj", "nsubjpass", "expl")):
        host = host.head
    span = _around(token.i, end, host, sentence)
    return Attribution((token.i, to.i + 1), source, span, "say") if span else None


def _around(start: int, end: int, host: Token, sentence: Tokens) -> Span | None:
    """The clause of `host` without the phrase from token `start` to before `end` where that stands at one of its ends."""
    doc = sentence.doc
    first, last = host.left_edge.i, host.right_edge.i + 1
    if start - first <= 1:
        first = end
        last = sentence.end if host == sentence.root else last
    elif last - end <= 1 or doc[start - 1].text not in _SET_OFF:
        last = start
    if first >= last:
        return None
    final = doc[last - 1]
    return trimmed(text_of(doc), doc[first].idx, final.idx + len(final))


def _adverb(token: Token, sentence: Tokens, words: CueWords) -> Attribution | None:
    host = token.head
    if host == token:
        host = sentence.root
    span = stretch(host, host)
    if span is not None and token.i == host.left_edge.i:
        span = trimmed(text_of(token.doc), token.idx + len(token), span.end)
    return Attribution((token.i, token.i + 1), None, span, words.hearsay_adverbs[token.lower_]) if span else None


def _adjective(token: Token, words: CueWords) -> Attribution | None:
    noun = token.head
    end = noun.right_edge.i + 1
    span = nominal(token.doc, token.i + 1, end, end)
    return Attribution((token.i, token.i + 1), None, span, words.hearsay_adjectives[token.lower_]) if span else None
