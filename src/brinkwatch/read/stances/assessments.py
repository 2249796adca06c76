"""Assessments: somebody's judgement of where this is going, the report's own included."""

from __future__ import annotations

from spacy.tokens import Token

from ...model import Assessment, Direction, Quote, Span, Statement, content_id
from ...ontology.stances import AssessmentRules, stance_rules
from ..excerpts import governed, is_negated, sentence_span
from ..page import Page
from ..parties.cast import Cast
from ..speech.likelihood import find_likelihood
from ..syntax import subjects


def find_assessments(page: Page, cast: Cast, statements: tuple[Statement, ...]) -> tuple[Assessment, ...]:
    """Every judgement of what lies ahead, in order: a clause about a party, or about war, talks and the like, whose verb or adjective
    looks forward. Promises, demands and threats are positions, not judgements."""
    rules = stance_rules().assessment
    found: dict[Span, Assessment] = {}
    for sentence in page.sentences:
        for token in sentence:
            if not _looks_ahead(rules, token):
                continue
            statement = _holder(statements, token)
            if statement is not None and statement.act not in (*rules.acts, "say", "deny"):
                continue
            content = _content(page, token)
            if content is None or any(span.touches(content.span) for span in found):
                continue
            if item := _assessment(page, cast, rules, token, content, statement):
                found[content.span] = item
    return tuple(sorted(found.values(), key=lambda a: a.span))


def _looks_ahead(rules: AssessmentRules, token: Token) -> bool:
    """Whether a word makes its clause a judgement of the future: "is likely to", "seems poised", "could lead", "will hardly"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "ADJ" or token.tag_ in ("VBN", "JJ"):
        copular = token.dep_ in ("acomp", "attr", "oprd", "conj") or any(
            t.lemma_ == "be" or t.lemma_ in rules.seeming for t in (token.head, *token.lefts)
        )
        foretold = token.dep_ == "amod" and token.head.lemma_ in rules.outcome_nouns and lemma in rules.complete
        return foretold or (lemma in rules.adjectives and copular and _governs_future(rules, token))
    if token.pos_ not in ("VERB", "AUX"):
        return False
    auxiliaries = {c.lower_ for c in token.children if c.dep_ == "aux"}
    adverbs = {c.lower_ for c in token.children if c.dep_ == "advmod"}
    if auxiliaries & rules.forecasts:
        return bool(adverbs & rules.adverbs) or (bool(auxiliaries & rules.possible) and lemma in rules.verbs)
    return lemma in rules.seeming and any(c.dep_ in ("oprd", "xcomp", "acomp") for c in token.children)


def _governs_future(rules: AssessmentRules, adjective: Token) -> bool:
    """ "Likely to attack", "inevitable", "poised for": an infinitive, a preposition, or nothing after a word that says it all."""
    return any(c.dep_ in ("xcomp", "ccomp", "prep", "advcl") for c in adjective.children) or (
        adjective.lemma_ in rules.complete
    )


def _holder(statements: tuple[Statement, ...], token: Token) -> Statement | None:
    holding = [s for s in statements if s.content.span.holds((token.idx, token.idx + len(token)))]
    return min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)


def _clause(token: Token) -> Token:
    """The verb of the clause that a looking-ahead word belongs to."""
    for _ in range(3):
        if token.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children):
            return token
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _content(page: Page, token: Token) -> Quote | None:
    verb = _clause(token)
    return governed(page, verb, but=lambda t: t.dep_ == "advcl" and t.i > verb.i)


def _assessment(
    page: Page, cast: Cast, rules: AssessmentRules, token: Token, content: Quote, statement: Statement | None
) -> Assessment | None:
    verb = _clause(token)
    heads = subjects(verb)
    about = tuple(dict.fromkeys(a for s in heads for a in cast.actors_of(s)))
    tokens = page.doc.char_span(*content.span, alignment_mode="expand") or ()
    words = {t.lemma_.lower() for t in tokens}
    if not about and not words & rules.about:
        return None
    if not words & (rules.about | rules.escalation | rules.relief):
        return None
    likelihood = find_likelihood(content.text)
    return Assessment(
        id=content_id("a", page.report.id, *content.span),
        report=page.report.id,
        span=sentence_span(token),
        about=about,
        content=content,
        likelihood=likelihood,
        direction=_direction(rules, tuple(tokens)),
        according_to=statement.id if statement else None,
    )


def _direction(rules: AssessmentRules, tokens: tuple[Token, ...]) -> Direction:
    """Where the words point: those of escalation against those of relief, turned round where anything in the clause negates."""
    lemmas = [t.lemma_.lower() for t in tokens]
    score = sum((lemma in rules.escalation) - (lemma in rules.relief) for lemma in lemmas)
    if rules.negations.intersection(lemmas) or any(is_negated(t) for t in tokens):
        score = -score
    return "escalation" if score > 0 else "relief" if score < 0 else "unclear"
