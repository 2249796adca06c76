"""Entries as rows of text, for tables and CSV: the report's own words first, the id last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from ..actors import RegisteredActor
from ..incident import Incident, Party
from ..model import Actor, Event, Likelihood, Quote, Report, Span, When
from ..schema import Item
from .answers import Found, LogEntry

Column = Callable[[Any, Found[Any]], str]

ID_LENGTH = 10
"""What a cell shows of an id beside others: enough to find the entry by."""


def rows_of(kind: str, found: Found[Any]) -> tuple[list[str], list[list[str]]]:
    """The headings of the list named `kind` and a row for each entry found; a cell that is empty is unknown."""
    columns = COLUMNS[kind]
    return list(columns), [[column(item, found) for column in columns.values()] for item in found]


def footer_of(kind: str, found: Found[Any]) -> str:
    """What a list does not show, in a sentence; nothing where it shows all."""
    parts = []
    if not found.total:
        parts.append(f"no {kind} found")
    elif len(found) < found.total:
        parts.append(f"{len(found):,} of {found.total:,} {kind} shown (--limit sets how many)")
    if found.undated:
        entries = "entries" if kind == "actors" else kind
        parts.append(
            f"{found.undated:,} {entries} without any date left out, as --since and --until can't be asked of them"
        )
    if found.unsure:
        name = one_of(kind) if found.unsure == 1 else kind
        parts.append(f"{found.unsure:,} {name} hidden as too unsure (--min-confidence 0 shows all)")
    return "; ".join(parts)


def one_of(kind: str) -> str:
    """The name of one entry of a list."""
    return kind.removesuffix("ies") + "y" if kind.endswith("ies") else kind.removesuffix("s")


def _party(actor: Actor | None) -> str:
    """A party by name, with its codes: "Lloyd Austin (USA.GOV)"."""
    if actor is None:
        return ""
    return _named(actor.name, actor.country, actor.sector)


def _named(name: str, *codes: str | None) -> str:
    known = ".".join(code for code in codes if code)
    return f"{name} ({known})" if known else name


def _parties(actors: Sequence[Actor]) -> str:
    """Parties in one cell."""
    return "; ".join(_party(actor) for actor in actors)


def _days(when: When | None) -> str:
    """The days that a time covers; the report's words, in quotation marks, where they can't be anchored."""
    if when is None:
        return ""
    if when.start is None and when.end is None:
        return f"“{when.text}”"
    return _stretch(when.start, when.end)


def _stretch(start: dt.date | None, end: dt.date | None) -> str:
    """Two days and those between them; nothing where neither is known."""
    if start is None and end is None:
        return ""
    return f"{start or '?'}" if start == end else f"{start or '?'} to {end or '?'}"


def _voice(item: Any, found: Found[Any]) -> str:
    """On whose word an item is."""
    statement = found.voice(item)
    return "the report" if statement is None else _party(statement.source) or "nobody named"


def _odds(likelihood: Likelihood | None) -> str:
    """An estimative word and its band: "likely (55–80%)"."""
    return f"{likelihood.text} ({likelihood.low:.0%}–{likelihood.high:.0%})" if likelihood else ""


def _words(item: Any, found: Found[Any]) -> str:
    return _quoted(item, found.reports[item.id])


def _quoted(item: Item, report: Report) -> str:
    """An item's words; nothing for one that has none of its own."""
    span: Span | None = getattr(item, "span", None)
    return report.text[span.start : span.end] if span else ""


def _related(*names: str) -> Column:
    """The words of the items that an item names in fields, one or a list in each."""

    def words(item: Any, found: Found[Any]) -> str:
        wanted = [name for field in names for name in _names(getattr(item, field))]
        by_id = {each.id: each for each in found.related.get(item.id, ())}
        return " / ".join(f"“{_quoted(by_id[name], found.reports[item.id])}”" for name in wanted if name in by_id)

    return words


