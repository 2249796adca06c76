"""What is PostgreSQL's own: who may be let in, what its errors mean, and that it finds the same as SQLite."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.postgres import Server
from tests.record.adding import report
from tests.record.plainly import change
from tests.sample import full_reading, read_sample

from brinkwatch.errors import BadInput, RecordError
from brinkwatch.model import Report
from brinkwatch.record import nul, postgres
from brinkwatch.record.store import Record


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    with server.database() as made:
        yield made


def execute(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_another_programs_tables_are_left_alone(address: str) -> None:
    execute(address, "CREATE TABLE birds (name text)")
    with pytest.raises(RecordError, match="not a Brinkwatch record but another program's database: name another one"):
        Record(address)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT relname FROM pg_class WHERE relname ~ 'reports'").fetchall() == []


def test_another_programs_migrations_are_not_taken_for_ours(address: str) -> None:
    execute(address, "CREATE TABLE alembic_version (version_num text)", "INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(RecordError, match="not a Brinkwatch record"):
        Record(address)


def test_two_records_may_lie_in_two_schemas(address: str) -> None:
    execute(address, "CREATE SCHEMA one", "CREATE SCHEMA two")
    with (
        Record(f"{address}&options=-csearch_path%3Done") as one,
        Record(f"{address}&options=-csearch_path%3Dtwo") as two,
    ):
        one.put(full_reading(), "sample 1")
        assert (one.find_reports({}).total, two.find_reports({}).total) == (1, 0)
    with pytest.raises(RecordError, match="there is no such schema"):
        Record(f"{address}&options=-csearch_path%3Dnone")


def test_no_password_is_ever_said(server: Server, address: str) -> None:
    with_password = address.replace("brinkwatch@", "brinkwatch:s3cret@")
    execute(address, "CREATE TABLE birds (name text)")
    for place in (
        with_password,
        f"{address}&password=s3cret",
        with_password.replace("/test_", "/none_"),
        "postgresql://u:s3cret@localhost:1/x",
    ):
        with pytest.raises(RecordError, match=r"postgresql://\w+@") as raised:
            Record(place)
        assert "s3cret" not in str(raised.value)
    for place in ("postgresql://u:s3cret%@h/x", "postgresql://u:s3cret@h/x?nope=1", "mysql://u:s3cret@h/x"):
        with pytest.raises(BadInput) as bad:
            Record(place)
        assert "s3cret" not in str(bad.value)


def test_what_can_not_be_reached_is_said(server: Server) -> None:
    with pytest.raises(
        RecordError, match=r'none: can\'t be opened \(.*database "none" does not exist\): check the address'
    ):
        Record(server.address("none"))
    with pytest.raises(RecordError, match=r"can't be opened .*: check the address, that the server runs"):
        Record("postgresql://nobody@/x?host=/nowhere")


def test_an_encoding_that_can_not_hold_all_texts_is_refused(server: Server) -> None:
    with (
        server.database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0") as latin,
        pytest.raises(RecordError, match="the database is in LATIN1, which can't hold all texts"),
    ):
        Record(latin)


def test_a_server_that_is_too_old_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 99)
    with pytest.raises(RecordError, match=r"PostgreSQL \d+ is too old: use 99 or newer"):
        Record(address)


def test_who_may_only_read_can_ask(server: Server, address: str) -> None:
    with Record(address) as record:
        record.put(full_reading(), "sample 1")
    name = address.partition("?")[0].rpartition("/")[2]
    execute(
        address, f"CREATE ROLE reader_{name} LOGIN", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{name}"
    )
    try:
        with Record(server.address(name, f"reader_{name}")) as record:
            assert list(record.readings()) == [full_reading()]
            assert record.find("events", {"text": "attacked"}).total == 1
            with pytest.raises(RecordError, match="this user may not do that: ask the database's owner"):
                record.put(read_sample(report(2)), "sample 1")
    finally:
        execute(address, f"DROP OWNED BY reader_{name}", f"DROP ROLE reader_{name}")


def test_a_lock_that_is_never_let_go_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 0.2)
    with Record(address) as record, record._writing(), Record(address) as other:
        with pytest.raises(RecordError, match="another program keeps it locked"):
            other.put(full_reading(), "sample 1")
        assert other.find_reports({}).total == 0, "who only asks need not wait"


def test_a_server_that_ends_its_connections_costs_nothing_between_two_readings(address: str) -> None:
    with Record(address) as record:
        record.put(full_reading(), "sample 1")
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        execute(address, end)
        assert record.put(read_sample(report(2)), "sample 1")


def test_search_damage_is_found(address: str) -> None:
    with Record(address) as record:
        record.put(full_reading(), "sample 1")
        change(record, "DELETE FROM reports_search")
        assert "search in reports does not know 1 of them" in [finding.fault for finding in record.check()]


def test_a_text_longer_than_any_index_can_be_searched(address: str) -> None:
    long = " ".join(f"word{n}" for n in range(120_000)) + " " + "ab" * 5000 + ". Norland attacked Sudmark."
    with Record(address) as record:
        record.put(read_sample(Report("r", long)), "sample 1")
        for wanted, total in (
            ('"word99998 word99999"', 1),
            ('"word99999 word99998"', 0),
            ("ab" * 5000, 1),
            ("ab" * 4999, 0),
        ):
            assert record.find_reports({"text": wanted}).total == total


LETTERS = st.sampled_from("aàÀsS'.-,_%|\"\0\x1a 1ßİ日\u0301\u202e🛂\ue000é")
WORDS = st.lists(
    st.sampled_from(
        ["running", "ran", "runs", "U.S.", "talks", "talk", "Élan", "elan", "ties", "sky", "syzygy", "%", "|"]
    )
    | st.text(LETTERS, max_size=6),
    max_size=8,
).map(" ".join)


@given(title=WORDS, text=WORDS, wanted=WORDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_the_same_words_find_the_same_in_both(both: tuple[Record, Record], title: str, text: str, wanted: str) -> None:
    made = Report(f"r{title}/{text}", f"{text}\nNorland attacked Sudmark.", title)
    answers = []
    for record in both:
        admitted = record.admit(made, "sample 1")
        if admitted:
            record.put(read_sample(admitted), "sample 1")
        try:
            answers.append([report.id for report in record.find_reports({"text": wanted})])
        except BadInput as bad:
            answers.append([str(bad)])
    assert answers[0] == answers[1]


@pytest.fixture
def both(address: str, tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    with Record(tmp_path / "a.db") as one, Record(address) as other:
        yield one, other


def test_lists_come_in_the_same_order_in_both(both: tuple[Record, Record]) -> None:
    names = ["émile", "Zoë", "zoe", "Éa", "a", "B", "_x", "Ωm", "日本", "a1", "A"]
    for record in both:
        for number, name in enumerate(names):
            text = f"{name} attacked {names[-number - 1]}. Norland said {name} threatened Ade."
            record.put(read_sample(Report(f"r{number}{name}", text, name)), "sample 1")
    one, other = both
    assert one.find_sightings({}) == other.find_sightings({})
    for kind in ("events", "statements", "positions"):
        assert one.find(kind, {}) == other.find(kind, {})
    for prefix in ("r", "e"):
        with pytest.raises(BadInput) as first:
            one.show(prefix)
        with pytest.raises(BadInput) as second:
            other.show(prefix)
        assert str(first.value) == str(second.value)


JSON = st.recursive(st.text(st.sampled_from('a\\u01\0\x1a"n\n')), lambda inner: st.lists(inner, max_size=3))


@given(JSON)
def test_any_text_goes_through_where_there_is_no_nul(value: object) -> None:
    assert nul.json_with(nul.json_without(value)) == value
    assert b"\\u0000" not in nul.json_without(value).replace(b"\\\\", b"")
    if isinstance(value, str):
        assert nul.text_with(nul.text_without(value)) == value
        assert "\0" not in nul.text_without(value)


def test_without_psycopg_it_is_said_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from brinkwatch.record.store import Record\n"
        "try: Record('postgresql://u:s3cret@h/x')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    paths = f"import sys; sys.path[:0] = {sys.path!r}\n"
    told = subprocess.run([sys.executable, "-c", paths + code], capture_output=True, text=True, check=True).stdout
    assert told == (
        "RecordError PostgreSQL is spoken to through psycopg, which is not here: install it"
        " (pip install 'brinkwatch[postgres]')\n"
    )
