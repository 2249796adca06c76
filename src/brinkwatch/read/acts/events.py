"""Events: each trigger with its roles, time, place, factuality and source."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from ...model import Actor, Event, Place, Quote, Span, Statement, When, content_id
from ...ontology.plover import plover
from ..learned.judge import Judged
from ..page import Page
from ..syntax import sentence_around
from .further import host_recipients
from .occasion import Occasion
from .triggers import Trigger


def find_events(
    page: Page,
    times: tuple[When, ...],
    places: tuple[Place, ...],
    statements: tuple[Statement, ...],
    acts: tuple[Judged, ...],
) -> tuple[Event, ...]:
    """The acts on a page as events, with their time and place."""
    occasion = Occasion(page, times, places, statements)
    return tuple(_event(page, occasion, act) for act in acts)


def _event(page: Page, occasion: Occasion, act: Judged) -> Event:
    trigger = act.trigger
    quote = page.quote(trigger.start, trigger.end)
    when, where = occasion.of(page.doc[trigger.head])
    recipients = act.recipients or host_recipients(trigger, act.actors, where)
    return Event(
        id=content_id("e", page.report.id, trigger.type, *quote.span),
        report=page.report.id,
        span=_clause(page, trigger, quote, (*act.actors, *recipients)),
        trigger=quote,
        type=trigger.type,
        mode=trigger.mode,
        contexts=trigger.contexts,
        actors=act.actors,
        recipients=recipients,
        when=when,
        where=where,
        factuality=act.factuality,
        aux=act.aux,
        according_to=act.statement.id if act.statement else None,
        score=plover().score(trigger.type, trigger.mode),
        confidence=round(act.confidence, 3),
    )


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
