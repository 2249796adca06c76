"""How fast a large record answers: seconds for each question, and how many times that is what an empty record takes.

    python evals/record_speed.py                            100,000 events in a SQLite file, one JSON object
    python evals/record_speed.py --db postgresql://...      in an empty PostgreSQL database

The reports are made up, and go through the store as any reading does. Each question is asked three times, the quickest counts; what an
empty record takes is asked of the same one when it has its first report.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from brinkwatch.desk import Desk
from brinkwatch.model import Actor, Event, Reading, Report, Span, Statement, When, content_id
from brinkwatch.record.store import Record

READER = "made up 1"
EVENTS_OF_A_REPORT = 20
TIMES = 3
PARTIES = (("Norland", "NOR"), ("Sudmark", "DNK"), ("Estia", "EST"), ("Wessex", "GBR"), ("Frankia", "FRA"))
SECTORS = ("GOV", "MIL", None)
DEEDS = {"attacked": "ASSAULT", "threatened": "THREATEN", "praised": "SUPPORT", "sanctioned": "SANCTION"}
WORDS = 20_000
"""Words that reports draw from, beside those that all have."""

PLACES = 4000
"""Names of those acted upon: most are on record a few times, as most names in reports are."""


def made_up(number: int) -> Reading:
    """A reading of a made-up report; the same for the same number."""
    chance = random.Random(number)  # noqa: S311
    drawn = [
        (*chance.choice(PARTIES), chance.choice(list(DEEDS)), f"Port{chance.randrange(PLACES)}")
        for _ in range(EVENTS_OF_A_REPORT)
    ]
    text = " ".join(
        " ".join(_word(chance) for _ in range(8))
        + f" Officials said {name} {deed} {port} near {_word(chance)} on Monday."
        for name, _, deed, port in drawn
    )
    day = dt.date(2020, 1, 1) + dt.timedelta(days=chance.randrange(1500))
    report = Report(f"r{number}", text, f"Report {number}", "The Post", day, None, "en")
    reading, start = Reading(report), 0
    for name, country, deed, port in drawn:
        reading = _with_event(reading, start, (name, country, chance.choice(SECTORS)), deed, port)
        start = text.index(". ", start) + 2 if ". " in text[start:] else len(text)
    return reading


def _word(chance: random.Random) -> str:
    """One of many words."""
    return f"word{chance.randrange(WORDS)}"


def _with_event(reading: Reading, start: int, party: tuple[str, str, str | None], deed: str, port: str) -> Reading:
    report = reading.report

    def at(words: str) -> Span:
        found = report.text.index(words, start)
        return Span(found, found + len(words))

    span = Span(start, at("Monday.").end)
    said = Statement(
        content_id("s", report.id, *span),
        report.id,
        span,
        Actor("Officials", at("Officials"), "Officials"),
        report.quote(*at("said")),
        report.quote(at(party[0]).start, span.end - 1),
        "indirect",
        "say",
    )
    event = Event(
        content_id("e", report.id, *span),
        report.id,
        span,
        report.quote(*at(deed)),
        DEEDS[deed],
        None,
        ("military",),
        (Actor(party[0], at(party[0]), party[0], None, *party[1:]),),
        (Actor(port, at(port), port),),
        When("Monday", at("Monday"), report.published, report.published, "day"),
        None,
        "CT+",
        (),
        said.id,
        -1.0,
        (start % 100) / 100,
    )
    return replace(
        reading,
        statements=(*reading.statements, said),
        events=(*reading.events, event),
        sentences=(*reading.sentences, span),
    )


QUESTIONS: dict[str, Callable[[Desk], Any]] = {
    "list events": lambda desk: desk.events(limit=50),
    "list events, surer than .7": lambda desk: desk.events(min_confidence=0.7, limit=50),
    "list events of a party": lambda desk: desk.events(actor="NOR.GOV", limit=50),
    "list events by part of a name": lambda desk: desk.events(recipient="port12", limit=50),
    "list events of a type in a month": lambda desk: desk.events(
        type="THREATEN", since=dt.date(2021, 3, 1), until=dt.date(2021, 3, 31), limit=50
    ),
    "list events with a rare word": lambda desk: desk.events(text="Port77", limit=50),
    "list events with a common word": lambda desk: desk.events(text="attacks", limit=50),
    "list events with words next to each other": lambda desk: desk.events(text='"Norland attacked"', limit=50),
    "list incidents": lambda desk: desk.incidents(limit=50),
    "list incidents of a party": lambda desk: desk.incidents(actor="NOR", limit=50),
    "list statements": lambda desk: desk.statements(limit=50),
    "list reports with a word": lambda desk: desk.reports(text="Port77", limit=50),
    "list actors": lambda desk: desk.actors(limit=50),
    "list actors since a day": lambda desk: desk.actors(since=dt.date(2023, 1, 1), limit=50),
    "list actors of a country": lambda desk: desk.actors(actor="NOR", limit=50),
    "show an event": lambda desk: desk.show(made_up(0).events[0].id),
    "brief": lambda desk: desk.brief(),
}


def quickest(desk: Desk, question: Callable[[Desk], Any]) -> float:
    """Seconds that a question takes."""
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        question(desk)
        took.append(time.perf_counter() - start)
    return min(took)


def measure(place: str, events: int) -> dict[str, Any]:
    """Seconds of writing and of each question, and how many times that is what a record of one report takes."""
    with Record(place) as record, Desk.open(place) as desk:
        record.put(made_up(0), READER)
        empty = {name: quickest(desk, question) for name, question in QUESTIONS.items()}
        start = time.perf_counter()
        for number in range(1, events // EVENTS_OF_A_REPORT):
            record.put(made_up(number), READER)
        written = time.perf_counter() - start
        full = {name: quickest(desk, question) for name, question in QUESTIONS.items()}
    return {
        "events": events,
        "seconds_to_write": round(written, 1),
        "questions": {
            name: {"seconds": round(seconds, 3), "times_empty": round(seconds / empty[name], 1)}
            for name, seconds in full.items()
        },
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", help="an empty PostgreSQL database to measure")
    parser.add_argument("--events", type=int, default=100_000, help="how many events (default: 100,000)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(args.db or str(Path(folder) / "large.db"), args.events), indent=1))


if __name__ == "__main__":
    main()
