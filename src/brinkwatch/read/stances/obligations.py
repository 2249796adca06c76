"""What a source says that others must do, and the red lines that it draws."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ...model import Quote, Span, Statement
from ...ontology.stances import PositionRules
from ..excerpts import governed, sentence_span
from ..page import Page
from ..parties.cast import Cast
from ..syntax import child, is_passive, preposition_objects, sentence_around, subjects
from .drafts import Draft, characters, holder, is_condition

_OWN = ("we", "i")


def obligations(page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """Demands of the form "X must ...", "Y should ...", "Z has to ..." within what a source says; its duties to itself are none."""
    for sentence in page.sentences:
        for token in sentence:
            verb = _obliged(token, rules)
            statement = holder(statements, token) if verb is not None else None
            if verb is None or statement is None or statement.source is None or statement.act == "deny":
                continue
            heads = subjects(verb)
            parties = tuple(a for s in heads for a in cast.actors_of(s))
            if any(s.lower_ in _OWN for s in heads) or not (parties or is_passive(verb)):
                continue
            start = next((c.i for c in verb.lefts if c.dep_ == "neg"), verb.i)
            content = governed(page, verb, start if parties else None, but=lambda t: is_condition(t, rules))
            if content is not None:
                span = Span(statement.span.start, max(content.span.end, statement.cue.span.end))
                yield Draft("demand", content, span, verb, (statement.source,), parties, (statement.id,))


def imperatives(page: Page, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """Demands in the imperative within quoted words: "Get out of the region", "Please do not let us suffer"."""
    for sentence in page.sentences:
        for verb in sentence:
            if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or verb.lemma_ in rules.courtesies:
                continue
            if any(c.dep_ in ("nsubj", "nsubjpass", "expl") or c.tag_ in ("MD", "TO") for c in verb.children):
                continue
            statement = holder(statements, verb)
            if statement is None or statement.source is None or statement.form != "direct":
                continue
            start = next((c.i for c in verb.lefts if c.dep_ in ("neg", "aux")), verb.i)
            content = governed(page, verb, start, but=lambda t: is_condition(t, rules))
            if content is not None and statement.content.span.holds(content.span):
                yield Draft("demand", content, sentence_span(verb), verb, (statement.source,), (), (statement.id,))


def _obliged(token: Token, rules: PositionRules) -> Token | None:
    """The verb that a "must", "should", "has to", "needs to" obliges somebody to."""
    if token.dep_ == "aux" and token.lemma_.lower() in rules.obligations:
        return token.head
    if token.lemma_ in rules.obliged_to and token.pos_ in ("VERB", "AUX") and token.tag_ != "VBG":
        found = child(token, "xcomp")
        return found if found is not None and any(c.tag_ == "TO" for c in found.children) else None
    return None


def red_lines(page: Page, cast: Cast, rules: PositionRules, statements: tuple[Statement, ...]) -> Iterator[Draft]:
    """ "X is a red line for us": the party that draws it, and what would cross it."""
    for sentence in page.sentences:
        for token in sentence:
            if token.lemma_ not in rules.red_line_nouns or not any(c.lower_ == "red" for c in token.children):
                continue
            drawn_by = [*preposition_objects(token, ("for", "of")), *(c for c in token.children if c.dep_ == "poss")]
            issuers = tuple(a for t in drawn_by for a in cast.actors_of(t))
            statement = next((s for s in reversed(statements) if s.content.span.holds(characters(token))), None)
            if not issuers and statement is not None and statement.source is not None:
                issuers = (statement.source,)
            content = _crossing(page, token)
            if content is not None:
                basis = (statement.id,) if statement else ()
                yield Draft("red_line", content, sentence_span(token), token, issuers, (), basis)


def _crossing(page: Page, line: Token) -> Quote | None:
    """What would cross a red line: the subject it is said of; where that is "this" or "it", the condition that the sentence states."""
    copula = line.head
    subject = child(copula, "nsubj") if line.dep_ in ("attr", "oprd", "acomp") else None
    if subject is not None and subject.pos_ != "PRON":
        return governed(page, subject)
    clause = next(
        (t for t in sentence_around(line) if t.dep_ == "advcl" and line.i not in {x.i for x in t.subtree}), None
    )
    if clause is None or subject is None:
        return None
    mark = child(clause, "mark")
    return governed(page, clause, mark.i + 1 if mark is not None and mark.i < clause.i else None)
