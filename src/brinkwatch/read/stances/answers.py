"""Answers: which positions of a report its own events refuse, accept, meet or withdraw."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ...model import Actor, Event, Position, Status
from ...ontology.stances import stance_rules
from ..excerpts import sentence_span, token_of
from ..page import Page

_WORD = re.compile(r"[\w'-]{4,}")
_STATUS: dict[str, Status] = {
    "REJECT": "refused",
    "AGREE": "accepted",
    "CONCEDE": "accepted",
    "SUPPORT": "accepted",
    "RETREAT": "met",
}


def settle(page: Page, positions: tuple[Position, ...], events: tuple[Event, ...]) -> tuple[Position, ...]:
    """The positions with their status: the latest answer in the report counts, all that give it are named."""
    answers = [(event, _status(event)) for event in events if event.type in _STATUS and event.factuality == "CT+"]
    return tuple(_settled(page, position, answers) for position in positions)


def _status(event: Event) -> Status:
    return _STATUS[event.type]


def _settled(page: Page, position: Position, answers: list[tuple[Event, Status]]) -> Position:
    if position.kind not in ("demand", "offer", "threat"):
        return position
    given = [(e, s) for e, s in answers if e.id not in position.basis and _answers(page, position, e)]
    if not given:
        return position
    status: Status = given[-1][1]
    if status == "accepted" and _same_party(given[-1][0].actors, position.issuers):
        status = "withdrawn"
    return replace(position, status=status, answered_by=tuple(e.id for e, s in given if s == given[-1][1]))


def _answers(page: Page, position: Position, event: Event) -> bool:
    """Whether an event speaks of a position: by a party it was addressed to (or its own issuer, giving it up), and in its words."""
    rules = stance_rules().position
    by_other = _same_party(event.actors, position.addressees)
    by_issuer = event.type == "CONCEDE" and _same_party(event.actors, position.issuers)
    to_issuer = _same_party(event.recipients, position.issuers)
    token = token_of(page, event.trigger.span)
    if token is None or not (by_other or by_issuer or (to_issuer and not position.addressees)):
        return False
    sentence = sentence_span(token)
    words = {t.lemma_.lower() for t in page.doc.char_span(*sentence, alignment_mode="expand") or ()}
    about = _content_words(position.content.text)
    shared = len(about & _content_words(page.report.text[sentence.start : sentence.end])) / (len(about) or 1)
    own_sentence = sentence.holds(position.content.span)
    return shared >= rules.alike or bool(not own_sentence and by_other and to_issuer and words & rules.answers_demand)


def _same_party(some: Iterable[Actor], others: Iterable[Actor]) -> bool:
    names = {a.country or a.name for a in others}
    return any((a.country or a.name) in names for a in some)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
