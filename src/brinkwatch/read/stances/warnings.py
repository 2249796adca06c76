"""Conditional warnings: "if X, then Y" and "X would mean Y" in which somebody forecasts a step of the crisis."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ...model import ConditionalWarning, Quote, Span, Statement, content_id
from ...ontology.stances import WarningRules, stance_rules
from ..excerpts import MARKS, governed, token_of
from ..page import Page
from ..parties.cast import Cast

Halves = tuple[Quote, Quote]


def find_warnings(page: Page, cast: Cast, statements: tuple[Statement, ...]) -> tuple[ConditionalWarning, ...]:
    """Every conditional warning on the page, in order of its span. A sentence that names nobody and nothing warns of nothing here."""
    rules = stance_rules().warning
    found: dict[Span, ConditionalWarning] = {}
    for sentence in page.sentences:
        if not any(t.lower_ in rules.marks or t.lower_ in rules.forecasts or t.lower_ == "without" for t in sentence):
            continue
        named = any(t.ent_type_ in rules.named for t in sentence) or cast.within(sentence.start, sentence.end)
        if not named and not _attributed(sentence, statements):
            continue
        for condition, consequence in _conditionals(page, rules, sentence, statements):
            if not any(span.touches(condition.span) for span in found):
                found[condition.span] = _warning(page, statements, condition, consequence)
    return tuple(sorted(found.values(), key=lambda w: w.span))


def _attributed(sentence: Tokens, statements: tuple[Statement, ...]) -> bool:
    span = Span(sentence.start_char, sentence.end_char)
    return any(s.source and s.content.span.touches(span) for s in statements)


def _conditionals(
    page: Page, rules: WarningRules, sentence: Tokens, statements: tuple[Statement, ...]
) -> Iterator[Halves]:
    for token in sentence:
        halves = None
        if token.dep_ == "advcl":
            halves = _if_clause(page, rules, token, statements)
        elif token.lemma_.lower() in rules.causes and token.pos_ == "VERB":
            halves = _cause(page, rules, token)
        elif token.dep_ == "agent":
            halves = _caused_by(page, rules, token)
        elif token.lower_ == "without" and token.dep_ == "prep":
            halves = _without(page, rules, token)
        if halves is not None:
            yield halves


def _if_clause(page: Page, rules: WarningRules, clause: Token, statements: tuple[Statement, ...]) -> Halves | None:
    """Both halves of a sentence with a conditional clause whose main clause forecasts."""
    start = _after_mark(rules, clause)
    main = clause.head
    if start is None:
        return None
    holder = _innermost(statements, Span(clause.idx, clause.idx + len(clause)))
    if holder is not None and not holder.content.span.holds((main.idx, main.idx + len(main))):
        main = token_of(page, holder.content.span) or main
        if main.i == clause.i:
            return None
    if not _forecasts(rules, main):
        return None
    condition = governed(page, clause, start)
    low, high = main.left_edge.i, main.right_edge.i + 1
    if clause.i < main.i:
        low = max(low, clause.right_edge.i + 1)
    consequence = governed(page, main, low, high, but=lambda t: t.i == clause.i)
    if consequence is not None and holder is not None:
        consequence = _inside(page, consequence, holder.content.span)
    return _halves(condition, consequence)


def _after_mark(rules: WarningRules, clause: Token) -> int | None:
    """Where a conditional clause begins, after "if", "unless", "as long as"; None for another clause."""
    for mark in clause.lefts:
        if mark.dep_ in MARKS and mark.lower_ in rules.marks:
            inverted = mark.lower_ == "should" and any(s.dep_ == "nsubj" and s.i < mark.i for s in clause.lefts)
            return None if inverted else mark.i + 1
    words = tuple(t.lower_ for t in clause.doc[max(0, clause.left_edge.i - 2) : clause.i])
    for phrase in rules.phrases:
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                return max(0, clause.left_edge.i - 2) + at + len(phrase)
    return None


def _forecasts(rules: WarningRules, verb: Token) -> bool:
    """Whether a clause, or one coordinated with it, speaks of what will or may come."""
    return any(
        c.lower_ in rules.forecasts
        for v in (verb, *verb.conjuncts)
        for c in (*v.children, v)
        if c.dep_ in ("aux", "ROOT", "ccomp")
    )


def _cause(page: Page, rules: WarningRules, verb: Token) -> Halves | None:
    """ "The deployment would mean war": an act as the subject of a verb of causing in a clause that forecasts."""
    auxiliary = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ in rules.forecasts), None)
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "csubj")), None)
    if auxiliary is None or subject is None or not (subject.dep_ == "csubj" or _names_act(rules, subject)):
        return None
    start = next((c.i for c in verb.lefts if c.dep_ in ("neg", "aux")), auxiliary.i)
    return _halves(governed(page, subject), governed(page, verb, start))


def _caused_by(page: Page, rules: WarningRules, agent: Token) -> Halves | None:
    """ "The talks would be helped by a truce": the agent of a verb of causing in a passive that forecasts."""
    verb = agent.head
    if verb.lemma_.lower() not in rules.causes or not _forecasts(rules, verb):
        return None
    return _halves(governed(page, agent, agent.i + 1), governed(page, verb, verb.left_edge.i, agent.i))


def _names_act(rules: WarningRules, noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in rules.acts or noun.tag_ == "VBG" or (noun.pos_ == "NOUN" and lemma.endswith(rules.act_endings))


def _without(page: Page, rules: WarningRules, preposition: Token) -> Halves | None:
    """ "There can be no peace without justice": a negated or forecasting clause that hangs on "without"."""
    main = next((t for t in preposition.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if main is None or not _forecasts(rules, main):
        return None
    negated = any(t.dep_ == "neg" or t.lower_ in ("no", "never", "nothing") for t in main.subtree)
    if not negated:
        return None
    condition = governed(page, preposition)
    low, high = main.left_edge.i, main.right_edge.i + 1
    if preposition.i > main.i:
        return _halves(condition, governed(page, main, low, preposition.i))
    return _halves(condition, governed(page, main, preposition.right_edge.i + 1, high))


def _halves(condition: Quote | None, consequence: Quote | None) -> Halves | None:
    if condition is None or consequence is None or condition.span.touches(consequence.span):
        return None
    return condition, consequence


def _inside(page: Page, quote: Quote, bounds: Span) -> Quote | None:
    start, end = max(quote.span.start, bounds.start), min(quote.span.end, bounds.end)
    return page.report.quote(start, end) if page.report.text[start:end].strip() else None


def _innermost(statements: tuple[Statement, ...], span: Span) -> Statement | None:
    holding = [s for s in statements if s.content.span.holds(span)]
    return min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)


def _warning(page: Page, statements: tuple[Statement, ...], condition: Quote, consequence: Quote) -> ConditionalWarning:
    statement = _innermost(statements, condition.span)
    span = Span(min(condition.span.start, consequence.span.start), max(condition.span.end, consequence.span.end))
    return ConditionalWarning(
        id=content_id("w", page.report.id, *condition.span, *consequence.span),
        report=page.report.id,
        span=span,
        source=statement.source if statement else None,
        condition=condition,
        consequence=consequence,
    )
