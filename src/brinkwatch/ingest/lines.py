"""JSON lines: a report a line, read one at a time, a bad line named by its number."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import BadReport
from ..model import Report
from .dates import ORDER, Dated
from .draft import Draft, finish

_FIELDS = ("id", "title", "publisher", "url", "language", "author")
"""Beside `text` and those of its date: all optional strings."""


def read_lines(path: Path, published: dt.date | None) -> Iterator[Report | BadReport]:
    """A report, or what is wrong with it, for each line that isn't blank; raises BadReport where all are."""
    found = False
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if not line.strip():
                continue
            found = True
            where = f"{path}:{number}"
            try:
                yield finish(_draft(line, where), where, published)
            except BadReport as bad:
                yield bad
    if not found:
        raise BadReport(str(path), "there is no report in it")


def _draft(line: bytes, where: str) -> Draft:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadReport(where, "not UTF-8: save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadReport(where, f"not JSON ({error.msg} at character {error.pos + 1})") from error
    except (RecursionError, ValueError) as error:
        raise BadReport(where, "not a report: nested too deep, or with a number too long") from error
    if not isinstance(data, dict):
        raise BadReport(where, 'not a report: a line must be an object such as {"text": "..."}')
    if data.get("text") is None:
        raise BadReport(where, '"text" is missing')
    strings = {name: _string(data.get(name), name, where) for name in _FIELDS}
    text = _string(data["text"], "text", where)
    return Draft(text=text or "", dated=_dated(data, where), **strings)


def _string(value: object, name: str, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise BadReport(where, f'"{name}" must be a string, not {json.dumps(value)[:40]}')


def _dated(data: dict[str, Any], where: str) -> Dated | None:
    """When it was published: `published`, a day or the day of a date and time, `published_at`, which must tell its zone, or both."""
    by = data.get("dated_by")
    if by is not None and by not in ORDER:
        raise BadReport(where, f'"dated_by" must be one of {", ".join(ORDER)}, not {json.dumps(by)[:40]}')
    day, at = _time(data.get("published"), "published", where), _time(data.get("published_at"), "published_at", where)
    if at and not at.tzinfo:
        raise BadReport(
            where, f'"published_at" must tell its zone, as "2022-01-18T09:00:00Z", not {json.dumps(str(at))}'
        )
    moment = at or (day if day and day.tzinfo else None)
    stated = day or at
    try:
        return Dated(stated.date(), moment and moment.astimezone(dt.UTC), by or "given") if stated else None
    except OverflowError as error:
        raise BadReport(where, "it was published at no time that there is: correct its date") from error


def _time(value: object, name: str, where: str) -> dt.datetime | None:
    """A date, or a date and time, in ISO 8601."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value)
    except ValueError:
        pass
    raise BadReport(where, f'"{name}" must be a date such as "2022-01-18", not {json.dumps(value)[:40]}')
