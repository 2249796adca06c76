"""Discrepancies: where one report contradicts itself or reports rival claims. Shown, never resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from ...model import Actor, Discrepancy, Event, Statement
from ...ontology.stances import stance_rules
from ..excerpts import token_of
from ..page import Page
from .rival_statements import denied_statements, discrepancy, near_pairs, rival_numbers

_QUOTED = re.compile(r"“([^”]*)”")


def find_discrepancies(
    page: Page, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Discrepancy, ...]:
    """Every contradiction within the page, once, by the first pair of items that shows it."""
    found: dict[tuple[object, ...], Discrepancy] = {}
    spans = {i.id: i.span for i in statements} | {i.id: i.span for i in events}
    for item in (
        *_denials(page, statements, events),
        *denied_statements(page, statements),
        *_arguments(page, events),
        *_tolls(page, events),
        *rival_numbers(page, statements),
    ):
        names = tuple(sorted(_QUOTED.findall(item.note)))
        places = tuple(sorted({page.sentence_of(spans[i].start) or spans[i] for i in item.items}))
        found.setdefault((item.kind, names or places), item)
    return tuple(found.values())


def _denials(page: Page, statements: tuple[Statement, ...], events: tuple[Event, ...]) -> Iterator[Discrepancy]:
    """An act that one source asserts and another denies."""
    speakers = {s.id: s for s in statements}
    for one, two in _same_acts(page, events):
        no, yes = (one, two) if one.factuality == "CT-" else (two, one)
        if not (no.factuality == "CT-" and yes.factuality == "CT+" and no.according_to):
            continue
        if no.according_to != yes.according_to and _overlap(no.actors, yes.actors):
            who = _source(speakers.get(no.according_to or ""))
            other = _source(speakers.get(yes.according_to or "")) or "the report itself"
            note = f"{other} says it happened, {who or 'another source'} denies it"
            yield discrepancy(page, "denial", (yes.id, no.id), note)


def _arguments(page: Page, events: tuple[Event, ...]) -> Iterator[Discrepancy]:
    """One act told with different parties: a part here and the whole there, or another who did it."""
    for a, b in _same_acts(page, events):
        if a.mode != b.mode or "-" in a.factuality + b.factuality:
            continue
        same_parties = _overlap(a.recipients, b.recipients)
        if (a.type, a.mode) == ("COERCE", "seize") and same_parties and _overlap(a.actors, b.actors, empty=True):
            one, two = _object(a), _object(b)
            if one and two and one != two:
                yield discrepancy(page, "argument", (a.id, b.id), f"the same act is told of “{one}” and of “{two}”")
        elif same_parties and _rivals(a, b):
            names = " or ".join(", ".join(x.name for x in e.actors) for e in (a, b))
            yield discrepancy(page, "argument", (a.id, b.id), f"rival claims of who did it: {names}")


def _rivals(a: Event, b: Event) -> bool:
    """Whether two sources name different actors."""
    told = a.according_to and b.according_to and a.according_to != b.according_to
    return bool(told and a.actors and b.actors and not _overlap(a.actors, b.actors))


def _object(event: Event) -> str | None:
    """The words for what was seized: the place, else the party it was taken from."""
    if event.where is not None:
        return event.where.name
    return event.recipients[0].name if event.recipients else None


def _tolls(page: Page, events: tuple[Event, ...]) -> Iterator[Discrepancy]:
    """Two different numbers for the same toll, on different words."""
    counted = [(e, n) for e in events if e.type in ("ASSAULT", "COERCE") for n in [_number(page, e)] if n is not None]
    for (a, (lemma, one)), (b, (other, two)) in near_pairs(counted):
        apart = a.according_to != b.according_to and (a.according_to or b.according_to)
        if lemma == other and one != two and apart and not _dated_apart(a, b) and "historical" not in a.aux + b.aux:
            yield discrepancy(page, "number", (a.id, b.id), f"{one} or {two} ({lemma})")


def _number(page: Page, event: Event) -> tuple[str, str] | None:
    """A toll verb and the number of those it befell."""
    head = token_of(page, event.trigger.span)
    if head is None or head.lemma_.lower() not in stance_rules().discrepancy.tolls:
        return None
    for noun in head.children:
        if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr"):
            number = next((c for c in (noun, *noun.children) if c.like_num), None)
            if number is not None:
                return head.lemma_.lower(), number.text
    return None


def _same_acts(page: Page, events: tuple[Event, ...]) -> Iterator[tuple[Event, Event]]:
    """Pairs of events of one type by one word that no date keeps apart, in order."""
    alike: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        head = token_of(page, event.trigger.span)
        if head is not None:
            alike[event.type, _stem(head)].append(event)
    for same in alike.values():
        yield from ((a, b) for a, b in near_pairs(same) if not _dated_apart(a, b))


def _stem(token: Token) -> str:
    return token.lemma_.lower()[:5]


def _dated_apart(a: Event, b: Event) -> bool:
    if a.when is None or b.when is None or a.when.start is None or b.when.start is None:
        return False
    assert a.when.end is not None
    assert b.when.end is not None
    return a.when.end < b.when.start or b.when.end < a.when.start


def _overlap(some: Iterable[Actor], others: Iterable[Actor], *, empty: bool = False) -> bool:
    one, two = {a.country or a.name for a in some}, {a.country or a.name for a in others}
    return bool(one & two) or (empty and not (one and two))


def _source(statement: Statement | None) -> str | None:
    return statement.source.name if statement and statement.source else None
