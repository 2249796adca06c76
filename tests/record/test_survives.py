"""Killed, crowded, locked out, out of space: the record stays whole, and says what is wrong."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.adding import SENTENCES, report
from tests.record.plainly import rows
from tests.sample import full_reading, read_sample

from brinkwatch.errors import RecordError
from brinkwatch.record import sqlite
from brinkwatch.record.check import check_reading
from brinkwatch.record.store import Record

ROOT = Path(__file__).parent.parent.parent
KILLS = 10


def adding(place: Path | str, first: int, last: int, *more: object) -> subprocess.Popen[str]:
    """A process that adds reports."""
    command = [
        sys.executable,
        str(ROOT / "tests" / "record" / "adding.py"),
        str(place),
        str(first),
        str(last),
        *map(str, more),
    ]
    # The code beside these tests, wherever another one may be installed.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def check_whole(place: Path | str) -> set[str]:
    """Assert that all of a record holds together; the ids of its reports."""
    with Record(place) as record:
        assert [finding for finding in record.check() if finding.fault] == []
        [(parties,)], [(reports,)] = (
            rows(record, f"SELECT count(*) FROM {name}") for name in ("item_actors", "reports")
        )
        assert parties == 3 * SENTENCES * reports
        readings = list(record.readings())
        for reading in readings:
            check_reading(reading)
            assert reading == read_sample(reading.report)
            assert len(reading.events) == len(reading.statements) == SENTENCES
            assert record.find("events", {"text": reading.events[0].recipients[0].name}).total == 1
    return {reading.report.id for reading in readings}


def test_a_process_killed_at_any_moment_leaves_a_whole_record(place: str) -> None:
    kept, next_number, chance = set[str](), 0, random.Random(4)
    for _ in range(KILLS):
        process = adding(place, next_number, 100_000)
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        out, err = process.communicate()
        assert process.returncode == -signal.SIGKILL, err
        told = [f"r{line}" for line in (first + out).split()]
        kept.update(told)
        there = check_whole(place)
        assert kept <= there, "what was said to be kept is there"
        assert len(there - kept) <= 1, "at most the one that was kept but not yet told"
        kept = there
        next_number = len(kept)
    assert len(kept) > KILLS


def test_a_process_killed_while_it_makes_the_record_can_be_followed_by_another(tmp_path: Path) -> None:
    chance = random.Random(8)
    for n in range(4):
        path = tmp_path / f"{n}.db"
        process = adding(path, 0, 100_000)
        until = time.monotonic() + 30
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        process.communicate()
        with Record(path):
            pass
        check_whole(path)


def test_two_processes_add_at_once(place: str) -> None:
    processes = [adding(place, 0, 60), adding(place, 30, 90)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert [err for _, err in outputs] == ["", ""]
    lines = [line for out, _ in outputs for line in out.splitlines()]
    added = sorted(int(line) for line in lines if line.isdigit())
    assert added == list(range(90)), "nothing lost, nothing twice"
    assert len(lines) == 120
    assert check_whole(place) == {f"r{n}" for n in range(90)}


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "notes.txt"
    with closing(sqlite3.connect(other)) as plain:
        plain.execute("CREATE TABLE birds (name)")
        plain.commit()
    text.write_text("not a database at all, " * 100)
    before = other.read_bytes(), text.read_bytes()
    for path in (other, text):
        with pytest.raises(RecordError, match=rf"{re.escape(str(path))}: not a Brinkwatch record"):
            Record(path)
    assert before == (other.read_bytes(), text.read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "other.db"]


def test_what_can_not_be_a_record_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="this is a folder: name a file"):
        Record(tmp_path)
    with pytest.raises(RecordError, match="there is no folder"):
        Record(tmp_path / "none" / "a.db")


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Record(path) as record:
        record.put(read_sample(report(1)), "sample 1")
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = random.Random(1).randbytes(len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(RecordError, match="damaged"), Record(path) as record:
        list(record.readings())


def test_a_full_disk_is_said_and_nothing_is_half_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    process = adding(path, 0, 100_000, 1_500_000)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert (
        err
        == f"{path}: the disk refused: check its space and state and run it again, what was recorded before is kept\n"
    )
    told = {f"r{line}" for line in out.split()}
    assert len(told) > 2
    # The last one may be on record and not weighed yet: then it was not told of.
    kept = check_whole(path)
    assert kept >= told
    assert len(kept - told) <= 1
    process = adding(path, len(told), len(told) + 2)
    assert process.wait(60) == 0, "with space again, it goes on"


def test_a_full_database_is_said(tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        with record._engine.connect() as connection:
            connection.exec_driver_sql(
                f"PRAGMA max_page_count={connection.exec_driver_sql('PRAGMA page_count').scalar()}"
            )
        long = replace(full_reading().report, text="Norland attacked Sudmark. " * 4000)
        with pytest.raises(RecordError, match="the disk is full"):
            record.put(read_sample(long), "sample 1")
        assert record.find_reports({}).total == 0


def test_a_lock_that_is_never_let_go_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    path = tmp_path / "a.db"
    with Record(path) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record.put(full_reading("r1"), "sample 1")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another program keeps it locked"):
            record.put(read_sample(report(2)), "sample 1")
        assert record.find_reports({}).total == 1, "who only asks need not wait"
        other.execute("ROLLBACK")
        assert record.put(read_sample(report(2)), "sample 1")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may walk into, and for the time of the test, rights that files' permissions bind: root has none."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    with Record(path / "a.db") as record:
        record.put(full_reading(), "sample 1")
    as_root = os.geteuid() == 0
    if as_root:
        for each in (path, path / "a.db"):
            os.chown(each, 65534, 65534)
        os.setresuid(65534, 65534, 0)
    try:
        yield path
    finally:
        if as_root:
            os.setresuid(0, 0, 0)
        path.chmod(0o755)
        shutil.rmtree(path)


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_record_that_may_not_be_written_can_be_asked(folder: Path, what: str) -> None:
    path = folder / "a.db"
    if what != "folder":
        path.chmod(0o444)
    if what != "file":
        folder.chmod(0o555)
    with Record(path) as record:
        assert list(record.readings()) == [full_reading()]
        assert record.find("events", {"text": "attacked"}).total == 1
        with pytest.raises(RecordError, match="it can't be written to: change the permissions"):
            record.put(read_sample(report(2)), "sample 1")
    assert [each.name for each in folder.iterdir()] == ["a.db"]


def test_a_new_record_where_nothing_may_be_written_is_said(folder: Path) -> None:
    folder.chmod(0o555)
    with pytest.raises(RecordError, match="can't be written to"):
        Record(folder / "b.db")


def test_a_file_that_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "a.db").chmod(0)
    with pytest.raises(RecordError, match="can't be opened"):
        Record(folder / "a.db")
