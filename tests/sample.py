"""A small reader for tests: it reads sentences such as "Norland said Sudmark attacked Port Ade on 2024-05-01." and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from brinkwatch.model import (
    Actor,
    Assessment,
    ConditionalWarning,
    Discrepancy,
    Entity,
    Event,
    Factor,
    Position,
    Precedent,
    Quote,
    Reading,
    Report,
    Skipped,
    Span,
    Statement,
    When,
    content_id,
)

COUNTRIES = {"Norland": "NOR", "Sudmark": "DNK"}
SENTENCE = re.compile(
    r"(?:(?P<source>\w+) said )?(?P<actor>\w+) (?P<deed>attacked|threatened) (?P<recipient>\w+)(?: on (?P<day>\d{4}-\d\d-\d\d))?\."
)


class SampleReader:
    """Finds statements, events and threats in sentences of the one form it knows."""

    def __init__(self, name: str = "sample 1") -> None:
        self.name = name

    def read(self, report: Report) -> Reading:
        """What it finds in a report."""
        return read_sample(report)


def read_sample(report: Report) -> Reading:
    """What the sample reader finds in a report."""
    if report.language not in {None, "en"}:
        return Reading(
            report, skipped=(Skipped(f"report in a language that can't be read yet ({report.language})", 1),)
        )
    reading = Reading(report, sentences=tuple(Span(*match.span()) for match in re.finditer(r"[^.\n]+\.", report.text)))
    for match in SENTENCE.finditer(report.text):
        reading = _with_sentence(reading, match)
    return reading


def full_reading(report_id: str = "r1", published: dt.date | None = dt.date(2024, 5, 6)) -> Reading:
    """A reading with an item in each list, each with references to others."""
    text = "Harbour talks\n\nNorland said Sudmark attacked Ade on 2024-05-01. If talks fail, war follows.\n\nNorland threatened Sudmark."
    report = Report(report_id, text, "Harbour talks", "The Ferry Post", published, None, "en")
    reading = read_sample(report)
    warned, party = report.quote(text.index("If"), text.index("follows.") + 8), reading.events[1].actors[0]
    told, threat = reading.events[0], reading.positions[0]
    more = {
        "warnings": (
            ConditionalWarning(
                f"w-{report_id}",
                report_id,
                warned.span,
                None,
                quote(report, "talks fail"),
                quote(report, "war follows"),
            ),
        ),
        "precedents": (Precedent(f"x-{report_id}", report_id, told.id, (threat.id,), quote(report, "war follows")),),
        "factors": (
            Factor(f"f-{report_id}", report_id, warned.span, "driver", party, "military", quote(report, "talks fail")),
        ),
        "assessments": (
            Assessment(
                f"a-{report_id}", report_id, warned.span, (party,), quote(report, "war follows"), None, "escalation"
            ),
        ),
        "entities": (Entity(f"n-{report_id}", report_id, warned.span, warned.text, "weapon"),),
        "discrepancies": (
            Discrepancy(f"d-{report_id}", "denial", (told.id, reading.events[1].id), "both say they were attacked"),
        ),
    }
    return replace(reading, **more)  # type: ignore[arg-type]


def quote(report: Report, words: str) -> Quote:
    """The first place in a report with these words."""
    start = report.text.index(words)
    return report.quote(start, start + len(words))


def _with_sentence(reading: Reading, match: re.Match[str]) -> Reading:
    report, span = reading.report, Span(*match.span())
    said = _statement(report, match) if match["source"] else None
    deed = report.quote(*match.span("deed"))
    day = dt.date.fromisoformat(match["day"]) if match["day"] else None
    event = Event(
        id=content_id("e", report.id, *span),
        report=report.id,
        span=span,
        trigger=deed,
        type="ASSAULT" if deed.text == "attacked" else "THREATEN",
        mode=None,
        contexts=("military",),
        actors=(_actor(match, "actor"),),
        recipients=(_actor(match, "recipient"),),
        when=When(match["day"], Span(*match.span("day")), day, day, "day") if day else None,
        where=None,
        factuality="CT+",
        aux=(),
        according_to=said.id if said else None,
        score=-9.0,
        confidence=1.0,
    )
    threat = Position(
        content_id("p", report.id, *span),
        report.id,
        span,
        "threat",
        event.actors,
        event.recipients,
        deed,
        basis=(event.id,),
    )
    return replace(
        reading,
        statements=(*reading.statements, *([said] if said else [])),
        events=(*reading.events, event),
        positions=(*reading.positions, *([threat] if event.type == "THREATEN" else [])),
    )


def _statement(report: Report, match: re.Match[str]) -> Statement:
    said = match.start() + len(match["source"]) + 1
    return Statement(
        id=content_id("s", report.id, *match.span()),
        report=report.id,
        span=Span(*match.span()),
        source=_actor(match, "source"),
        cue=report.quote(said, said + 4),
        content=report.quote(match.start("actor"), match.end() - 1),
        form="indirect",
        act="say",
    )


def _actor(match: re.Match[str], group: str) -> Actor:
    name = match[group]
    return Actor(name, Span(*match.span(group)), name, None, COUNTRIES.get(name), "GOV" if name in COUNTRIES else None)
