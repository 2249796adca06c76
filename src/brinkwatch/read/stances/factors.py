"""Factors: what pushes a party (driver), holds it back (constraint), or is done so that a cost bites less (preparation)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import Actor, Factor, FactorKind, Quote, Span, Statement, When, content_id
from ...ontology.stances import FactorRules, stance_rules
from ..excerpts import governed, sentence_span
from ..page import Page
from ..parties.cast import Cast
from ..syntax import is_passive, objects, subjects

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def find_factors(
    page: Page, cast: Cast, times: tuple[When, ...], statements: tuple[Statement, ...]
) -> tuple[Factor, ...]:
    """Every factor on the page, in order; one whose party the sentence does not name is not kept."""
    rules = stance_rules().factor
    found: dict[Span, Factor] = {}
    for sentence in page.sentences:
        for kind, token in _matches(page, rules, sentence):
            clause = _clause(token)
            if any(c.lower_ in ("whether", "if") for c in clause.lefts):
                continue
            party = _party(cast, kind, clause, sentence)
            content = (
                governed(page, clause, _start(clause)) if clause.pos_ in ("VERB", "AUX") else governed(page, clause)
            )
            if party is None or content is None or any(span.touches(content.span) for span in found):
                continue
            found[content.span] = _factor(page, rules, times, statements, kind, party, content, sentence)
    return tuple(sorted(found.values(), key=lambda f: f.content.span))


def _matches(page: Page, rules: FactorRules, sentence: Tokens) -> Iterator[tuple[FactorKind, Token]]:
    words = sentence.text.lower()
    for kind, (verbs, _) in rules.kinds.items():
        yield from ((kind, t) for t in sentence if t.pos_ == "VERB" and t.lemma_.lower() in verbs and _moves(rules, t))
        for match in _phrases(kind).finditer(words):
            token = page.token_at(sentence.start_char + match.start())
            if token is not None and token.i < sentence.end:
                yield kind, token


def _moves(rules: FactorRules, verb: Token) -> bool:
    """Whether a verb that needs a cause has one: an agent in the passive, or a thing that moves somebody."""
    if verb.lemma_ not in rules.causes:
        return True
    particle = rules.causes[verb.lemma_]
    if particle and not any(c.lower_ == particle for c in verb.children):
        return False
    if is_passive(verb):
        return any(c.dep_ == "agent" for c in verb.children)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and subject.pos_ == "NOUN" and subject.ent_type_ == "" and bool(objects(verb))


@cache
def _phrases(kind: FactorKind) -> re.Pattern[str]:
    _, phrases = stance_rules().factor.kinds[kind]
    return re.compile("|".join(rf"\b{re.escape(p)}\b" for p in sorted(phrases, key=len, reverse=True)))


def _clause(token: Token) -> Token:
    """The verb of the clause around a token, or the token itself where it is a verb."""
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _start(verb: Token) -> int | None:
    """Where a clause's content begins: at its verb where the subject is the party, else at its beginning."""
    return (
        next((c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")), verb.i) if verb.dep_ != "ROOT" else None
    )


def _party(cast: Cast, kind: FactorKind, clause: Token, sentence: Tokens) -> Actor | None:
    """Whom the factor bears on: the object of what moves or holds back, else the subject, else the only state that the sentence names."""
    moved = clause.lemma_ in stance_rules().factor.causes or kind == "constraint"
    places = (objects, subjects) if moved and not is_passive(clause) else (subjects, objects)
    for place in places:
        for token in place(clause):
            if actors := cast.actors_of(token):
                return actors[0]
    named = {m.actor.country: m.actor for m in cast.within(sentence.start, sentence.end) if m.actor.country}
    return next(iter(named.values())) if len(named) == 1 else None


def _factor(
    page: Page,
    rules: FactorRules,
    times: tuple[When, ...],
    statements: tuple[Statement, ...],
    kind: FactorKind,
    party: Actor,
    content: Quote,
    sentence: Tokens,
) -> Factor:
    span = sentence_span(sentence[0])
    holding = [s for s in statements if s.content.span.holds(content.span)]
    statement = min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)
    return Factor(
        id=content_id("f", page.report.id, kind, *content.span),
        report=page.report.id,
        span=span,
        kind=kind,
        party=party,
        domain=_domain(rules, sentence),
        content=content,
        when=next((w for w in times if span.holds(w.span)), None),
        according_to=statement.id if statement else None,
    )


def _domain(rules: FactorRules, sentence: Tokens) -> str:
    lemmas = {t.lemma_.lower() for t in sentence}
    return next((domain for domain, words in rules.domains.items() if lemmas & words), "diplomatic")
