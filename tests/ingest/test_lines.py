"""JSON lines: each line a report or a named fault."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from brinkwatch.errors import BadReport
from brinkwatch.ingest import open_reports
from brinkwatch.model import Report


def read(path: Path, *lines: str | bytes) -> list[Report | BadReport]:
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(open_reports([path]))


def test_all_fields_are_kept(tmp_path: Path) -> None:
    given = {"id": "x7", "title": "T", "publisher": "P", "published": "2031-05-06", "url": "https://example.org/", "language": "fr",
             "text": "Norway acted.\r\n"}  # fmt: skip
    assert read(tmp_path / "a.jsonl", json.dumps(given)) == [
        Report("x7", "Norway acted.\r\n", "T", "P", dt.date(2031, 5, 6), "https://example.org/", "fr", dated_by="given")
    ]


def test_only_text_is_needed_and_blank_lines_are_ignored(tmp_path: Path) -> None:
    found = read(
        tmp_path / "a.jsonl", "", '{"text": "Norway acted.", "title": null}', "  ", '{"text": "Peru replied."}', ""
    )
    assert [r.text for r in found if isinstance(r, Report)] == ["Norway acted.", "Peru replied."]
    assert len(found) == 2


def test_the_time_of_day_is_left_off(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.jsonl", '{"text": "x y", "published": "2031-05-06T23:30:00+02:00"}')
    assert isinstance(found, Report)
    assert found.published == dt.date(2031, 5, 6)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "x"', "not JSON"),
        ("[1, 2]", "must be an object"),
        ('{"title": "x"}', '"text" is missing'),
        ('{"text": 5}', '"text" must be a string, not 5'),
        ('{"text": ""}', "no text"),
        ('{"text": "x", "title": ["a"]}', '"title" must be a string'),
        ('{"text": "x", "published": "May"}', '"published" must be a date such as'),
        ('{"text": "x", "published": 20310506}', '"published" must be a date such as'),
        (b'{"text": "\xff\xfe"}', "not UTF-8"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(tmp_path: Path, line: str | bytes, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    first, bad, last = read(path, '{"text": "Norway acted."}', line, '{"text": "Peru replied."}')
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(bad, BadReport)
    assert bad.where == f"{path}:2"
    assert reason in bad.reason


def test_a_file_of_blank_lines_is_refused(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.jsonl", "", " ", "")
    assert isinstance(found, BadReport)
    assert "no report" in found.reason


def test_lines_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Norway acted."}\n' * 100_000)
    stream = open_reports([path])
    assert isinstance(next(stream), Report)


def test_the_moment_and_who_tells_it(tmp_path: Path) -> None:
    moment = {
        "text": "x y",
        "published": "2031-05-06",
        "published_at": "2031-05-06T23:30:00-02:00",
        "dated_by": "page",
        "author": "A B",
    }
    (found,) = read(tmp_path / "a.jsonl", json.dumps(moment))
    assert isinstance(found, Report)
    assert (found.author, found.published, found.dated_by) == ("A B", dt.date(2031, 5, 6), "page")
    assert found.published_at == dt.datetime(2031, 5, 7, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published_at", "2031-05-06T23:30:00", "must tell its zone"),
        ("published_at", 7, "must be a date"),
        ("published_at", "0001-01-01T00:00:00+10:00", "no time that there is"),
        ("dated_by", "hearsay", "must be one of page, feed, mail, url, list, given"),
    ],
)
def test_a_moment_that_is_none(tmp_path: Path, field: str, value: object, reason: str) -> None:
    (bad,) = read(tmp_path / "a.jsonl", json.dumps({"text": "x y", field: value}))
    assert isinstance(bad, BadReport)
    assert reason in bad.reason
