"""Reports and tellings for the tests of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from brinkwatch.incident import Told
from brinkwatch.model import Actor, Event, Place, Quote, Report, Span, Statement, When, content_id
from brinkwatch.weigh.tellings import Telling

DAY = dt.date(2024, 5, 6)


def report(
    text: str, publisher: str | None = "Ferry Post", day: dt.date | None = DAY, title: str | None = None
) -> Report:
    return Report(content_id("r", text, publisher, day), text, title, publisher, day, None, "en")


def telling(
    text: str,
    trigger: str,
    *,
    publisher: str | None = "Ferry Post",
    day: dt.date = DAY,
    actors: Sequence[tuple[str, str | None]] = (("Norland", "NOR"),),
    recipients: Sequence[tuple[str, str | None]] = (("Sudmark", "DNK"),),
    type_: str = "ASSAULT",
    mode: str | None = None,
    factuality: str = "CT+",
    source: tuple[str, str | None, bool] | None = None,
    when: tuple[dt.date, dt.date] | None = None,
    where: tuple[str, str, float, float] | None = None,
    of: Report | None = None,
    aux: tuple[str, ...] = (),
) -> Telling:
    """An event as one report tells it; `source` is a name, a country and whether it has no name."""
    given = of or report(text, publisher, day)
    start = given.text.index(trigger)
    sentence = Span(given.text.rfind("\n", 0, start) + 1, len(given.text))
    statement = None
    if source is not None:
        quote = given.quote(0, len(given.text))
        party = Actor(source[0], Span(0, 1), source[0], None, source[1], "GOV", source[2])
        statement = Statement(
            content_id("s", given.id, source[0]), given.id, quote.span, party, quote, quote, "indirect", "say"
        )
    event = Event(
        content_id("e", given.id, start, trigger),
        given.id,
        sentence,
        Quote(trigger, Span(start, start + len(trigger))),
        type_,
        mode,
        (),
        tuple(Actor(name, Span(0, 1), name, None, country) for name, country in actors),
        tuple(Actor(name, Span(0, 1), name, None, country) for name, country in recipients),
        When("then", Span(0, 1), *when, "day") if when else None,
        Place(where[0], Span(0, 1), where[0], where[1], where[2], where[3]) if where else None,
        factuality,
        aux,
        statement.id if statement else None,
        -9.0,
        0.9,
    )
    return Telling(Told(event, given, sentence, statement))
