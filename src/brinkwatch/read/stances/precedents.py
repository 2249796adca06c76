"""Precedents: past events cited for what they say about now."""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Token

from ...model import Event, Position, Precedent, Quote, Statement, content_id
from ...ontology.stances import PrecedentRules, stance_rules
from ..excerpts import governed, token_of
from ..page import Page
from ..syntax import sentence_around

_YEAR = dt.timedelta(days=365)


def find_precedents(
    page: Page, statements: tuple[Statement, ...], events: tuple[Event, ...], positions: tuple[Position, ...]
) -> tuple[Precedent, ...]:
    """Every precedent on the page, in order of its event: a grave event dated a year or more back, one that
    somebody cites, or one of the same kind as a threat, offer or demand of the report."""
    rules = stance_rules().precedent
    by_id = {e.id: e for e in events}
    cited = [s.content.span for s in statements if _cites(page, rules, s)]
    found = []
    for event in events:
        head = token_of(page, event.trigger.span)
        is_cited = any(span.holds(event.trigger.span) for span in cited)
        if head is None or event.factuality[-1] == "-" or not (is_cited or _past(page, event)):
            continue
        bears_on = tuple(p.id for p in positions if _bears_on(rules, event, p, by_id))
        dated = event.when is not None and event.when.end is not None
        if is_cited or bears_on or (dated and event.type in rules.types):
            outcome = _outcome(page, rules, head)
            found.append(
                Precedent(content_id("x", page.report.id, event.id), page.report.id, event.id, bears_on, outcome)
            )
    return tuple(found)


def _cites(page: Page, rules: PrecedentRules, statement: Statement) -> bool:
    cue = token_of(page, statement.cue.span)
    return cue is not None and cue.lemma_.lower() in rules.citing


def _past(page: Page, event: Event) -> bool:
    """Whether an event lies a year or more before the report, or is told as background without a date."""
    when, published = event.when, page.report.published
    if when is not None and when.end is not None and published is not None:
        return published - when.end >= _YEAR
    return "historical" in event.aux and (when is None or when.end is None)


def _bears_on(rules: PrecedentRules, event: Event, position: Position, events: dict[str, Event]) -> bool:
    """Whether a position's own act is of the past event's matter, or threatens what that event did."""
    matter = rules.same_matter.get(event.type, frozenset({event.type}))
    own = [events[i] for i in position.basis if i in events and i != event.id]
    parties = {a.country or a.name for e in own for a in (*e.actors, *e.recipients)}
    same_party = {a.country or a.name for a in (*event.actors, *event.recipients)} & parties
    named = event.trigger.text.lower()[:6] in position.content.text.lower()
    return bool(same_party) and (named or any(e.type in matter and e.id != event.id for e in own))


def _outcome(page: Page, rules: PrecedentRules, head: Token) -> Quote | None:
    """What is said to have come of it: the clause whose verb tells an outcome, or a next sentence that begins with "despite"."""
    for token in sentence_around(head):
        if token.lemma_.lower() in rules.outcomes and token.i > head.i and token.tag_ in ("VBD", "VBN", "VBZ"):
            quote = governed(page, token, token.i)
            if quote is not None and not quote.span.holds((head.idx, head.idx + len(head))):
                return quote
    after = sentence_around(head).end
    if after < len(page.doc) and page.doc[after].lower_ in rules.against:
        root = sentence_around(page.doc[after]).root
        return governed(page, root)
    return None
