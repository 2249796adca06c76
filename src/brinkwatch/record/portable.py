"""A whole record in one file, whatever database it is kept in: JSON, a line each, compressed by gzip.

The first line names the form. For each report there is a line with all that is stated about it, and one for each of its readings,
the first put on record first, then one for each of its corrections; after the reports there is one for each judgement of a person's. The last
line counts them and has the SHA-256 of all lines before.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa

from .. import __version__
from ..errors import BadInput
from ..incident import Judgement
from ..ontology.plover import plover
from ..schema import KINDS, SCHEMA, reading_from_json, reading_to_json
from .answers import Exported
from .check import check_reading, items_of, misquotes
from .corrected import Correction
from .keeping import Kept
from .rows import digest, report_of
from .tables import REPORTS

FORM = "brinkwatch/portable/1"

_COLUMNS = {column.name: column for column in REPORTS.c if not column.primary_key}


@dataclass(frozen=True, slots=True)
class Bundle:
    """A report, as a row, all that readers read in it, and all corrections of that."""

    row: dict[str, Any]
    readings: tuple[Kept, ...]
    corrections: tuple[Correction, ...] = ()


def write(file: BinaryIO, bundles: Iterable[Bundle], judgements: Iterable[Judgement] = ()) -> Exported:
    """Write a record to a file, always the same bytes for the same record."""
    counts: Counter[str] = Counter()
    check = hashlib.sha256()
    # Neither a name nor a time in it.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:

        def put(line: Any) -> None:
            data = msgspec.json.encode(line) + b"\n"
            check.update(data)
            packed.write(data)

        put({"form": FORM, "schema": SCHEMA, "brinkwatch": __version__})
        for bundle in bundles:
            counts["reports"] += 1
            put({"report": bundle.row})
            for kept in bundle.readings:
                counts.update(readings=1, items=sum(1 for _ in items_of(kept.reading)))
                put({"reading": _reading_line(kept)})
            for correction in bundle.corrections:
                counts["corrections"] += 1
                put({"correction": correction})
        for judgement in judgements:
            counts["judgements"] += 1
            put({"judgement": judgement})
        put({**_counted(counts), "sha256": check.hexdigest()})
    return Exported(**{name: counts[name] for name in Exported.__dataclass_fields__})


def read(file: BinaryIO, name: str) -> Iterator[Bundle | Judgement]:
    """What a file holds, a report at a time, then the judgements; raises BadInput, at the latest at its end, where it is not as it was written."""
    file.seek(0)
    lines = _Lines(file, name)
    head = lines.next()
    if not isinstance(head, dict) or head.get("form") != FORM or head.get("schema") != SCHEMA:
        if isinstance(head, dict) and str(head.get("form")).startswith("brinkwatch/"):
            raise BadInput(f"{name}: written by a later version of Brinkwatch: install that one")
        raise BadInput(f"{name}: not a record that Brinkwatch has exported: name another file")
    counts: Counter[str] = Counter()
    line = lines.next()
    while "report" in line:
        row = lines.checked(_row, line["report"])
        kept: list[Kept] = []
        while "reading" in (line := lines.next()):
            kept.append(lines.checked(_kept, line["reading"], row, kept))
        corrections: list[Correction] = []
        while "correction" in line:
            corrections.append(lines.checked(_correction, line["correction"], row))
            line = lines.next()
        items = sum(1 for each in kept for _ in items_of(each.reading))
        counts.update(reports=1, readings=len(kept), items=items, corrections=len(corrections))
        yield Bundle(row, tuple(kept), tuple(corrections))
    while "judgement" in line:
        yield lines.checked(_judgement, line["judgement"])
        counts["judgements"] += 1
        line = lines.next()
    lines.finish(line, _counted(counts))


class _Lines:
    """The lines of a file, and the sum of those before the last one that was read."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        self._packed = gzip.GzipFile(fileobj=file, mode="rb")
        self._check = hashlib.sha256()
        self._before = ""
        self._number = 0

    def next(self) -> Any:
        """The next line's object."""
        self._number += 1
        self._before = self._check.hexdigest()
        try:
            data = self._packed.readline()
            self._check.update(data)
            line = msgspec.json.decode(data)
        except (OSError, EOFError, zlib.error, msgspec.DecodeError, UnicodeDecodeError) as error:
            if self._number == 1:
                raise BadInput(f"{self._name}: not a record that Brinkwatch has exported: name another file") from error
            raise self._altered() from error
        if not isinstance(line, dict):
            raise self._altered()
        return line

    def checked(self, make: Any, *parts: Any) -> Any:
        """What is made of a line; it was altered where nothing can be."""
        try:
            return make(*parts)
        except (BadInput, msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(f"{self._name}: line {self._number} was altered ({error}): copy the file anew") from error

    def finish(self, line: dict[str, Any], counts: dict[str, int]) -> None:
        """Raise BadInput unless the last line is of the lines before it, and nothing is after it."""
        try:
            rest = self._packed.read(1)
        except (OSError, EOFError, zlib.error) as error:
            raise self._altered() from error
        if rest or line != {**counts, "sha256": self._before}:
            raise self._altered()

    def _altered(self) -> BadInput:
        return BadInput(f"{self._name}: cut or altered at line {self._number}: copy the file anew, or export it again")


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    """What the last line says of the others."""
    always, if_any = ("reports", "readings", "items"), ("corrections", "judgements")
    return {name: counts.get(name, 0) for name in (*always, *(name for name in if_any if counts.get(name)))}


def _reading_line(kept: Kept) -> dict[str, Any]:
    whole = reading_to_json(kept.reading)
    own = {name: whole[name] for name in (*KINDS, "skipped", "sentences")}
    return {"reader": kept.reader, "read_at": kept.read_at, "current": kept.current, **own}


def _row(fields: dict[str, Any]) -> dict[str, Any]:
    """A report's row from its line, whose columns may be those of an earlier version."""
    if unknown := set(fields) - set(_COLUMNS):
        raise BadInput(f"unknown: {', '.join(sorted(unknown))}")
    row = {name: _value(column, fields.get(name)) for name, column in _COLUMNS.items()}
    if row["digest"] != digest(report_of(SimpleNamespace(**row))):
        raise BadInput("its text is not the one that was exported")
    return row


def _value(column: sa.Column[Any], value: Any) -> Any:
    if value is None and not column.nullable:
        raise BadInput(f"no {column.name}")
    if value is not None and isinstance(column.type, sa.Date | sa.DateTime):
        return msgspec.convert(value, column.type.python_type)
    return value


def _kept(fields: dict[str, Any], row: dict[str, Any], before: list[Kept]) -> Kept:
    report = report_of(SimpleNamespace(**row))
    lists = {name: fields[name] for name in (*KINDS, "skipped", "sentences")}
    reading = reading_from_json({"schema": SCHEMA, "reports": [msgspec.to_builtins(report)], **lists})
    check_reading(reading)
    current = msgspec.convert(fields["current"], bool)
    reader = msgspec.convert(fields["reader"], str)
    if any(kept.reader == reader or kept.current and current for kept in before):
        raise BadInput("there are two such readings")
    return Kept(reading, reader, msgspec.convert(fields["read_at"], dt.datetime), current)


def _correction(fields: dict[str, Any], row: dict[str, Any]) -> Correction:
    correction = msgspec.convert(fields, Correction)
    coding = correction.coding
    if correction.report != row["id"] or next(misquotes(correction, row["text"]), None):
        raise BadInput("it does not quote its report")
    if coding.type is not None:
        plover().score(coding.type, coding.mode)
    elif correction.kind == "mark":
        raise BadInput("no type")
    return correction


def _judgement(fields: dict[str, Any]) -> Judgement:
    return msgspec.convert(fields, Judgement)
