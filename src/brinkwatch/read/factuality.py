"""Factuality: how surely an act's own source holds that it happened (FactBank), and PLOVER's auxiliary modes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from ..model import Statement
from ..ontology.factuality import FactualityWords, Kind, factuality_words
from .background import is_background
from .page import Page
from .syntax import SUBJECTS, VERBAL, is_infinitive
from .triggers import Trigger

RANK = {"CT": 0, "PR": 1, "PS": 2, "U": 3}
SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE"})
"""Types that are acts of speech: who denies an accusation does not deny that it was made."""

_STEPS = 12


@dataclass(frozen=True, slots=True)
class Held:
    """How an act is held to be, seen from some word above it."""

    certainty: str = "CT"
    denied: bool = False
    future: bool = False
    hypothetical: bool = False

    def under(self, kind: Kind) -> Held:
        """The same act as seen from above a word of this kind."""
        certainty = max(self.certainty, kind.certainty, key=lambda value: RANK[value])
        return Held(
            certainty,
            self.denied != kind.denies,
            self.future or kind.aux == "future",
            self.hypothetical or kind.aux == "hypothetical",
        )


def judge_factuality(page: Page, trigger: Trigger, statement: Statement | None) -> tuple[str, tuple[str, ...]]:
    """FactBank's value ("CT+", "PS-", "Uu" ...) and the auxiliary modes ("historical", "future", "hypothetical", "negation") of the
    act that `trigger` reports; `statement` is the innermost one whose content holds it."""
    words = factuality_words()
    walk = _Walk(page, trigger, words)
    held = walk.judge()
    if statement is not None and statement.act == "deny" and trigger.type not in SAID and not walk.denial:
        held = replace(held, denied=not held.denied)
    value = "Uu" if held.certainty == "U" else held.certainty + ("-" if held.denied else "+")
    return value, _modes(held, page, trigger, statement, words)


def _modes(
    held: Held, page: Page, trigger: Trigger, statement: Statement | None, words: FactualityWords
) -> tuple[str, ...]:
    modes = []
    settled = held.certainty == "CT"
    if is_background(page, trigger, statement, words):
        modes.append("historical")
    elif held.future and trigger.type != "AGREE" and not held.denied:
        modes.append("future")
    elif held.hypothetical and not settled:
        modes.append("hypothetical")
    if held.denied and held.certainty != "U":
        modes.append("negation")
    return tuple(modes)


class _Walk:
    """Climbs from a trigger to the top of what its source says, and notes how each word on the way changes the act."""

    def __init__(self, page: Page, trigger: Trigger, words: FactualityWords) -> None:
        self.inside = range(trigger.start, trigger.end)
        self.doc, self.words, self.trigger = page.doc, words, trigger
        self.denial = False

    def judge(self) -> Held:
        """How the act is held to be."""
        token = self._top()
        held = self._local(token, Held())
        for _ in range(_STEPS):
            above = self._step(token)
            if above is None:
                return held
            token, kinds = above
            for kind in kinds:
                held = held.under(kind)
            held = self._local(token, held)
        return held

    def _top(self) -> Token:
        """The trigger's highest word."""
        return self.doc[self.trigger.start : self.trigger.end].root

    def _local(self, token: Token, held: Held) -> Held:
        """The modals, negations, hedges and conjunctions that stand with one word."""
        modal: Kind | None = None
        incapable = False
        for word in self._beside(token):
            text = word.lower_
            if word.dep_ == "aux" and text in self.words.modals:
                modal = self.words.modals[text]
                incapable = text in self.words.incapable
                held = held.under(modal)
            elif kind := self._kind_beside(word, token):
                if kind.denies and incapable:
                    held = replace(held, certainty="CT", hypothetical=False)
                held = held.under(kind)
        return held

    def _beside(self, token: Token) -> Iterator[Token]:
        for word in token.children:
            if word.i not in self.inside:
                yield word

    def _kind_beside(self, word: Token, token: Token) -> Kind | None:
        words, text = self.words, word.lower_
        if word.dep_ in ("neg", "advmod", "preconj"):
            return words.adverbs.get(text)
        if word.dep_ == "mark":
            return words.marks.get(text)
        if word.dep_ == "det":
            return words.determiners.get(text)
        if word.dep_ in SUBJECTS and token.pos_ in VERBAL:
            inner = next((c.lower_ for c in word.children if c.dep_ == "det"), text)
            return words.determiners.get(inner) or words.determiners.get(text)
        if word.dep_ == "amod" and token.pos_ in ("NOUN", "PROPN"):
            return words.modifiers.get(text)
        if word.dep_ == "acomp":
            return words.modifiers.get(text)
        return None

    def _step(self, token: Token) -> tuple[Token, list[Kind]] | None:
        """The next word up that bears on the act, with what its kind makes of it; None at the top."""
        head = token.head
        if head is token:
            return None
        match token.dep_:
            case "xcomp" | "dobj" | "nsubjpass" | "oprd" | "acomp" | "compound" | "ccomp":
                return self._governor(head, None, token)
            case "pobj" | "pcomp":
                return self._preposition(head, token)
            case "nsubj" | "csubj" | "attr":
                return self._predicate(head, token)
            case "acl":
                return self._modified(token)
            case "advcl":
                return self._purpose(token)
            case "conj":
                return self._conjunct(token)
        return None

    def _governor(self, head: Token, preposition: str | None, token: Token) -> tuple[Token, list[Kind]] | None:
        names = [f"{head.lemma_.lower()} {preposition}"] if preposition else []
        kind = next((k for n in (*names, head.lemma_.lower(), head.lower_) if (k := self.words.governors.get(n))), None)
        if kind is None or (token.dep_ == "ccomp" and kind == self.words.governors["be"]):
            return None
        if kind.denies and head.lemma_ == "deny":
            if self.trigger.type in SAID:
                return None
            self.denial = True
        return head, [kind]

    def _preposition(self, prep: Token, token: Token) -> tuple[Token, list[Kind]] | None:
        if kind := self.words.prepositions.get(prep.lower_):
            return prep, [kind]
        governor = prep.head
        if prep.lower_ in ("in", "at", "on", "after", "during", "since", "following", "despite", "over", "by", "about") and token.dep_ == "pobj":
            return None
        return self._governor(governor, prep.lower_, token)

    def _predicate(self, head: Token, token: Token) -> tuple[Token, list[Kind]] | None:
        """The verb an act is the subject of bears on it where it says that it happens ("talks will resume")."""
        kind = self.words.governors.get(head.lemma_.lower())
        if token.dep_ == "csubj" or token.dep_ == "attr":
            return head, []
        if kind is not None and kind == self.words.governors["be"] and head.lemma_ != "be":
            return head, []
        return None

    def _modified(self, token: Token) -> tuple[Token, list[Kind]] | None:
        """An infinitive after a noun is no more than thought of, unless the noun says otherwise ("efforts to")."""
        if not is_infinitive(token):
            return None
        return self._governor(token.head, None, token) or (token.head, [self.words.governors["want"]])

    def _purpose(self, token: Token) -> tuple[Token, list[Kind]] | None:
        if not is_infinitive(token):
            return None
        found = self._governor(token.head, None, token)
        kind = self.words.governors["plan" if self.trigger.type in ("ASSAULT", "COERCE", "MOBILIZE") else "want"]
        return None if found and found[1][0] == kind else (token.head, [kind])

    def _conjunct(self, token: Token) -> tuple[Token, list[Kind]] | None:
        """A conjunct shares what stands with the first one, unless it has its own subject or auxiliary."""
        if any(c.dep_ in (*SUBJECTS, "aux") for c in token.children):
            return None
        return token.head, []
