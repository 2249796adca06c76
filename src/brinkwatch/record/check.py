"""What a reading must be before it is put on record: every quotation exact, every reference within it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..errors import BadReport
from ..model import Reading, Report
from ..schema import KINDS, Item

NAMING_ONE = ("within", "according_to", "event")
NAMING_SEVERAL = ("basis", "answered_by", "bears_on", "items")
"""Fields of items that hold the id of another item of the reading, or several."""


def items_of(reading: Reading) -> Iterator[tuple[str, Item]]:
    """Every item of a reading with the name of its list, in the record's order."""
    for kind in KINDS:
        for item in getattr(reading, kind):
            yield kind, item


def check_report(report: Report) -> None:
    """Raise BadReport where a database can't hold what a report says."""
    stated = (report.id, report.text, report.title, report.publisher, report.url, report.language, report.author)
    if any(has_half_characters(text) for text in stated if text):
        name = report.id.encode("utf-8", "replace").decode()
        raise BadReport(name, "it has half a character in it (a lone surrogate): save it as UTF-8")


def has_half_characters(text: str) -> bool:
    """Whether a text holds lone surrogates, which no database takes."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def check_reading(reading: Reading) -> None:
    """Raise BadReport, naming the item and the fault, unless all of a reading traces to its report."""
    check_report(reading.report)
    fault = next(faults_of(reading), None)
    if fault:
        raise BadReport(reading.report.id, f"its reading was refused: {fault}")


def faults_of(reading: Reading) -> Iterator[str]:
    """What of a reading does not trace to its report, each in a sentence."""
    report = reading.report
    if any(not 0 <= start < end <= len(report.text) for start, end in reading.sentences):
        yield "a sentence lies outside the text"
    known = Counter(item.id for _, item in items_of(reading))
    yield from (f"{key} is the id of {count} items" for key, count in known.items() if count > 1)
    for kind, item in items_of(reading):
        where = f"{item.id} ({kind})"
        if getattr(item, "report", report.id) != report.id:
            yield f"{where} is of another report"
        yield from (f"{where} {fault}" for fault in misquotes(item, report.text))
        yield from (f"{where} refers to {key}, which is not there" for key in references(item) if key not in known)


def misquotes(value: Any, text: str) -> Iterator[str]:
    """Faults of a value's own span and of all values in it."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for part in value:
            yield from misquotes(part, text)
    elif dataclasses.is_dataclass(value):
        span = getattr(value, "span", None)
        if span is not None:
            start, end = span
            if not 0 <= start < end <= len(text):
                yield f"has a span outside the text: {start} to {end}"
            elif getattr(value, "text", text[start:end]) != text[start:end]:
                yield f"does not quote the report at {start} to {end}"
        for name in (field.name for field in dataclasses.fields(value)):
            yield from misquotes(getattr(value, name), text)


def references(item: Item) -> Iterator[str]:
    """Ids of the other items that an item names."""
    for name in NAMING_ONE:
        key = getattr(item, name, None)
        if key is not None:
            yield key
    for name in NAMING_SEVERAL:
        yield from getattr(item, name, ())
