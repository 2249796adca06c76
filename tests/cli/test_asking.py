"""What `list`, `show` and `brief` print, where, and the code they end with."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from tests.cli.commands import complaint, run, write_lines

from brinkwatch.cli import printing


def test_a_record_that_is_not_there_is_not_made_by_asking() -> None:
    assert "crisis.db: no record there" in complaint("list", "events")
    assert "crisis.db: no record there" in complaint("show", "e1")
    assert "other.db: no record there" in complaint("brief", "--out", "b.md", "--db", "other.db")
    assert not list(Path().iterdir())


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crisis.db").write_text("dear diary " * 200, encoding="utf-8")
    assert complaint("list", "events", code=1) == "crisis.db: not a Brinkwatch record: name another file\n"


def test_list_as_table(record: Path) -> None:
    out = run("list", "events", "--type", "ASSAULT").stdout
    heading, _, first = out.splitlines()[1:4]
    assert heading.split()[:2] == ["Words", "Act"]
    assert first.startswith("Sudmark attacked Ade") or "Norland said Sudmark attacked Ade" in first
    assert "Norland (NOR.GOV)" in first, "on whose word"
    assert "2 of 4 events shown" in run("list", "events", "--limit", "2").stdout
    assert run("list", "events", "--actor", "USA").stdout == "no events found\n"


def test_list_counts_the_undated(record: Path) -> None:
    result = run("list", "events", "--since", "2024-05-02")
    assert "1 events without any date left out" in result.stdout
    result = run("list", "events", "--since", "2024-05-02", "--format", "jsonl")
    assert "1 events without any date left out" in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert json.loads(run("list", "events", "--since", "2024-05-02", "--format", "json").stdout)["undated"] == 1


@pytest.mark.parametrize(
    "kind", ["statements", "events", "positions", "warnings", "precedents", "factors", "assessments", "discrepancies"]
)
def test_list_as_json_is_the_records_shape(record: Path, kind: str) -> None:
    data = json.loads(run("list", kind, "--format", "json").stdout)
    lines = [json.loads(line) for line in run("list", kind, "--format", "jsonl").stdout.splitlines()]
    assert data == {kind: lines, "total": len(lines), "undated": 0, "unsure": 0}
    assert all(line["id"] for line in lines)
    assert (kind == "warnings") == ("if" in lines[0])


def test_list_hides_the_least_sure_events_and_says_how_many(unsure: Path) -> None:
    shown = run("list", "events").stdout
    assert ("Ade" in shown, "Bode" in shown, "Cade" in shown) == (True, True, False)
    assert shown.endswith("\n1 event hidden as too unsure (--min-confidence 0 shows all)\n")
    assert "2 events hidden" in run("list", "events", "--min-confidence", "0.51").stdout
    all_of_them = run("list", "events", "--min-confidence", "0").stdout
    assert "Cade" in all_of_them
    assert "hidden" not in all_of_them
    result = run("list", "events", "--format", "json")
    assert (json.loads(result.stdout)["total"], json.loads(result.stdout)["unsure"]) == (2, 1)
    assert "1 event hidden" in run("list", "events", "--format", "csv").stderr


def test_list_hides_nothing_else(record: Path) -> None:
    for kind in ("positions", "reports", "actors"):
        assert run("list", kind, "--min-confidence", "1").stdout == run("list", kind).stdout


def test_confidence_is_a_column_where_there_is_room(unsure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search(r"Confidence.*90%.*50%", run("list", "events").stdout, re.DOTALL)
    rows = csv.DictReader(io.StringIO(run("list", "events", "--format", "csv").stdout))
    assert [row["Confidence"] for row in rows] == ["90%", "50%"]
    monkeypatch.setattr(printing, "WIDTH_OF_A_FILE", printing.WIDTH_FOR_CONFIDENCE - 1)
    narrow = run("list", "events").stdout
    assert "Bode" in narrow
    assert "%" not in narrow


@pytest.mark.parametrize("least", ["1.01", "-0.1", "nan", "half"])
@pytest.mark.parametrize("command", [("list", "events"), ("list", "reports"), ("brief", "--out", "b.md")])
def test_what_is_no_confidence_is_refused(record: Path, command: tuple[str, ...], least: str) -> None:
    said = complaint(*command, "--min-confidence", least)
    assert f"{least} is no confidence: give a number from 0 to 1" in said
    assert not Path("b.md").exists()


def test_list_as_csv(record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", "positions", "--format", "csv").stdout)))
    assert [(row["Words"], row["Kind"], row["Who"], row["Report"]) for row in rows] == [
        ("threatened", "threat", "Norland (NOR.GOV)", "r1"),
        ("threatened", "threat", "Norland (NOR.GOV)", "r2"),
    ]
    assert run("show", rows[0]["Id"]).stdout
    actors = csv.DictReader(io.StringIO(run("list", "actors", "--format", "csv").stdout))
    assert next(actors)["Name"] == "Norland"
    reports = csv.DictReader(io.StringIO(run("list", "reports", "--format", "csv").stdout))
    assert [row["Id"] for row in reports] == ["r1", "r2"]


def test_texts_from_outside_steer_neither_spreadsheet_nor_terminal(tmp_path: Path) -> None:
    title = "=HYPERLINK(1)\x1b[31m[red]\u202etxt"
    write_lines(tmp_path / "a.jsonl", {"id": "@n", "text": "Norland attacked Ade.", "title": title})
    run("add", "a.jsonl")
    (row,) = csv.DictReader(io.StringIO(run("list", "reports", "--format", "csv").stdout))
    assert (row["Title"], row["Id"]) == ("'" + title, "'@n")
    table = run("list", "reports").stdout
    assert "=HYPERLINK(1)\N{REPLACEMENT CHARACTER}[31m[red]\N{REPLACEMENT CHARACTER}txt" in table
    assert json.loads(run("list", "reports", "--format", "jsonl").stdout)["title"] == title


def test_show_sets_the_words_off_in_their_sentence(record: Path) -> None:
    warning = json.loads(run("list", "warnings", "--report", "r1", "--format", "jsonl").stdout)
    out = run("show", warning["id"]).stdout
    assert out.startswith("[If talks fail, war follows.]\n")
    assert "Norland said Sudmark attacked Ade on 2024-05-01. [If talks fail, war follows.]" in out
    assert "paragraph 2 of 3" in out
    assert "Harbour talks, The Ferry Post, 2024-05-06, r1" in out
    assert "[[" not in run("show", "d-r1").stdout
    assert "Harbour talks" in run("show", "r1").stdout


def test_brief_writes_files(record: Path) -> None:
    result = run("brief", "--out", "b.html", "--out", "b.md", "--title", "Two harbours", "--as-of", "2024-05-31")
    assert result.stdout == "wrote b.html\nwrote b.md\n"
    assert "Two harbours" in Path("b.html").read_text(encoding="utf-8")
    assert Path("b.md").read_text(encoding="utf-8").startswith("# Two harbours")
    run("brief", "--out", "whatever", "--format", "json")
    assert json.loads(Path("whatever").read_text(encoding="utf-8"))["sections"]
    assert "can't be written as" in complaint("brief", "--out", "b.odt")
    assert "can't be written" in complaint("brief", "--out", "none/b.md", code=1)


def test_brief_tells_what_is_sure_unless_told_otherwise(unsure: Path) -> None:
    for least, sentences in (((), {"1.1"}), (("--min-confidence", "0.2"), {"1.1", "1.2", "1.3"})):
        run("brief", "--out", "b.md", *least)
        told = Path("b.md").read_text(encoding="utf-8").partition("## Sources")[0]
        assert set(re.findall(r"\[\[(\d\.\d)\]", told)) == sentences


def test_actors_are_listed_and_shown_with_why_they_are_one(record: Path) -> None:
    data = json.loads(run("list", "actors", "--actor", "Norland", "--format", "json").stdout)
    (actor,) = data["actors"]
    assert actor["aliases"][0]["evidence"]
    assert "forms" not in actor or actor["forms"]
    (row,) = csv.DictReader(io.StringIO(run("list", "actors", "--actor", "Norland", "--format", "csv").stdout))
    assert row["Id"] == actor["id"]
    out = run("show", actor["id"]).stdout
    assert "First seen" in out
    assert "Last seen" in out
    assert f"Norland (NOR.GOV), {actor['entries']} in" in out