def _names(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def _quote(name: str) -> Column:
    def words(item: Any, _: Found[Any]) -> str:
        quote: Quote | None = getattr(item, name)
        return quote.text if quote else ""

    return words


def _field(name: str) -> Column:
    def value(item: Any, _: Found[Any]) -> str:
        held = getattr(item, name)
        return "" if held is None else str(held)

    return value


def _telling(incident: Incident, found: Found[Any]) -> str:
    """An incident in the words that were read most surely."""
    events = [event for event in found.related[incident.id] if isinstance(event, Event)]
    # None is left for the moment in which another program corrects them all.
    best = max(events, key=lambda event: event.confidence, default=None)
    return _quoted(best, found.told_in[best.report]) if best else ""


def _sides(parties: Sequence[Party]) -> str:
    """Parties to an incident in one cell."""
    return "; ".join(_named(party.name, party.country, party.sector) for party in parties)


def _aliases(actor: RegisteredActor) -> str:
    """The other names of an actor; whose it may be, where that is not known."""
    others = [name for name in dict.fromkeys(alias.name for alias in actor.aliases) if name != actor.name]
    return "; ".join((*others, f"(one of {len(actor.candidates)})") if actor.candidates else others)


def _act(event: Event | Incident, _: Found[Any]) -> str:
    return f"{event.type} {event.mode}" if event.mode else event.type


def _surety(event: Event, _: Found[Any]) -> str:
    return ", ".join((event.factuality, *event.aux))


def _coded(entry: LogEntry, _: Found[Any]) -> str:
    """What a correction says of its event."""
    coding = entry.coding
    if coding is None:
        return ""
    act = " ".join(filter(None, (coding.type, coding.mode)))
    sides = ((name, getattr(coding, field)) for name, field in (("by", "actors"), ("to", "recipients")))
    parties = [f"{name} {_parties(side) or 'nobody'}" for name, side in sides if side is not None]
    return ", ".join(filter(None, (act, *parties, coding.factuality)))


def _standing(entry: LogEntry, _: Found[Any]) -> str:
    return "undone" if entry.undone else "its event is not read any more" if entry.lost else ""


def _about(entry: LogEntry, _: Found[Any]) -> str:
    """What something was done to: an event, and the incident that it was judged by; else a report."""
    return " / ".join(each[:ID_LENGTH] for each in (entry.event, entry.incident) if each) or entry.report or ""


def _published(item: Any, found: Found[Any]) -> str:
    report = item if isinstance(item, Report) else found.reports[item.id]
    return str(report.published or "")


def _moment(report: Report, _: Found[Any]) -> str:
    """The time of publication, where it is known."""
    return f"{report.published_at:%Y-%m-%d %H:%M} UTC" if report.published_at else ""


_ID: dict[str, Column] = {
    "Report": lambda item, found: found.reports[item.id].id,
    "Published": _published,
    "Id": _field("id"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "statements": {
        "Words": _quote("content"),
        "Source": lambda item, _: _party(item.source),
        "Act": _field("act"),
        "Likelihood": lambda item, _: _odds(item.likelihood),
        **_ID,
    },
    "events": {
        "Words": _words,
        "Act": _act,
        "Who": lambda item, _: _parties(item.actors),
        "To whom": lambda item, _: _parties(item.recipients),
        "When": lambda item, _: _days(item.when),
        "Sure": _surety,
        "Word of": _voice,
        "Confidence": lambda item, _: f"{item.confidence:.0%}",
        **_ID,
    },
    "incidents": {
        "Words": _telling,
        "Act": _act,
        "Who": lambda item, _: _sides(item.actors),
        "To whom": lambda item, _: _sides(item.recipients),
        "When": lambda item, _: _stretch(item.start, item.end),
        "Grade": _field("grade"),
        "Origins": _field("origins"),
        "Reports": lambda item, _: str(len(item.reports)),
        "Relays": _field("relays"),
        "Disputed": lambda item, _: ", ".join(dispute.kind for dispute in item.disputes),
        "Id": _field("id"),
    },
    "positions": {
        "Words": _quote("content"),
        "Kind": _field("kind"),
        "Who": lambda item, _: _parties(item.issuers),
        "To whom": lambda item, _: _parties(item.addressees),
        "Condition": _quote("condition"),
        "Deadline": lambda item, _: item.deadline.text if item.deadline else "",
        "Status": _field("status"),
        **_ID,
    },
    "warnings": {
        "If": _quote("condition"),
        "Then": _quote("consequence"),
        "Source": lambda item, _: _party(item.source),
        **_ID,
    },
    "precedents": {"Event": _related("event"), "Outcome": _quote("outcome"), "Bears on": _related("bears_on"), **_ID},
    "factors": {
        "Words": _quote("content"),
        "Kind": _field("kind"),
        "Party": lambda item, _: _party(item.party),
        "Domain": _field("domain"),
        "When": lambda item, _: _days(item.when),
        "Word of": _voice,
        **_ID,
    },
    "assessments": {
        "Words": _quote("content"),
        "Direction": _field("direction"),
        "About": lambda item, _: _parties(item.about),
        "Likelihood": lambda item, _: _odds(item.likelihood),
        "Word of": _voice,
        **_ID,
    },
    "entities": {"Words": _field("text"), "Kind": _field("kind"), "Country": _field("country"), **_ID},
    "discrepancies": {"Words": _related("items"), "Note": _field("note"), "Kind": _field("kind"), **_ID},
    "log": {
        "When": lambda entry, _: f"{entry.at:%Y-%m-%d %H:%M:%S}",
        "Who": _field("by"),
        "Did": _field("did"),
        "To": _about,
        "What": _coded,
        "Why": lambda entry, _: "; ".join(entry.reasons),
        "Score": lambda entry, _: "" if entry.score is None else f"{entry.score:.1f}",
        "Now": _standing,
        "Id": lambda entry, _: entry.id or "",
    },
    "actors": {
        "Name": _field("name"),
        "Country": _field("country"),
        "Sector": _field("sector"),
        "Roles": lambda actor, _: "; ".join(dict.fromkeys(role.title for role in actor.roles)),
        "Aliases": lambda actor, _: _aliases(actor),
        "Entries": _field("entries"),
        "Acting": _field("acting"),
        "Receiving": _field("receiving"),
        "Speaking": _field("speaking"),
        "First": _field("first"),
        "Last": _field("last"),
        "Id": _field("id"),
    },
    "reports": {
        "Title": _field("title"),
        "Publisher": _field("publisher"),
        "Author": _field("author"),
        "Published": _published,
        "Time": _moment,
        "Dated by": _field("dated_by"),
        "Language": _field("language"),
        "Characters": lambda report, _: str(len(report.text)),
        "Id": _field("id"),
    },
}
"""What is shown of each list's entries."""
