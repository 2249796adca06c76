"""A corrected report as a training annotation: its items as offsets into the text, in the form of training/corpus."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from ..model import Actor, ConditionalWarning, Event, Position, Reading, Span, Statement, content_id
from .corrected import Correction
from .passage import sentence_around

REGISTER = "desk"
"""Where the report is from, in a corpus: it came to a desk, and may be of any kind."""


def annotation(reading: Reading, corrections: Sequence[Correction]) -> dict[str, Any]:
    """A report with the corrections that were made to its reading, as a JSON object; its text is known by its SHA-256.

    `layers` names the events alone: what an analyst has looked at. The rest is as it was read. `not_events` are the sentences in which an
    event was rejected and none is left.
    """
    report = reading.report
    head = {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published and report.published.isoformat(),
        "url": report.url,
        "text_file": f"{file_name(report.id)}.txt",
        "register": REGISTER,
        "layers": ["events"],
        "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
    }
    return {
        "report": _known(head),
        "statements": [_statement(each) for each in reading.statements],
        "events": [_event(each) for each in reading.events],
        "positions": [_position(each) for each in reading.positions],
        "warnings": [_warning(each) for each in reading.warnings],
        "not_events": sorted(_not_events(reading, corrections)),
    }


def file_name(report_id: str) -> str:
    """A report's id as the name of a file that no other report's has."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", report_id).lstrip(".")[:80]
    return plain if plain == report_id else f"{plain}-{content_id('', report_id)[:8]}"


def _not_events(reading: Reading, corrections: Sequence[Correction]) -> set[Span]:
    rejected = {sentence_around(each.trigger.span, reading.sentences) for each in corrections if each.kind == "reject"}
    return {sentence for sentence in rejected if not any(sentence.touches(e.trigger.span) for e in reading.events)}


def _statement(item: Statement) -> dict[str, Any]:
    fields = {"cue": item.cue.span, "content": item.content.span, "form": item.form, "act": item.act}
    return {"id": item.id, "clause": item.span, "source": item.source and _party(item.source), **fields} | _known(
        {"within": item.within}
    )


def _event(item: Event) -> dict[str, Any]:
    when, where = item.when, item.where
    days = when and (when.start, when.end)
    known = {
        "mode": item.mode,
        "when": when and when.span,
        "when_value": [day and day.isoformat() for day in days] if days and any(days) else None,
        "where": where and where.span,
        "where_country": where and where.country,
    }
    return {
        "id": item.id,
        "clause": item.span,
        "trigger": item.trigger.span,
        "type": item.type,
        **_known(known),
        "actors": [_party(each) for each in item.actors],
        "recipients": [_party(each) for each in item.recipients],
        "factuality": item.factuality,
        "aux": item.aux,
        "according_to": item.according_to,
    }


def _position(item: Position) -> dict[str, Any]:
    known = {"condition": item.condition and item.condition.span, "deadline": item.deadline and item.deadline.span}
    return {
        "id": item.id,
        "clause": item.span,
        "kind": item.kind,
        "issuers": [_party(each) for each in item.issuers],
        "addressees": [_party(each) for each in item.addressees],
        "content": item.content.span,
        **_known(known),
    }


def _warning(item: ConditionalWarning) -> dict[str, Any]:
    parts = {"if": item.condition.span, "then": item.consequence.span}
    return {"id": item.id, "clause": item.span, "source": item.source and _party(item.source), **parts}


def _party(actor: Actor) -> dict[str, Any]:
    known = {"role": actor.role, "country": actor.country, "sector": actor.sector, "anonymous": actor.anonymous or None}
    return {"text": actor.span, "name": actor.name, **_known(known)}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
