"""What `read` and `add` print, where, and the code they end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import run, write_lines
from tests.ingest.serving import serving
from tests.sample import read_sample

from brinkwatch.schema import SCHEMA, reading_from_json


def test_read_prints_one_object_for_all(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.jsonl"
    one.write_text("Norland threatened Sudmark.", encoding="utf-8")
    write_lines(
        two,
        {"id": "é1", "text": "Élan attacked Norland."},
        {"text": "Sudmark attacked Élan.", "published": "2024-05-06"},
    )
    result = run("read", one, two, "--format", "json", "--published", "2024-05-01")
    data = json.loads(result.stdout)
    assert data["schema"] == SCHEMA
    assert [report["published"] for report in data["reports"]] == ["2024-05-01", "2024-05-01", "2024-05-06"]
    assert data["reports"][1]["id"] == "é1"
    assert "Élan" in result.stdout, "UTF-8, not escapes"
    assert [event["report"] for event in data["events"]] == [report["id"] for report in data["reports"]]
    texts = {report["id"]: report["text"] for report in data["reports"]}
    for event in data["events"]:
        start, end = event["trigger"]["span"]
        assert texts[event["report"]][start:end] == event["trigger"]["text"]


def test_read_prints_a_line_a_report_in_order(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", *({"id": f"n{n}", "text": f"Norland attacked Port{n}."} for n in range(5)))
    lines = run("read", path, "--format", "jsonl").stdout.splitlines()
    readings = [reading_from_json(json.loads(line)) for line in lines]
    assert [reading.report.id for reading in readings] == [f"n{n}" for n in range(5)]
    assert readings[3] == read_sample(readings[3].report)


def test_a_bad_line_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl",
        {"id": "n1", "text": "Norland attacked Ade."},
        "{oops",
        {"id": "n3", "text": "Ade attacked Norland."},
    )
    result = run("read", path, "--format", "jsonl", code=2)
    assert [json.loads(line)["reports"][0]["id"] for line in result.stdout.splitlines()] == ["n1", "n3"]
    assert result.stderr.startswith(f"{path}:2: ")
    assert result.stderr.count("\n") == 1


def test_a_language_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "n1", "text": "Alles ist gut.", "language": "de"})
    result = run("read", path, "--format", "jsonl")
    data = json.loads(result.stdout)
    assert data["statements"] == data["events"] == []
    assert data["skipped"] == [{"reason": "report in a language that can't be read yet (de)", "count": 1}]
    assert result.stderr == "n1: skipped: report in a language that can't be read yet (de)\n"


def test_read_shows_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norland said Sudmark attacked Ade.", encoding="utf-8")
    out = run("read", tmp_path / "a.txt", "--format", "table").stdout
    assert "Sudmark attacked Ade" in out
    assert "Norland (NOR.GOV)" in out


def test_add_says_what_was_added_and_again_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    write_lines(
        folder / "a.jsonl",
        {"id": "n1", "text": "Norland threatened Ade."},
        {"text": ""},
        {"id": "n3", "text": "Ja.", "language": "de"},
    )
    first = run("add", folder, code=2)
    assert first.stdout == "2 reports added (1 event, 1 position); 1 refused\n"
    assert first.stderr.splitlines()[0] == "skipped: report in a language that can't be read yet (de)"
    assert f"{folder / 'a.jsonl'}:2" in first.stderr
    assert run("add", folder, code=2).stdout == "0 reports added; 2 already there; 1 refused\n"
    assert (tmp_path / "crisis.db").exists()


def test_the_record_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRINKWATCH_DB", "elsewhere.db")
    (tmp_path / "a.txt").write_text("Norland threatened Ade.", encoding="utf-8")
    run("add", "a.txt")
    assert "Norland (NOR.GOV)" in run("list", "positions").stdout
    assert (tmp_path / "elsewhere.db").exists()


def test_addresses_and_patterns_are_read_and_our_own_network_only_with_leave(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norland threatened Ade.", encoding="utf-8")
    with serving() as site:
        url = site.put("/2024/05/06/a", "Norland attacked Ade.", "text/plain")
        refused = run("add", "*.txt", url, code=2)
        assert refused.stdout == "1 report added (1 event, 1 position); 1 refused\n"
        assert "is not on the public internet: give --allow-private" in refused.stderr
        assert site.asked == []
        assert run("add", "*.txt", url, "--allow-private").stdout == "1 report added (1 event); 1 already there\n"
        data = json.loads(run("read", url, "--allow-private").stdout)
    (report,) = data["reports"]
    assert (report["url"], report["published"], report["dated_by"]) == (url, "2024-05-06", "url")


def test_show_tells_who_wrote_a_report_and_when(tmp_path: Path) -> None:
    line = {
        "id": "n1",
        "text": "Norland threatened Ade.",
        "author": "Ilsa Verne",
        "published_at": "2024-05-06T23:30:00-05:00",
    }
    write_lines(tmp_path / "a.jsonl", line | {"url": "https://post.example/1", "dated_by": "feed"})
    run("add", "a.jsonl")
    shown = run("show", "n1").stdout
    for words in ("Ilsa Verne", "2024-05-06", "2024-05-07 04:30 UTC", "feed", "https://post.example/1"):
        assert words in shown
