"""Factuality: how surely an act's own source holds that it happened (FactBank), and PLOVER's auxiliary modes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from ...model import Statement
from ...ontology.factuality import FactualityWords, Kind, factuality_words
from ..page import Page
from ..syntax import SUBJECTS, VERBAL, is_infinitive, sentence_around, subjects
from .background import is_background
from .triggers import Trigger

RANK = {"CT": 0, "PR": 1, "PS": 2, "U": 3}
SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "SUPPORT"})
"""Types that are acts of speech: who denies an accusation does not deny that it was made."""

WILLED = frozenset({"THREATEN", "REJECT"})
"""Types whose trigger may itself be a modal and a negation ("will not tolerate")."""

ARMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})

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
    elif held.hypothetical and not settled:
        modes.append("hypothetical")
    elif held.future and trigger.type != "AGREE" and not held.denied:
        modes.append("future")
    if held.denied:
        modes.append("negation")
    return tuple(modes)


class _Walk:
    """Climbs from a trigger to the top of what its source says, and notes how each word on the way changes the act."""

    def __init__(self, page: Page, trigger: Trigger, words: FactualityWords) -> None:
        self.doc, self.words, self.trigger = page.doc, words, trigger
        self.inside = range(trigger.start, trigger.end) if trigger.type in WILLED else range(0)
        self.denial = False

    def judge(self) -> Held:
        """How the act is held to be."""
        token = self.doc[self.trigger.start : self.trigger.end].root
        held = self._local(token, Held())
        for _ in range(_STEPS):
            above = self._step(token)
            if above is None:
                break
            token, kind = above
            held = self._local(token, held.under(kind) if kind else held)
        if token.head == token and sentence_around(token)[-1].text == "?":
            return replace(held, certainty="U")
        return held

    def _local(self, token: Token, held: Held) -> Held:
        """The modals, negations, hedges and conjunctions that stand with one word."""
        incapable = False
        for word in self._beside(token):
            text = word.lower_
            if word.dep_ == "aux" and text in self.words.modals:
                incapable = text in self.words.incapable
                held = held.under(self._modal(word, token))
            elif kind := self._kind_beside(word, token):
                if kind.denies and incapable:
                    held = replace(held, certainty="CT", hypothetical=False)
                held = held.under(kind)
        return held

    def _modal(self, word: Token, token: Token) -> Kind:
        """What a modal says; what a bill "would" do is no more than possible."""
        kind = self.words.modals[word.lower_]
        drafted = any(c.dep_ in SUBJECTS and c.lemma_.lower() in self.words.draft for c in token.children)
        return self.words.modals["might"] if drafted and kind == self.words.modals["would"] else kind

    def _beside(self, token: Token) -> Iterator[Token]:
        """The words that stand with one: its dependents, and for a noun all before it in its phrase."""
        nominal = token.pos_ in ("NOUN", "PROPN")
        before = self.doc[token.left_edge.i : token.i] if nominal else ()
        seen = {word.i for word in before if word.dep_ in ("amod", "det")}
        yield from (word for word in before if word.i in seen and word.i not in self.inside)
        yield from (word for word in token.children if word.i not in seen and word.i not in self.inside)

    def _kind_beside(self, word: Token, token: Token) -> Kind | None:
        words, text = self.words, word.lower_
        match word.dep_:
            case "neg" | "advmod" | "preconj":
                following = self.doc[word.i + 1 : word.i + 2].text.lower()
                return None if following in words.limiting else words.adverbs.get(text)
            case "mark":
                return words.marks.get(text)
            case "det":
                return words.determiners.get(text)
            case "amod" | "acomp":
                return words.modifiers.get(text)
            case "nsubj" | "nsubjpass" | "dobj" if token.pos_ in VERBAL:
                inner = next((c.lower_ for c in word.children if c.dep_ == "det"), text)
                return words.determiners.get(inner) or words.determiners.get(text)
        return None

    def _step(self, token: Token) -> tuple[Token, Kind | None] | None:
        """The next word up that bears on the act, with what its kind makes of it; None at the top."""
        head = token.head
        if head == token:
            return None
        match token.dep_:
            case "xcomp" | "ccomp" | "acomp":
                return self._clause(head, token)
            case "dobj" | "nsubjpass" | "oprd" | "compound":
                return self._noun_below(head, None, token)
            case "pobj":
                return self._preposition(head, token)
            case "pcomp":
                return self._gerund(head)
            case "nsubj" | "csubj" | "attr":
                return self._predicate(head, token)
            case "acl" if is_infinitive(token):
                return head, self._kind(head, None) or self.words.nouns["hope"]
            case "advcl" if is_infinitive(token):
                return self._purpose(token)
            case "conj" if token.tag_ == head.tag_ and not any(c.dep_ in (*SUBJECTS, "aux") for c in token.children):
                return head, None
        return None

    def _kind(self, head: Token, preposition: str | None) -> Kind | None:
        table = self.words.nouns if head.pos_ in ("NOUN", "PROPN") else self.words.governors
        names = (f"{head.lemma_.lower()} {preposition}", head.lemma_.lower(), head.lower_)
        return next((kind for name in names if (kind := table.get(name))), None)

    def _clause(self, head: Token, token: Token) -> tuple[Token, Kind | None] | None:
        """The word above a clause: an infinitive is thought of only, unless the word says otherwise; "that" clauses stand by themselves."""
        lemma = head.lemma_.lower()
        if token.dep_ == "acomp":
            return head, None
        infinitive = is_infinitive(token) or token.tag_ in ("VB", "VBG")
        if (
            not infinitive
            and token.dep_ == "ccomp"
            and lemma not in self.words.finite
            and head.lower_ not in self.words.finite
        ):
            return None
        if lemma in self.words.performative and self.trigger.type in SAID and self._first_person(head):
            return head, None
        kind = self._kind(head, "to" if infinitive else None)
        if kind is None and not is_infinitive(token):
            return None
        return self._noted(head, kind or self.words.governors["hope"])

    def _first_person(self, verb: Token) -> bool:
        return any(s.pos_ == "PRON" and "1" in s.morph.get("Person", []) for s in subjects(verb))

    def _noted(self, head: Token, kind: Kind) -> tuple[Token, Kind | None] | None:
        """A denial is noted, so that a statement's own act does not count it again."""
        if head.lemma_ == "deny":
            if self.trigger.type in SAID:
                return None
            self.denial = True
        return head, kind

    def _noun_below(self, head: Token, preposition: str | None, token: Token) -> tuple[Token, Kind | None] | None:
        lemma = head.lemma_.lower()
        if lemma in self.words.presumed and head.pos_ in VERBAL and token.pos_ not in VERBAL:
            return None
        if token.dep_ == "nsubjpass" and lemma in self.words.purposed:
            return None
        kind = self._kind(head, preposition)
        return self._noted(head, kind) if kind else None

    def _preposition(self, prep: Token, token: Token) -> tuple[Token, Kind | None] | None:
        if kind := self.words.prepositions.get(prep.lower_):
            return prep, kind
        if prep.lower_ in self.words.inert:
            return None
        return self._noun_below(prep.head, prep.lower_, token)

    def _gerund(self, prep: Token) -> tuple[Token, Kind | None] | None:
        """The word above a gerund: "in" shares its fate ("help in defeating"), others count where they are known ("plans for")."""
        if kind := self.words.prepositions.get(prep.lower_):
            return prep, kind
        if prep.lower_ == "in":
            return prep.head, self._kind(prep.head, "in")
        if prep.lower_ in self.words.inert:
            return None
        kind = self._kind(prep.head, prep.lower_)
        return self._noted(prep.head, kind) if kind else None

    def _predicate(self, head: Token, token: Token) -> tuple[Token, Kind | None] | None:
        """The verb an act is the subject of bears on it where it says that it happens ("talks will resume"), or supposes it."""
        if token.dep_ in ("csubj", "attr"):
            return head, None
        lemma = head.lemma_.lower()
        known = any(c.dep_ in ("det", "poss") and c.lower_ not in self.words.indefinite for c in token.children)
        supposed = any(c.dep_ == "mark" and c.lower_ in self.words.marks for c in head.children)
        if (supposed and not known) or (
            lemma != "be" and self.words.governors.get(lemma) == self.words.governors["begin"]
        ):
            return head, None
        would = any(
            c.dep_ == "aux" and self.words.modals.get(c.lower_) == self.words.modals["would"] for c in head.children
        )
        return (head, self.words.governors["hope"]) if lemma == "be" and would and not known else None

    def _purpose(self, token: Token) -> tuple[Token, Kind | None] | None:
        """A purpose is thought of only; one of arms is PLOVER's "future"."""
        plan, hope = self.words.governors["plan"], self.words.governors["hope"]
        known = self.words.governors.get(f"{token.head.lemma_.lower()} to")
        return token.head, known or (plan if self.trigger.type in ARMED else hope)
