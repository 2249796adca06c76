"""Direct speech: which cue and whose mouth each quotation belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ...model import Act, Span
from ...ontology.cues import CueWords
from ..page import Page
from ..parties.cast import Cast
from ..syntax import agents, is_passive
from .attributions import Attribution, source_of
from .frames import verb_frames
from .quotes import Quotation

_ENDS = (".", "!", "?", ";")
_REACH = 45
"""Tokens before and after a quotation that are searched for its cue."""


@dataclass(frozen=True, slots=True)
class _Near:
    """The tokens outside all quotations that share a sentence with one: `before` and `after` it, in order."""

    before: tuple[Token, ...]
    after: tuple[Token, ...]


class Speech:
    """Finds the attributions of direct speech on one page."""

    def __init__(self, page: Page, cast: Cast, words: CueWords, quotations: Sequence[Quotation]) -> None:
        self.page, self.cast, self.words, self.quotations = page, cast, words, quotations
        self.text = page.report.text
        self.quoted: dict[int, int] = {}
        self.last_token: dict[Quotation, int] = {}
        for number, quotation in enumerate(quotations):
            token = page.token_at(quotation.outer.start)
            while token is not None and token.idx < quotation.outer.end:
                self.quoted[token.i] = number
                self.last_token[quotation] = token.i
                token = page.doc[token.i + 1] if token.i + 1 < len(page.doc) else None

    def attributions(self) -> Iterator[Attribution]:
        """One for each quotation that is somebody's speech, in order; interrupted ones are one."""
        last: Attribution | None = None
        last_end = 0
        number = 0
        while number < len(self.quotations):
            first = number
            quotation = self.quotations[number]
            near = self._near(quotation)
            found = self._cue(quotation, near)
            if found is None and last is not None and self._goes_on(quotation, near, last_end):
                found = last.cue, last.source, last.act
            if found is not None:
                number = self._joined(number)
                end = self.quotations[number].inner.end
                cue, source, act = found
                content = self._content(self.quotations[first].inner.start, end)
                last = Attribution(cue, source, content, act, direct=True)
                last_end = self.quotations[number].outer.end
                yield last
            number += 1

    def _content(self, start: int, end: int) -> Span:
        while end > start + 1 and self.text[end - 1] in ",;:—– ":
            end -= 1
        return Span(start, end)

    def _near(self, quotation: Quotation) -> _Near:
        doc = self.page.doc
        first = self.page.token_at(quotation.outer.start)
        assert first is not None
        before: list[Token] = []
        at = first.i - 1
        while at >= 0 and len(before) < _REACH and at not in self.quoted and not self._sentence_ends(doc[at], before):
            before.append(doc[at])
            at -= 1
        following: list[Token] = []
        at = self.last_token[quotation] + 1
        while at < len(doc) and len(following) < _REACH and at not in self.quoted and "\n" not in doc[at].text:
            if doc[at].text in _ENDS:
                break
            following.append(doc[at])
            at += 1
        spaceless = tuple(t for t in reversed(before) if not t.is_space)
        return _Near(spaceless, tuple(t for t in following if not t.is_space))

    def _sentence_ends(self, token: Token, before: list[Token]) -> bool:
        if token.text in _ENDS:
            return True
        if "\n" in token.text:
            previous = self.page.doc[token.i - 1].text if token.i else ""
            return bool(before) or previous not in (":", ",")
        return False

    def _speaks(self, token: Token) -> Act | None:
        if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
            return None
        return verb_frames(token, self.words).get("quote")

    def _cue(self, quotation: Quotation, near: _Near) -> tuple[tuple[int, int], Token | None, Act] | None:
        ending = self.text[quotation.inner.end - 1]
        following = near.after[0].text if near.after else ""
        open_ended = ending in ",?!—–…-]" or following in (",", "—", "–")
        if near.before and near.before[-1].text == ":":
            return self._cue_before(quotation, near) or (self._cue_after(near) if open_ended else None)
        return (self._cue_after(near) if open_ended else None) or self._cue_before(quotation, near)

    def _cue_after(self, near: _Near) -> tuple[tuple[int, int], Token | None, Act] | None:
        for place, token in enumerate(near.after[:25]):
            if token.lower_ in ("and", "but", "as", "while", "because", "which", "who") and place <= 1:
                return None
            act = self._speaks(token)
            if act is None or token.tag_ == "VBG" or (token.tag_ == "VB" and place > 0):
                continue
            if token.tag_ == "VBN" and any(c.dep_ in ("auxpass",) for c in token.children):
                continue
            return (token.i, token.i + 1), self._speaker(token, near.after), act
        return None

    def _cue_before(self, quotation: Quotation, near: _Near) -> tuple[tuple[int, int], Token | None, Act] | None:
        if not near.before:
            return None
        upper = (
            self.text[quotation.inner.start : quotation.inner.start + 1].isupper()
            or self.text[quotation.inner.start] in "[("
        )
        for back, token in enumerate(reversed(near.before)):
            act = self._speaks(token)
            if act is None:
                continue
            tail = near.before[len(near.before) - back :]
            after_clause = upper and near.before[-1].text == ":" and token.head.i >= near.before[0].i
            if not (self._leads(tail, quotation, upper) or after_clause) or _names(token):
                break
            return (token.i, token.i + 1), self._speaker(token, near.before), act
        if near.before[-1].text == ":":
            return self._label(near)
        return None

    def _leads(self, tail: tuple[Token, ...], quotation: Quotation, upper: bool) -> bool:
        """Whether the words between a cue and a quotation leave all of the speech to the quotation."""
        if not tail:
            return upper or quotation.inner.end - quotation.inner.start > 25
        if tail[-1].text == ":":
            return not any(self._clausal(t) for t in tail)
        if any(self._clausal(t) for t in tail):
            return False
        if tail[-1].text == ",":
            return upper or quotation.inner.end - quotation.inner.start > 40
        if [t.lower_ for t in tail] == ["that"]:
            return quotation.inner.end - quotation.inner.start > 25
        return upper and all(t.dep_ not in ("prep",) or t.lower_ in ("in", "on", "to", "at") for t in tail)

    def _clausal(self, token: Token) -> bool:
        return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.dep_ != "relcl"

    def _label(self, near: _Near) -> tuple[tuple[int, int], Token | None, Act] | None:
        """What leads to a quotation by a colon without a verb of speech: a noun that holds words, or the verb of the clause."""
        for token in reversed(near.before):
            act = self.words.nouns.get(token.lemma_.lower(), {}).get("quote") if token.pos_ == "NOUN" else None
            if act is not None:
                owner = next((c for c in token.children if c.dep_ == "poss"), None)
                verb = token.head
                return (token.i, token.i + 1), owner or (source_of(verb) if verb.pos_ in ("VERB", "AUX") else None), act
        return None

    def _speaker(self, cue: Token, near: tuple[Token, ...]) -> Token | None:
        """The head of the noun phrase that speaks: the cue's subject, else the nearest noun phrase beside it."""
        own = next((c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass") and c.i not in self.quoted), None)
        if own is not None:
            return own
        place = next(i for i, t in enumerate(near) if t.i == cue.i)
        right = next(
            (t for t in near[place + 1 : place + 2] if t.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ")), None
        )
        understood = source_of(cue)
        if understood is not None and understood.i not in self.quoted and (right is None or understood.i > cue.i):
            return understood
        if right is not None:
            return self._head_of(right, near[place + 1 :])
        for token in reversed(near[:place]):
            if token.pos_ in ("PROPN", "NOUN", "PRON"):
                return self._head_of(token, near[:place])
        return understood if understood is not None and understood.i not in self.quoted else None

    def _head_of(self, token: Token, near: tuple[Token, ...]) -> Token:
        """The topmost noun above a word within its noun phrase."""
        inside = {t.i for t in near}
        while token.head.i in inside and token.head != token and token.head.pos_ in ("PROPN", "NOUN", "PRON"):
            token = token.head
        return token

    def _goes_on(self, quotation: Quotation, near: _Near, last_end: int) -> bool:
        """Whether a quotation without a cue continues the speech before it: it opens a sentence of the same or the next paragraph."""
        between = self.text[last_end : quotation.outer.start]
        if near.before or between.count("\n\n") > 1 or quotation.inner.end - quotation.inner.start < 15:
            return False
        return between.count(".") + between.count("\n") <= 4 and len(between) < 300

    def _joined(self, number: int) -> int:
        """The number of the last quotation that belongs to the same sentence of speech."""
        while number + 1 < len(self.quotations):
            here, following = self.quotations[number], self.quotations[number + 1]
            between = self.text[here.outer.end : following.outer.start]
            bare = between.strip(" ,").lower()
            plain = not any(end in between for end in ".!?\n") and len(between) < 120
            ends_open = self.text[here.inner.end - 1] in ",;—–-…" or between.startswith((",", ";", " —", "—"))
            interrupted = plain and ends_open and between.rstrip().endswith((",", ";", "—", "–", "-"))
            if bare != "and" and not interrupted:
                break
            number += 1
        return number


def _names(cue: Token) -> bool:
    """Whether a participle only gives a thing its name or place ("a song called ...", "was reported in ...")."""
    return is_passive(cue) and not agents(cue)
