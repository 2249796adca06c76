"""What `check`, `export` and `import` print, and the code they end with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.commands import complaint, run
from tests.postgres import Server


def test_a_whole_record_is_said_to_be_whole(record: Path) -> None:
    assert run("check").stdout == "2 reports whole (2 readings, 20 items)\n"


def test_damage_is_said_and_ends_with_1(record: Path) -> None:
    with closing(sqlite3.connect(record)) as plain:
        plain.execute("UPDATE reports SET publisher = 'X' || char(10) WHERE id = 'r2'")
        plain.commit()
    result = run("check", code=1)
    fault, summary = result.stdout.splitlines()
    assert fault == "r2: its text, or what is stated about it, is not what was put on record"
    assert summary == "1 report whole (1 reading, 10 items)"
    assert result.stderr == (
        "1 report damaged, 1 fault found: restore the record from a copy, and add what came after it again\n"
    )


def test_export_and_import(record: Path, tmp_path: Path) -> None:
    assert run("export", "a.jsonl.gz").stdout == "wrote a.jsonl.gz: 2 reports, 2 readings, 20 items\n"
    assert run("import", "a.jsonl.gz", "--db", "b.db").stdout == "2 reports, 2 readings added\n"
    assert run("import", "a.jsonl.gz", "--db", "b.db").stdout == "0 reports, 0 readings added; 2 already there\n"
    assert run("list", "events", "--db", "b.db").stdout == run("list", "events").stdout
    (tmp_path / "a.jsonl.gz").write_bytes((tmp_path / "a.jsonl.gz").read_bytes()[:-9])
    assert "a.jsonl.gz: cut or altered" in complaint("import", "a.jsonl.gz", "--db", "c.db")


def test_what_is_not_there_is_said() -> None:
    assert "crisis.db: no record there" in complaint("check")
    assert "crisis.db: no record there" in complaint("export", "a.gz")
    assert "none.gz: can't be read" in complaint("import", "none.gz")
    assert not list(Path().glob("*.gz"))


def test_a_record_in_postgresql(record: Path, server: Server) -> None:
    run("export", "a.gz")
    with server.database() as address:
        run("import", "a.gz", "--db", address)
        (Path("b.txt")).write_text("Norland attacked Cade, and nobody says why it did.\nNorland attacked Sudmark.")
        assert run("add", "b.txt", "--db", address).stdout.startswith("1 report added")
        assert run("list", "reports", "--db", address).stdout.count("Harbour talks") == 2
        assert run("check", "--db", address).stdout.startswith("3 reports whole")
        run("brief", "--db", address, "--out", "b.md")
    assert not list(Path().glob("postgres*"))
    assert "can't be opened" in complaint("list", "events", "--db", server.address("none"), code=1)
    assert "give a path or postgresql://" in complaint("list", "events", "--db", "mysql://u@h/x")
