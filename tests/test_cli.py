"""The commands as they are typed: what they print, where, and the code they end with."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from types import ModuleType

import pytest
from tests.sample import SampleReader, full_reading, read_sample
from typer.testing import CliRunner, Result

import brinkwatch
from brinkwatch.cli import app
from brinkwatch.record.store import Record
from brinkwatch.schema import SCHEMA, reading_from_json

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from brinkwatch.cli import main; main()"]
MOST_SECONDS_TO_HELP = 0.25


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run in an empty folder, with the sample reader in the real one's place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRINKWATCH_DB", raising=False)
    module = ModuleType("brinkwatch.read.reader")
    monkeypatch.setattr(module, "Reader", SampleReader, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """crisis.db with two reports."""
    path = tmp_path / "crisis.db"
    with Record(path) as opened:
        opened.put(full_reading("r1"), "sample 1")
        undated = full_reading("r2", None)
        opened.put(undated, "sample 1")
    return path


def run(*arguments: str | Path, code: int = 0) -> Result:
    """A command's result, which ended with `code` and never with a traceback."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def complaint(*arguments: str | Path, code: int = 2) -> str:
    """The one line on stderr with which a command refuses."""
    result = run(*arguments, code=code)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_help_and_version() -> None:
    assert re.findall(r"^  ([a-z]+)  ", run("--help").stdout, re.MULTILINE) == ["read", "add", "list", "show", "brief"]
    assert run("--version").stdout == f"brinkwatch {brinkwatch.__version__}\n"
    assert "Usage: brinkwatch" in run(code=2).stderr


def test_help_comes_at_once() -> None:
    """In processor time, so that it holds on a busy machine too."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(took) < MOST_SECONDS_TO_HELP


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


def test_what_is_typed_wrongly_is_said_in_a_sentence(record: Path) -> None:
    assert complaint("read", "none.txt", "--nope").startswith("No such option: --nope")
    assert "none.txt" in complaint("read", "none.txt", "--format", "jsonl")
    assert "2024-13-01 is no day: write it as 2022-01-18" in complaint("list", "events", "--since", "2024-13-01")
    assert "'birds' is not one of 'events'" in complaint("list", "birds")
    assert "events can't be filtered by act" in complaint("list", "events", "--act", "deny")
    assert "--limit" in complaint("list", "events", "--limit", "many")
    assert "use 1 or more" in complaint("list", "events", "--limit", "0")
    assert "nothing on record has an id that starts with zz" in complaint("show", "zz")
    assert "No such command" in complaint("forget")


def test_a_record_that_is_not_there_is_not_made_by_asking() -> None:
    assert "crisis.db: no record there" in complaint("list", "events")
    assert "crisis.db: no record there" in complaint("show", "e1")
    assert "other.db: no record there" in complaint("brief", "--out", "b.md", "--db", "other.db")
    assert not list(Path().iterdir())


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crisis.db").write_text("dear diary " * 200, encoding="utf-8")
    assert complaint("list", "events", code=1) == "crisis.db: not a Brinkwatch record: name another file\n"


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
    assert data == {kind: lines, "total": len(lines), "undated": 0}
    assert all(line["id"] for line in lines)
    assert (kind == "warnings") == ("if" in lines[0])


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


SAMPLE_COMMAND = """
import sys, time, types
from tests.sample import SampleReader, read_sample
reader = sys.modules["brinkwatch.read.reader"] = types.ModuleType("brinkwatch.read.reader")
class Slow(SampleReader):
    def read(self, report):
        time.sleep({pause})
        return read_sample(report)
reader.Reader = Slow
from brinkwatch.cli import main
main()
"""


def start(*arguments: str, pause: float = 0.0, **options: object) -> subprocess.Popen[bytes]:
    """A process of the command line, with a reader that pauses at each report."""
    command = [sys.executable, "-c", SAMPLE_COMMAND.format(pause=pause), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, **options}
    return subprocess.Popen(command, **options)  # type: ignore[call-overload, no-any-return]


def wait_for_a_report(path: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if path.exists():
            with closing(sqlite3.connect(path)) as plain, suppress(sqlite3.OperationalError):
                if plain.execute("SELECT count(*) FROM reports").fetchone()[0]:
                    return
        time.sleep(0.02)
    raise TimeoutError(path)


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl", *({"id": f"n{n}", "text": f"Norland attacked Port{n}."} for n in range(200))
    )
    process = start("add", str(path), pause=0.05)
    wait_for_a_report(tmp_path / "crisis.db")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert re.fullmatch(r"\d+ reports? added \(.*\); stopped: the same command goes on from there\n", err.decode())
    there = json.loads(run("list", "reports", "--format", "json").stdout)["total"]
    assert 0 < there < 200
    assert run("add", path).stdout.startswith(f"{200 - there} reports added")


def test_a_pipe_that_closes_is_no_error(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl", *({"id": f"n{n}", "text": "Norland attacked Ade. " * 50} for n in range(200))
    )
    process = start("read", str(path), "--format", "jsonl")
    assert process.stdout
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    process.wait(20)


@pytest.mark.parametrize(
    "arguments", [("--help",), ("read", "a.txt", "--format", "jsonl"), ("list", "events", "--format", "csv")]
)
def test_output_that_can_not_be_written_is_said(tmp_path: Path, record: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("Norland attacked Ade.", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        process = start(*arguments, stdout=full)
        assert process.communicate(timeout=20)[1] == b"output: No space left on device: check the disk's space\n"
    assert process.returncode == 1


def test_output_is_utf8_whatever_the_terminal_says(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "n1", "text": "Élan attacked Łódź. 停"})
    out, err = start("read", str(path), "--format", "jsonl").communicate(timeout=20)
    assert (json.loads(out.decode("utf-8"))["reports"][0]["text"], err) == ("Élan attacked Łódź. 停", b"")


def test_a_terminal_shows_progress(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", *({"id": f"n{n}", "text": f"Norland attacked Port{n}."} for n in range(8)))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", SAMPLE_COMMAND.format(pause=0.2), "add", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    assert process.wait(20) == 0
    assert b"reports added (" in seen
