"""What goes into the record comes out as it went in, once, or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.plainly import change, rows
from tests.sample import full_reading, read_sample

from brinkwatch.errors import BadReport, RecordError
from brinkwatch.model import Quote, Span
from brinkwatch.record.store import Record
from brinkwatch.record.tables import ITEM_ACTORS, ITEMS, METADATA, READINGS, REPORTS, REVISION
from brinkwatch.schema import KINDS


def test_a_reading_comes_back_as_it_was_put(record: Record) -> None:
    reading = full_reading()
    assert all(getattr(reading, kind) for kind in KINDS)
    assert record.put(reading, "sample 1")
    assert list(record.readings()) == [reading]


def test_it_is_there_after_closing(place: str, tmp_path: Path) -> None:
    with Record(place) as record:
        record.put(full_reading(), "sample 1")
    assert [path.name for path in tmp_path.iterdir()] in ([], ["crisis.db"]), "the log is folded into the file"
    with Record(place) as record:
        assert list(record.readings()) == [full_reading()]


def test_the_same_reading_twice_changes_nothing(record: Record) -> None:
    reading = full_reading()
    assert record.admit(reading.report, "sample 1") == reading.report
    record.put(reading, "sample 1")
    assert record.admit(reading.report, "sample 1") is None
    assert not record.put(reading, "sample 1")
    assert len(record.find("events", {})) == 2


def test_a_later_reader_adds_its_reading_and_the_first_stays(record: Record) -> None:
    first = full_reading()
    second = replace(first, events=first.events[:1], positions=(), precedents=(), discrepancies=())
    record.put(first, "sample 1")
    assert record.admit(first.report, "sample 2") == first.report
    assert record.put(second, "sample 2")
    assert list(record.readings()) == [second]
    assert record.find("events", {}).items == first.events[:1]
    assert record.find("events", {"text": "threatened"}).total == 0, "search answers from the current reading"
    kept = rows(record, "SELECT reader, current FROM readings ORDER BY key")
    assert kept == [("sample 1", False), ("sample 2", True)]
    assert rows(record, "SELECT count(*) FROM items WHERE kind = 'events'") == [(3,)]


def test_reports_of_one_id_are_both_kept(record: Record) -> None:
    first = full_reading().report
    other = replace(first, text="Sudmark attacked Norland.")
    record.put(read_sample(first), "sample 1")
    admitted = record.admit(other, "sample 1")
    assert admitted is not None
    assert admitted.id.startswith("r1-")
    record.put(read_sample(admitted), "sample 1")
    assert record.admit(other, "sample 1") is None, "it is known again under the id it came with"
    assert record.find_reports({}).total == 2


def test_one_report_under_two_ids_is_kept_once(record: Record) -> None:
    record.put(full_reading("r1"), "sample 1")
    assert record.admit(full_reading("r2").report, "sample 1") is None
    assert not record.put(full_reading("r2"), "sample 1")
    admitted = record.admit(full_reading("r2").report, "sample 2")
    assert admitted is not None
    assert admitted.id == "r1"


def refused_readings() -> list[tuple[str, object]]:
    reading = full_reading()
    event, statement = reading.events[0], reading.statements[0]
    wrong = Quote("denied", event.trigger.span)
    assert statement.source
    return [
        ("does not quote", replace(reading, events=(replace(event, trigger=wrong), reading.events[1]))),
        (
            "does not quote",
            replace(reading, events=(replace(event, actors=(replace(event.actors[0], text="X"),)), reading.events[1])),
        ),
        ("outside the text", replace(reading, statements=(replace(statement, span=Span(5, 4000)),))),
        ("outside the text", replace(reading, statements=(replace(statement, span=Span(9, 9)),))),
        ("refers to s9", replace(reading, events=(replace(event, according_to="s9"), reading.events[1]))),
        ("of another report", replace(reading, statements=(replace(statement, report="r7"),))),
        ("id of 2 items", replace(reading, events=(event, event, reading.events[1]))),
        ("half a character", replace(reading, report=replace(reading.report, title="Talks \ud83d"))),
        ("sentence", replace(reading, sentences=(Span(0, 4000),))),
    ]


@pytest.mark.parametrize(
    ("fault", "reading"), refused_readings(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_reading_that_does_not_trace_is_refused_whole(record: Record, fault: str, reading: object) -> None:
    with pytest.raises(BadReport, match=fault):
        record.put(reading, "sample 1")  # type: ignore[arg-type]
    assert record.find_reports({}).total == 0
    assert rows(record, "SELECT count(*) FROM items") == [(0,)]


def test_all_text_survives(record: Record) -> None:
    report = replace(
        full_reading().report, text="Émigrés 🛂 in 日本\x00\u202e\r\nNorland attacked Sudmark.", title="¿Qué?"
    )
    reading = read_sample(report)
    record.put(reading, "sample 1")
    assert list(record.readings()) == [reading]


def test_the_migrations_make_the_tables_that_the_code_knows(record: Record) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    import brinkwatch.record.store as store

    with record._engine.connect() as connection:

        def of_ours(name: str | None, kind: str, parents: object) -> bool:
            return kind != "table" or "_search" not in str(name)

        context = MigrationContext.configure(connection, opts={"include_name": of_ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
    config = Config()
    config.set_main_option("script_location", str(Path(store.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_a_record_of_a_later_version_is_refused(place: str) -> None:
    with Record(place) as record:
        change(record, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="later version of Brinkwatch"):
        Record(place)


def test_dates_are_kept_as_days(record: Record) -> None:
    record.put(full_reading(published=None), "sample 1")
    assert record.find_reports({}).items[0].published is None
    event = record.find("events", {}).items[0]
    assert (event.when.start, event.when.end) == (dt.date(2024, 5, 1), dt.date(2024, 5, 1))


def test_who_wrote_a_report_and_when_it_was_published_is_kept(record: Record) -> None:
    moment = dt.datetime(2024, 5, 2, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    report = replace(full_reading().report, author="Ilsa Verne", published_at=moment, dated_by="feed")
    record.put(replace(full_reading(), report=report), "sample 1")
    (kept,) = record.find_reports({})
    assert (kept.author, kept.dated_by) == ("Ilsa Verne", "feed")
    assert kept.published_at == moment
    assert kept.published_at is not None
    assert kept.published_at.tzinfo is dt.UTC


def test_a_report_is_the_same_whoever_wrote_it_and_however_it_was_dated(record: Record) -> None:
    record.put(full_reading(), "sample 1")
    report = full_reading().report
    moment = dt.datetime(2024, 5, 2, tzinfo=dt.UTC)
    again = replace(report, author="Ilsa Verne", published_at=moment, dated_by="page")
    assert record.admit(again, "sample 1") is None


NEWER = [table for table in reversed(METADATA.sorted_tables) if table not in (REPORTS, READINGS, ITEMS, ITEM_ACTORS)]
"""Tables that came after the first shape."""


def test_a_record_of_the_first_shape_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Record(path) as record:
        record.put(full_reading(), "sample 1")
    with closing(sqlite3.connect(path)) as plain:
        for column in ("author", "published_at", "dated_by"):
            plain.execute(f"ALTER TABLE reports DROP COLUMN {column}")
        plain.execute("UPDATE item_actors SET title = NULL")
        plain.execute("ALTER TABLE item_actors DROP COLUMN title")
        for index in ("readings_weighed", "reports_publisher"):
            plain.execute(f"DROP INDEX {index}")
        for column in ("weighed", "base"):
            plain.execute(f"ALTER TABLE readings DROP COLUMN {column}")
        for table in NEWER:
            plain.execute(f"DROP TABLE {table.name}")
        plain.execute("UPDATE alembic_version SET version_num = '0001'")
        plain.commit()
    with Record(path) as record:
        assert list(record.readings()) == [full_reading()]
        assert record.admit(full_reading().report, "sample 1") is None


def test_titles_of_an_earlier_record_are_taken_from_its_items(place: str) -> None:
    reading = full_reading()
    titled = tuple(
        replace(event, actors=tuple(replace(actor, role="chairman\0") for actor in event.actors))
        for event in reading.events
    )
    with Record(place) as record:
        record.put(replace(reading, events=titled), "sample 1")
        before = rows(record, "SELECT key, title FROM item_actors ORDER BY key")
        change(
            record,
            "ALTER TABLE item_actors DROP COLUMN title",
            "UPDATE alembic_version SET version_num = '0005'",
        )
    with Record(place) as record:
        assert rows(record, "SELECT key, title FROM item_actors ORDER BY key") == before
    assert sum(title is not None for _, title in before) == len(reading.events)
