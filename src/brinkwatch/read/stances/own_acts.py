"""What a party says that its own side will do, on a condition (a threat, or an offer), or will not do (a refusal)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...model import Actor, ConditionalWarning, PositionKind, Statement
from ...ontology.stances import PositionRules
from ..excerpts import governed, is_negated, sentence_span, token_of
from ..page import Page
from ..parties.cast import Cast
from ..syntax import is_passive, subjects
from .drafts import Draft, holder, is_condition, one_side


def threats(
    page: Page,
    cast: Cast,
    rules: PositionRules,
    statements: tuple[Statement, ...],
    warnings: tuple[ConditionalWarning, ...],
) -> Iterator[Draft]:
    """Conditional warnings of what the warner's own side will do: kindly acts are offers, all others threats."""
    for warning in warnings:
        verb = token_of(page, warning.consequence.span)
        if verb is None or not _is_act_to_come(verb, rules):
            continue
        issuers = _own_side(cast, verb, warning.source)
        clause = token_of(page, warning.condition.span)
        if issuers and clause is not None and not (warning.source is None and _same_doer(cast, clause, issuers)):
            statement = holder(statements, verb)
            kind: PositionKind = "offer" if _kindly(verb, rules) and not is_negated(clause) else "threat"
            basis = (statement.id,) if statement else ()
            yield Draft(kind, warning.consequence, warning.span, verb, issuers, (), basis)


def promises(page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """ "We will ...", "he said his government would ...": what a source says that its own side will do. Meetings and journeys are plans."""
    for sentence in page.sentences:
        for token in sentence:
            if token.dep_ != "aux" or token.lower_ not in rules.to_come or token.head.pos_ != "VERB":
                continue
            verb = token.head
            statement = holder(statements, verb)
            if is_negated(verb) or is_passive(verb) or verb.lemma_ in rules.no_acts | rules.no_position:
                continue
            if statement is None or statement.source is None or statement.act not in ("say", "promise", "confirm"):
                continue
            issuers = _own_side(cast, verb, statement.source)
            content = governed(page, verb, verb.i, but=lambda t: is_condition(t, rules))
            if issuers and content is not None:
                yield Draft("promise", content, sentence_span(verb), verb, issuers, (), (statement.id,))


def refusals(page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """ "X will not ...", said by X or by the report of X: refusals; what X will not let happen is a red line."""
    for sentence in page.sentences:
        for token in sentence:
            if token.dep_ != "neg" and token.lower_ != "no":
                continue
            verb = token.head if token.dep_ == "neg" else token.head.head
            if (
                verb.pos_ != "VERB"
                or not _is_act_to_come(verb, rules)
                or any(is_condition(a, rules) for a in (verb, *verb.ancestors))
            ):
                continue
            statement = holder(statements, verb)
            issuers = _own_side(cast, verb, statement.source if statement else None)
            content = governed(page, verb, verb.i, but=lambda t: is_condition(t, rules))
            if (
                not issuers
                or is_passive(verb)
                or content is None
                or statement is None
                or statement.act in ("deny", "predict", "judge")
            ):
                continue
            kind: PositionKind = "red_line" if verb.lemma_ in rules.red_lines and token.dep_ == "neg" else "refusal"
            yield Draft(kind, content, sentence_span(verb), verb, issuers, (), (statement.id,))


def _is_act_to_come(verb: Token, rules: PositionRules) -> bool:
    """Whether a verb other than "be" or "have" stands with "will", "would" or "shall"."""
    to_come = any(c.dep_ == "aux" and c.lower_ in rules.to_come for c in verb.children)
    return to_come and verb.lemma_ not in rules.no_acts


def _same_doer(cast: Cast, clause: Token, issuers: tuple[Actor, ...]) -> bool:
    """Whether the condition is an act of the same party: then its consequence is foretold to it, not threatened by it."""
    names = {a.country or a.name for a in issuers}
    return any((a.country or a.name) in names for s in subjects(clause) for a in cast.actors_of(s))


def _kindly(verb: Token, rules: PositionRules) -> bool:
    return not is_negated(verb) and verb.lemma_.lower() in rules.kindly


def _own_side(cast: Cast, verb: Token, source: Actor | None) -> tuple[Actor, ...]:
    """Who would act: the subject, where it is the source's own side or, in the report's own voice, a state or body; the source, where
    a passive leaves the actor out."""
    heads = subjects(verb)
    parties = tuple(a for s in heads for a in cast.actors_of(s))
    if is_passive(verb) and not parties:
        return (source,) if source is not None and source.country and not source.anonymous else ()
    if source is None:
        return tuple(a for a in parties if a.country and a.sector in (None, "GOV", "MIL", "REB"))
    return parties if parties and one_side(parties, source) else ()
