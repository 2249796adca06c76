"""Events: each trigger with its roles, time, place, factuality and source."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from ...model import Actor, Event, Place, Quote, Span, Statement, When, content_id
from ...ontology.plover import plover
from ..page import Page
from ..parties.cast import Cast
from ..syntax import sentence_around
from .factuality import judge_factuality
from .further import further_recipients
from .occasion import Occasion
from .roles import find_roles
from .triggers import Trigger, find_triggers

NO_ACTOR = 0.8
"""What is left of an event's confidence where nobody is named who does it."""

BELOW = 0.1
"""What an event's confidence loses with each clause or phrase that its trigger stands below what the sentence tells."""

MOST_BELOW = 4

FLAT = frozenset({"conj", "xcomp", "dobj", "nsubj", "nsubjpass", "compound", "acomp", "attr", "prt", "aux"})
"""Dependencies that don't lead further down."""


def find_events(
    page: Page, cast: Cast, times: tuple[When, ...], places: tuple[Place, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """Every event on the page, in order of its trigger."""
    occasion = Occasion(page, times, places, statements)
    return tuple(_event(page, cast, occasion, trigger, statements) for trigger in find_triggers(page, cast))


def _event(page: Page, cast: Cast, occasion: Occasion, trigger: Trigger, statements: Sequence[Statement]) -> Event:
    quote = page.quote(trigger.start, trigger.end)
    statement = _holder(quote, statements)
    actors, recipients = find_roles(page, cast, trigger)
    when, where = occasion.of(page.doc[trigger.head])
    recipients = recipients or further_recipients(page, cast, trigger, actors, where)
    factuality, aux = judge_factuality(page, trigger, statement)
    return Event(
        id=content_id("e", page.report.id, trigger.type, *quote.span),
        report=page.report.id,
        span=_clause(page, trigger, quote, (*actors, *recipients)),
        trigger=quote,
        type=trigger.type,
        mode=trigger.mode,
        contexts=trigger.contexts,
        actors=actors,
        recipients=recipients,
        when=when,
        where=where,
        factuality=factuality,
        aux=aux,
        according_to=statement.id if statement else None,
        score=plover().score(trigger.type, trigger.mode),
        confidence=round(trigger.weight * (1 if actors else NO_ACTOR) * _prominence(page.doc[trigger.head]), 3),
    )


def _prominence(token: Token) -> float:
    """1 where the act is what its sentence tells, less for each clause or phrase that it stands below."""
    below = 0
    while token.dep_ not in ("ROOT", "ccomp", "parataxis") and below < MOST_BELOW:
        below += token.dep_ not in FLAT
        token = token.head
    return 1 - BELOW * below


def _holder(quote: Quote, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement whose content holds the words."""
    holding = [s for s in statements if s.content.span.holds(quote.span) and not s.cue.span.touches(quote.span)]
    return min(holding, key=lambda s: s.content.span.end - s.content.span.start, default=None)


def _clause(page: Page, trigger: Trigger, quote: Quote, parties: Sequence[Actor]) -> Span:
    """From the first to the last of the trigger, its parties and its other arguments, within its sentence."""
    head = page.doc[trigger.head]
    sentence = Span(sentence_around(head).start_char, sentence_around(head).end_char)
    spans = [quote.span, *(p.span for p in parties if sentence.holds(p.span)), *_arguments(head)]
    words = page.report.quote(min(s[0] for s in spans), max(s[1] for s in spans))
    return words.span


def _arguments(head: Token) -> list[Span]:
    """The phrases that follow a trigger as its objects, without what is said further of them."""
    found = []
    for child in head.children:
        if child.dep_ in ("dobj", "dative", "prep", "agent", "oprd", "attr", "acomp", "prt") and child.i > head.i:
            last = max((t for t in child.subtree if not _said_further(t, child)), key=lambda t: t.i)
            found.append(Span(child.idx, last.idx + len(last)))
    return found


def _said_further(token: Token, top: Token) -> bool:
    """Whether a token stands in a clause of its own below `top`."""
    while token.i != top.i:
        if token.dep_ in ("relcl", "acl", "advcl", "punct"):
            return True
        token = token.head
    return False
