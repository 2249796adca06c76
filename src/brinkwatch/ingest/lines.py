"""JSON lines: a report a line, read one at a time, a bad line named by its number."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import BadReport
from ..model import Report
from .draft import Draft, finish

_FIELDS = ("id", "title", "publisher", "url", "language")
"""Beside `text` and `published`: all optional strings."""


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
    return Draft(text=text or "", published=_day(data.get("published"), where), **strings)


def _string(value: object, name: str, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise BadReport(where, f'"{name}" must be a string, not {json.dumps(value)[:40]}')


def _day(value: object, where: str) -> dt.date | None:
    """A day, or the day of a date and time, in ISO 8601."""
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            return dt.datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise BadReport(where, f'"published" must be a date such as "2022-01-18", not {json.dumps(value)[:40]}')
