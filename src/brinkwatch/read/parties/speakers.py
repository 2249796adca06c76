"""Speakers: who says "I" and "we" at a token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from ...ontology.pronouns import load_pronouns
from ..page import Page
from ..syntax import sentence_around
from .noun_phrases import NOMINAL

_QUOTED = re.compile(r"“[^”]*(?:”|\n\s*\n|$)|\"[^\"]*(?:\"|\n\s*\n|$)|(?<!\w)‘[^‘]*?(?:’(?!\w)|\n\s*\n|$)")

_FAR = 800
"""Tokens over which a line that announces speech ("The minister said:") holds."""


def find_quoted(page: Page) -> Mapping[int, tuple[int, int]]:
    """Under each token inside quotation marks, the first and one past the last token of its quotation."""
    inside: dict[int, tuple[int, int]] = {}
    for match in _QUOTED.finditer(page.doc.text):
        first, last = page.token_at(match.start()), page.token_at(match.end() - 1)
        if first is not None:
            stretch = (first.i, (last.i if last is not None else len(page.doc) - 1) + 1)
            inside.update((i, stretch) for i in range(*stretch))
    return inside


def speaker_of(token: Token, quoted: Mapping[int, tuple[int, int]]) -> Token | None:
    """The subject of the verb of saying that a first person stands under: that of its quotation, else of the clause around it, else
    of the last line that announces speech with a colon. None where there is none."""
    stretch = quoted.get(token.i)
    if stretch is not None:
        return _around(token.doc, stretch, quoted)
    return _above(token) or _announced(token)


def _around(doc: Doc, stretch: tuple[int, int], quoted: Mapping[int, tuple[int, int]]) -> Token | None:
    """The subject that speaks a quotation: within its sentences, else in the sentence before, else after."""
    first, last = doc[stretch[0]].sent, doc[stretch[1] - 1].sent
    here = list(_saying(doc, first.start, last.end, quoted))
    if here:
        before = [s for s in here if s.i < stretch[0]]
        after = [s for s in here if s.i >= stretch[1]]
        return min(after, key=lambda s: s.i) if after and (not before or after[0].i - stretch[1] < 6) else before[-1]
    start = first.start
    for _ in range(3):
        if start == 0:
            break
        sentence = sentence_around(doc[start - 1])
        found = list(_saying(doc, sentence.start, sentence.end, quoted))
        if found:
            return found[-1]
        start = sentence.start
    following = sentence_around(doc[last.end]) if last.end < len(doc) else None
    return next(_saying(doc, following.start, following.end, quoted), None) if following is not None else None


def _saying(doc: Doc, start: int, end: int, quoted: Mapping[int, tuple[int, int]]) -> Iterator[Token]:
    """Subjects of verbs of saying outside quotation marks, in order."""
    verbs = load_pronouns().saying
    for i in range(start, end):
        if doc[i].lemma_.lower() in verbs and i not in quoted and doc[i].pos_ == "VERB":
            yield from (subject for subject in _subject(doc[i]) if subject.i not in quoted)
        elif doc[i].text == "according" and i not in quoted:
            yield from (t for child in doc[i].rights for t in child.rights if t.dep_ == "pobj")


def _subject(verb: Token) -> Iterator[Token]:
    while True:
        found = [
            c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and (c.pos_ in NOMINAL or c.pos_ == "NUM")
        ]
        if found or verb.dep_ not in ("conj", "xcomp", "advcl"):
            yield from found
            return
        verb = verb.head


def _above(token: Token) -> Token | None:
    verbs, ours = load_pronouns().saying, load_pronouns().speakers | load_pronouns().speaker
    for ancestor in token.ancestors:
        if ancestor.pos_ == "VERB" and ancestor.lemma_.lower() in verbs:
            for subject in _subject(ancestor):
                if subject.i < token.i and subject.lower_ not in ours:
                    return subject
    return None


def _announced(token: Token) -> Token | None:
    doc, verbs = token.doc, load_pronouns().saying
    for i in range(token.i - 1, max(0, token.i - _FAR), -1):
        if doc[i].text == ":" and i + 1 < len(doc) and (doc[i + 1].is_space or doc[i + 1].is_sent_start):
            sentence = sentence_around(doc[i])
            for verb in sentence:
                if verb.lemma_.lower() in verbs and verb.pos_ == "VERB":
                    return next(_subject(verb), None)
            return None
    return None
