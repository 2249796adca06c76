"""A reading as analysts have corrected it. Pure: what was read stays, and what stands of the corrections is laid over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Actor, Event, Position, Quote, Reading, Span, Statement, content_id
from ..ontology.plover import plover
from .passage import sentence_around

CorrectionKind = Literal["recode", "reject", "mark"]


@dataclass(frozen=True, slots=True)
class Coding:
    """What an analyst says of an event: None leaves it as it was read; `mode` counts where there is a `type`."""

    type: str | None = None
    mode: str | None = None
    actors: tuple[Actor, ...] | None = None
    recipients: tuple[Actor, ...] | None = None
    factuality: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """That an event was misread (recode), is none (reject), or was missed (mark: `event` is None): who says so, when and why.

    `trigger` is the words that report the act, by which it is found where a newer reader reads it under another id. It can be undone, and
    stays on record with who did so and when.
    """

    id: str
    report: str
    kind: CorrectionKind
    event: str | None
    trigger: Quote
    coding: Coding
    why: str
    by: str
    at: dt.datetime
    undone_by: str | None = None
    undone_at: dt.datetime | None = None

    @property
    def subject(self) -> str:
        """The id of the event that it is about; a missed one has it from the correction."""
        return subject_of(self.id, self.event)


def subject_of(correction: str, event: str | None) -> str:
    """The id of the event that a correction, by its own id, is about."""
    return event or content_id("e", correction)


def corrected(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """The reading with corrections, in order, laid over it; one whose event is not in it changes nothing."""
    for correction in corrections:
        reading = _with(reading, correction) or reading
    return reading


def unapplied(reading: Reading, corrections: Sequence[Correction]) -> Iterator[Correction]:
    """The corrections whose event is not in the reading."""
    for correction in corrections:
        changed = _with(reading, correction)
        if changed is None:
            yield correction
        reading = changed or reading


def _with(reading: Reading, correction: Correction) -> Reading | None:
    event = event_meant(reading, correction)
    if event is None:
        return _marked(reading, correction) if correction.kind == "mark" else None
    if correction.kind == "reject":
        return without(reading, event.id)
    changed = recoded(event, correction.coding)
    return replace(reading, events=tuple(changed if each.id == event.id else each for each in reading.events))


def event_meant(reading: Reading, correction: Correction) -> Event | None:
    """The event of a reading that a correction is of: by its id, else by the words that report it."""
    named = next((event for event in reading.events if event.id == correction.subject), None)
    return named or next(iter(overlapping(reading, correction.trigger.span)), None)


def overlapping(reading: Reading, span: Span) -> list[Event]:
    """The events of a reading whose triggers have a part in a span, those with the largest first."""

    def shared(event: Event) -> int:
        start, end = event.trigger.span
        return min(span.end, end) - max(span.start, start)

    return sorted((event for event in reading.events if shared(event) > 0), key=shared, reverse=True)


def recoded(event: Event, coding: Coding) -> Event:
    """An event as an analyst codes it; what a person has looked at is sure."""
    changes = {
        name: value for name in ("actors", "recipients", "factuality") if (value := getattr(coding, name)) is not None
    }
    type_, mode = (coding.type, coding.mode) if coding.type else (event.type, event.mode)
    score = plover().score(type_, mode)
    return replace(event, type=type_, mode=mode, score=score, confidence=1.0, **changes)


def _marked(reading: Reading, correction: Correction) -> Reading:
    """The reading with an event that was missed; it is as told by the innermost statement that it stands in."""
    trigger, coding = correction.trigger, correction.coding
    within = [s for s in reading.statements if s.content.span.holds(trigger.span)]
    voice = min(within, key=_extent, default=None)
    blank = Event(
        id=correction.subject,
        report=reading.report.id,
        span=sentence_around(trigger.span, reading.sentences),
        trigger=trigger,
        type="",
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        when=None,
        where=None,
        factuality="CT+",
        aux=(),
        according_to=voice.id if voice else None,
        score=0.0,
        confidence=1.0,
    )
    return replace(reading, events=(*reading.events, recoded(blank, coding)))


def _extent(statement: Statement) -> int:
    start, end = statement.content.span
    return end - start


def without(reading: Reading, event: str) -> Reading:
    """The reading without an event, what names it, and what can't stand without it: a precedent, a discrepancy of fewer than two."""
    discrepancies = tuple(
        replace(each, items=tuple(item for item in each.items if item != event)) if event in each.items else each
        for each in reading.discrepancies
    )
    return replace(
        reading,
        events=tuple(each for each in reading.events if each.id != event),
        positions=tuple(_unanswered(position, event) for position in reading.positions),
        precedents=tuple(each for each in reading.precedents if each.event != event),
        discrepancies=tuple(each for each in discrepancies if len(each.items) > 1),
    )


def _unanswered(position: Position, event: str) -> Position:
    """A position without an event; open again where that was its only answer."""
    if event not in (*position.basis, *position.answered_by):
        return position
    answers = tuple(each for each in position.answered_by if each != event)
    status = position.status if answers or event not in position.answered_by else "open"
    basis = tuple(each for each in position.basis if each != event)
    return replace(position, basis=basis, answered_by=answers, status=status)
