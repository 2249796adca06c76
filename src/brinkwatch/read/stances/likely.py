"""Positions that the network sees and no rule finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from ...model import Actor, Event, Quote, Span, Statement
from ...ontology.stances import PositionRules
from ..excerpts import governed, sentence_span
from ..learned.network import Floats
from ..learned.passages import STANCES
from ..page import Page
from ..parties.cast import Cast
from ..syntax import subjects
from .drafts import Draft, characters, holder, is_condition

UNSEEN = 0.7
"""Odds from which a word is taken to head what a position wants."""

_OPENING = frozenset({"mark", "punct", "cc", "advmod"})
"""What stands before the content in its own clause."""


def unseen(
    page: Page,
    cast: Cast,
    rules: PositionRules,
    statements: tuple[Statement, ...],
    events: tuple[Event, ...],
    odds: Mapping[int, Floats],
) -> Iterator[Draft]:
    """Positions that the network sees, the likeliest first: taken by whoever does the act that asks, offers or refuses, else by whoever
    says it."""
    for token in sorted(odds, key=lambda i: odds[i][0]):
        if 1 - odds[token][0] < UNSEEN:
            break
        head = page.doc[token]
        content = _content(page, head, rules)
        if content is None:
            continue
        statement, event = holder(statements, head), _event_above(head, events)
        issuers, addressees = _sides(cast, head, statement, event)
        basis = tuple(item.id for item in (event, statement) if item is not None)
        span = event.span if event is not None else sentence_span(head)
        yield Draft(STANCES[int(odds[token][1:].argmax())], content, span, head, issuers, addressees, basis)


def _content(page: Page, head: Token, rules: PositionRules) -> Quote | None:
    """What a word governs, from the first word that is more than an opening, its subject left out."""
    but = [t for t in head.lefts if t.dep_ in _OPENING or t.dep_ in ("nsubj", "nsubjpass", "expl")]
    start = max((t.right_edge.i + 1 for t in but), default=None)
    return governed(page, head, start, but=lambda t: is_condition(t, rules))


def _event_above(head: Token, events: tuple[Event, ...]) -> Event | None:
    """The act, of those that the word hangs on, that is nearest to it."""
    for token in (head, *head.ancestors):
        found = next((e for e in events if e.trigger.span.touches(characters(token))), None)
        if found is not None:
            return found
    return None


def _sides(
    cast: Cast, head: Token, statement: Statement | None, event: Event | None
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who takes a position, and towards whom."""
    if event is not None and event.actors and event.trigger.span != Span(*characters(head)):
        return event.actors, event.recipients
    if statement is not None and statement.source is not None:
        return (statement.source,), ()
    return tuple(a for s in subjects(head) for a in cast.actors_of(s)), ()
