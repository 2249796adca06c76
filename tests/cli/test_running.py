"""The command line as a program: its help, its errors, its streams, and how it is stopped."""

from __future__ import annotations

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
from functools import partial
from pathlib import Path

import pytest
from tests.cli.commands import complaint, run, write_lines

import brinkwatch

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from brinkwatch.cli import main; main()"]
PATH = os.pathsep.join((str(ROOT), str(ROOT / "src")))
"""The code beside these tests, wherever another one may be installed."""
MOST_SECONDS_TO_HELP = 0.25


def test_help_and_version() -> None:
    assert re.findall(r"^  ([a-z][a-z-]+)  ", run("--help").stdout, re.MULTILINE) == [
        "read",
        "add",
        "follow",
        "feeds",
        "list",
        "show",
        "brief",
        "correct",
        "mark",
        "judge",
        "undo",
        "log",
        "check",
        "export",
        "import",
        "export-annotations",
    ]
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


def test_what_is_typed_wrongly_is_said_in_a_sentence(record: Path) -> None:
    assert complaint("read", "none.txt", "--nope").startswith("No such option: --nope")
    assert "none.txt" in complaint("read", "none.txt", "--format", "jsonl")
    assert "2024-13-01 is no day: write it as 2022-01-18" in complaint("list", "events", "--since", "2024-13-01")
    assert "'birds' is not one of 'incidents'" in complaint("list", "birds")
    assert "events can't be filtered by act" in complaint("list", "events", "--act", "deny")
    assert "--limit" in complaint("list", "events", "--limit", "many")
    assert "use 1 or more" in complaint("list", "events", "--limit", "0")
    assert "nothing on record has an id that starts with zz" in complaint("show", "zz")
    assert "No such command" in complaint("forget")


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
    environment = {**os.environ, "PYTHONPATH": PATH, "PYTHONIOENCODING": "latin-1"}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, **options}
    # Where the tests themselves run in the background, Ctrl-C is ignored, and would be by this process too.
    options["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
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
    environment = {**os.environ, "PYTHONPATH": PATH, "TERM": "xterm"}
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
    assert b"7 reports added" in seen
    assert b"reports/s" in seen
