"""Pronouns: whom "he", "they", "it", "we" and "which" mean, by number, gender, subject and nearness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from ...ontology.pronouns import load_pronouns
from ...ontology.sectors import load_sectors
from ..syntax import sentence_around
from .noun_phrases import NOMINAL, joined
from .speakers import speaker_of
from .ties import Identity

Gender = Literal["he", "she", "it", "they"]
_REACH = 3
"""Sentences looked back over."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_FITTING = 1.5


@dataclass(frozen=True, slots=True)
class Referents:
    """What pronouns need to know of a page: who a token is, whether it is a person's name, what stands in quotation marks, and
    the party that speaks in the report's own "we", if any."""

    identities: Callable[[Token], tuple[Identity, ...]]
    is_person: Callable[[Token], bool]
    quoted: Mapping[int, tuple[int, int]]
    house: Identity | None
    side: Callable[[Identity], Identity]

    def of(self, token: Token) -> tuple[Identity, ...]:
        """Whom a pronoun means; nobody where no earlier noun fits."""
        words, lower = load_pronouns(), token.lower_
        if lower in words.speaker or lower in words.speakers:
            return self._speaking(token, alone=lower in words.speaker)
        if lower in words.relative:
            return self._relative(token)
        if lower in words.it and _is_empty(token):
            return ()
        for gender in ("he", "she", "it", "they"):
            if lower in getattr(words, gender):
                return self._antecedent(token, gender)
        return ()

    def _speaking(self, token: Token, *, alone: bool) -> tuple[Identity, ...]:
        speaker = speaker_of(token, self.quoted)
        found = self.identities(speaker) if speaker is not None else ()
        if not found:
            return (self.house,) if self.house else ()
        return found if alone else tuple(dict.fromkeys(self.side(identity) for identity in found))

    def _relative(self, token: Token) -> tuple[Identity, ...]:
        for ancestor in (token, *token.ancestors):
            if ancestor.dep_ == "relcl":
                return self.identities(ancestor.head)
        return ()

    def _antecedent(self, token: Token, gender: Gender) -> tuple[Identity, ...]:
        if gender == "they" and (both := self._met(token)):
            return both
        best: tuple[float, Token] | None = None
        for candidate, distance in _before(token):
            score = self._score(token, candidate, gender, distance)
            if score is not None and (best is None or score > best[0]):
                best = (score, candidate)
        if best is None:
            return ()
        chosen = best[1]
        group = [chosen, *joined(chosen)] if gender == "they" else [chosen]
        return tuple(i for noun in group for i in self.identities(noun))

    def _met(self, token: Token) -> tuple[Identity, ...]:
        """The two persons who met in the sentence before one that starts with "they"."""
        start = sentence_around(token).start
        if token.i - start > 1 or start == 0:
            return ()
        verb = sentence_around(token.doc[start - 1]).root
        if verb.lemma_ not in load_pronouns().meeting:
            return ()
        subjects = [c for c in verb.lefts if c.dep_ == "nsubj" and self.is_person(c)]
        others = [t for t in verb.subtree if t.i > verb.i and self.is_person(t) and _is_met(t, verb)]
        return (*self.identities(subjects[0]), *self.identities(others[0])) if subjects and others else ()

    def _score(self, token: Token, candidate: Token, gender: Gender, distance: int) -> float | None:
        fit = self._fit(candidate, gender)
        if fit is None or _same_clause(token, candidate):
            return None
        subject = (
            1.5 if candidate.dep_ in _SUBJECTS else 0.5 if candidate.dep_ in ("dobj", "pobj") and distance == 0 else 0.0
        )
        possessor = 0.3 if candidate.dep_ == "poss" else 0.0
        return fit + subject + possessor - 1.2 * distance - (token.i - candidate.i) * 0.01

    def _fit(self, candidate: Token, gender: Gender) -> float | None:
        """How well a noun's number and gender fit, None where they don't or it is no party."""
        words = load_pronouns()
        if candidate.lower_ in getattr(words, gender):
            return 2.0 if self.identities(candidate) else None
        if candidate.lower_ in words.he | words.she | words.it | words.they or candidate.pos_ == "PRON":
            return None
        plural = candidate.tag_ in ("NNS", "NNPS") or any(True for _ in joined(candidate)) or candidate.pos_ == "NUM"
        person = self.is_person(candidate) or (not plural and self._is_title(candidate))
        if not (found := self.identities(candidate)):
            return None
        if gender in ("he", "she"):
            return _gender_fit(found[0], gender) if person and not plural else None
        if gender == "it":
            return None if person or plural else 1.5
        return 1.5 if plural else None if person else 0.3 if found[0].sector is None else 0.8

    def _is_title(self, candidate: Token) -> bool:
        lemma = candidate.lemma_.lower()
        sectors = load_sectors()
        return (
            lemma in sectors.offices
            or (lemma in sectors.sources and lemma not in ("report", "statement"))
            or candidate.lower_ in ("man", "woman")
        )


def _is_met(token: Token, verb: Token) -> bool:
    if token.dep_ == "dobj":
        return token.head.i == verb.i
    return token.dep_ == "pobj" and token.head.lower_ in ("with", "by", "to")


def is_pronoun(token: Token) -> bool:
    """Whether a token is a pronoun that can stand for a party."""
    words = load_pronouns()
    lower = token.lower_
    if token.pos_ not in ("PRON", "DET") and token.tag_ not in ("PRP", "PRP$", "WP", "WP$", "WDT"):
        return False
    if lower in words.relative:
        return token.tag_ in ("WP", "WP$", "WDT")
    return lower in words.he | words.she | words.it | words.they | words.speaker | words.speakers


def _before(token: Token) -> Iterator[tuple[Token, int]]:
    """Nouns before a token with their distance in sentences, in its own sentence and those just before."""
    doc, start, distance = token.doc, sentence_around(token).start, 0
    end = token.i
    while distance <= _REACH:
        yield from (
            (doc[i], distance) for i in range(end - 1, start - 1, -1) if doc[i].pos_ in NOMINAL or doc[i].tag_ == "PRP$"
        )
        if start == 0:
            return
        end, start, distance = start, sentence_around(doc[start - 1]).start, distance + 1


def _same_clause(token: Token, candidate: Token) -> bool:
    """Whether both are arguments of one verb, so that they can't be the same."""
    if token.tag_ == "PRP$" or candidate.head.i != token.head.i:
        return token.dep_ == "poss" and candidate.i == token.head.i
    return token.dep_ in ("dobj", "dative") and candidate.dep_ in _SUBJECTS


def _gender_fit(identity: Identity, gender: Gender) -> float | None:
    words, address = load_pronouns(), load_sectors()
    name, role = identity.name, (identity.role or "").lower()
    first = name.split(" ")[0]
    female = first in words.female or name in words.female or role.split(" ")[-1] in address.female
    male = first in words.male or name in words.male or role.split(" ")[-1] in address.male
    if gender == "she":
        return 3.0 if female else None if male else 1.5
    return None if female else 2.0 if male else 1.5


def _is_empty(token: Token) -> bool:
    """Whether an "it" stands for a clause or nothing: "it is clear that", "it was raining"."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in _SUBJECTS or verb.lemma_ not in ("be", "seem", "appear", "become", "take", "remain"):
        return False
    return any(c.dep_ in ("ccomp", "xcomp", "csubj", "advcl") for c in verb.children) or any(
        g.dep_ in ("xcomp", "ccomp") for c in verb.children if c.dep_ in ("acomp", "attr") for g in c.children
    )
