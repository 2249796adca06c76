"""A record goes into one file and out of it, into whatever database, as it was; or not at all."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.postgres import Server
from tests.record.plainly import change, rows
from tests.sample import SampleReader, full_reading, read_sample

from brinkwatch.desk import Desk
from brinkwatch.errors import BadInput, Failure
from brinkwatch.model import Report
from brinkwatch.record.check import check_reading
from brinkwatch.record.store import Record
from brinkwatch.schema import KINDS

Lines = list[dict[str, object]]


def fill(record: Record) -> None:
    """Two reports, the first read by two readers, the later of which found less."""
    first = full_reading()
    record.put(first, "sample 1")
    record.put(
        read_sample(Report("r\0 日\x1a0", "Émile said Ade attacked Bode\x00.\nNorland attacked Élan.")), "sample 1"
    )
    record.put(replace(first, events=first.events[:1], positions=(), precedents=(), discrepancies=()), "sample 2")
    change(record, "UPDATE readings SET read_at = '2024-05-07 08:09:10.000000' WHERE reader = 'sample 2'")


def export(place: str, path: Path) -> bytes:
    with Desk.open(place) as desk:
        made = desk.export_to(path)
    assert (made.reports, made.readings) == (2, 3)
    return path.read_bytes()


def test_it_comes_back_byte_for_byte_through_the_other_database(tmp_path: Path, server: Server) -> None:
    places = [str(tmp_path / "a.db"), None, str(tmp_path / "c.db")]
    with server.database() as address:
        places[1] = address
        with Record(places[0] or "") as record:
            fill(record)
            wanted = list(record.readings())
        before = export(places[0] or "", tmp_path / "0.gz")
        for number, place in enumerate(places[1:], 1):
            with Desk.open(place or "") as desk:
                added = desk.import_from(tmp_path / f"{number - 1}.gz")
                assert str(added) == "2 reports, 3 readings added"
                assert list(desk.readings()) == wanted
                assert [finding.fault for finding in desk.check()] == [None, None]
                again = desk.import_from(tmp_path / f"{number - 1}.gz")
                assert str(again) == "0 reports, 0 readings added; 3 already there"
            assert export(place or "", tmp_path / f"{number}.gz") == before


def test_the_file_needs_no_program_of_ours_to_be_read(place: str, tmp_path: Path) -> None:
    with Record(place) as record:
        fill(record)
    export(place, tmp_path / "a.gz")
    head, *lines, end = (json.loads(line) for line in gzip.decompress((tmp_path / "a.gz").read_bytes()).splitlines())
    assert (head["form"], head["schema"]) == ("brinkwatch/portable/1", "brinkwatch/record/1")
    assert [next(iter(line)) for line in lines] == ["report", "reading", "reading", "report", "reading"]
    assert lines[0]["report"]["published"] == "2024-05-06"
    assert [(line["reading"]["reader"], line["reading"]["current"]) for line in lines if "reading" in line] == [
        ("sample 1", False),
        ("sample 2", True),
        ("sample 1", True),
    ]
    assert end["items"] == sum(len(line["reading"][kind]) for line in lines if "reading" in line for kind in KINDS)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    return data[:200] + bytes([data[200] ^ 1]) + data[201:]


def with_lines(change_lines: Callable[[Lines], object]) -> Callable[[bytes], bytes]:
    """The file with other lines, well compressed."""

    def changed(data: bytes) -> bytes:
        lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
        change_lines(lines)
        return gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines))

    return changed


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "cut": cut,
    "one bit": flip,
    "nothing": lambda data: b"",
    "no gzip": lambda data: b"dear diary",
    "something after it": lambda data: data + gzip.compress(b"{}\n"),
    "the last line gone": with_lines(lambda lines: lines.pop()),
    "a report gone": with_lines(lambda lines: lines.__delitem__(slice(4, 6))),
    "a text": with_lines(lambda lines: lines[1]["report"].update(text="Peace.")),  # type: ignore[attr-defined]
    "a publisher": with_lines(lambda lines: lines[1]["report"].update(publisher="X")),  # type: ignore[attr-defined]
    "a column": with_lines(lambda lines: lines[1]["report"].update(mood="X")),  # type: ignore[attr-defined]
    "a quotation": with_lines(lambda lines: lines[2]["reading"]["events"][0].update(span=[3, 9])),  # type: ignore[index]
    "a reader": with_lines(lambda lines: lines[3]["reading"].update(reader="sample 1")),  # type: ignore[attr-defined]
    "a field gone": with_lines(lambda lines: lines[2]["reading"].pop("events")),  # type: ignore[attr-defined]
    "a number": with_lines(lambda lines: lines[2]["reading"]["events"][0].update(confidence=0.1)),  # type: ignore[index]
    "no object": with_lines(lambda lines: lines.insert(2, [])),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("fault", ALTERED)
def test_a_file_that_was_cut_or_altered_changes_nothing(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "a.gz"
    with Record(tmp_path / "a.db") as record:
        fill(record)
    path.write_bytes(ALTERED[fault](export(str(tmp_path / "a.db"), path)))
    with Desk.open(tmp_path / "b.db", reader=SampleReader()) as desk:
        desk.add(Report("x", "Norland attacked Ade."))
        with pytest.raises(
            BadInput, match=r"a\.gz: (cut or altered|line \d was altered|not a record).*(copy|name)"
        ) as bad:
            desk.import_from(path)
        assert "\n" not in str(bad.value)
        assert [report.id for report in desk.reports()] == ["x"]


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(
        gzip.compress(b'{"form": "brinkwatch/portable/2", "schema": "brinkwatch/record/1"}\n')
    )
    with Desk.open(tmp_path / "b.db") as desk, pytest.raises(BadInput, match="later version"):
        desk.import_from(tmp_path / "a.gz")
    with Desk.open(tmp_path / "b.db") as desk, pytest.raises(BadInput, match=r"none.gz: can't be read"):
        desk.import_from(tmp_path / "none.gz")


def test_what_is_there_already_stays_and_the_later_reading_is_current(place: str, tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        fill(record)
    export(str(tmp_path / "a.db"), tmp_path / "a.gz")
    first = full_reading()
    for reader, read_at, current in (("sample 0", "2024-05-01", "sample 2"), ("sample 9", "2024-06-01", "sample 9")):
        with Desk.open(place) as desk:
            record = desk._given_record  # type: ignore[assignment]
            record.put(first, reader)
            change(record, f"UPDATE readings SET read_at = '{read_at} 00:00:00.000000' WHERE reader = '{reader}'")
            desk.import_from(tmp_path / "a.gz")
            assert rows(record, "SELECT reader FROM readings WHERE report = 1 AND current") == [(current,)]
            assert desk.reports().total == 2


def test_a_report_that_has_another_id_here_brings_its_items_under_ids_of_their_own(place: str, tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        record.put(full_reading(), "sample 1")
        Desk(record=record).export_to(tmp_path / "a.gz")
    with Desk.open(place, reader=SampleReader()) as desk:
        other = replace(full_reading().report, text=full_reading().report.text + " Sudmark attacked Norland.")
        desk.add(other)
        desk.import_from(tmp_path / "a.gz")
        assert [report.id.partition("-")[0] for report in desk.reports()] == ["r1", "r1"]
        for reading in desk.readings():
            check_reading(reading)
            for event in reading.events:
                assert desk.show(event.id).report == reading.report, "one id is one entry's"
        assert all(finding.fault is None for finding in desk.check())
        assert len({item.id for kind in ("events", "statements") for item in getattr(desk, kind)()}) == 7


def test_an_import_that_is_stopped_goes_on_there(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from brinkwatch.record import exchange, keeping

    with Record(tmp_path / "a.db") as record:
        fill(record)
    export(str(tmp_path / "a.db"), tmp_path / "a.gz")
    with Desk.open(place) as desk:
        real, calls = keeping.insert_reading, iter([1, 2])

        def stop(*arguments: object) -> None:
            if next(calls, None) is None:
                raise KeyboardInterrupt
            real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(exchange, "insert_reading", stop)
        with pytest.raises(KeyboardInterrupt):
            desk.import_from(tmp_path / "a.gz")
        monkeypatch.undo()
        assert desk.reports().total == 1, "whole reports only"
        assert str(desk.import_from(tmp_path / "a.gz")) == "1 report, 1 reading added; 2 already there"
        desk.export_to(tmp_path / "b.gz")
    assert (tmp_path / "b.gz").read_bytes() == (tmp_path / "a.gz").read_bytes()


def test_a_file_that_can_not_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from brinkwatch.record import portable

    path = tmp_path / "out" / "a.gz"
    path.parent.mkdir()
    path.write_bytes(b"as it was")
    with Desk.open(tmp_path / "a.db") as desk:
        desk._given_record.put(full_reading(), "sample 1")  # type: ignore[union-attr]

        def full(reading: object) -> dict[str, object]:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(portable, "reading_to_json", full)
        with pytest.raises(Failure, match="No space left on device"):
            desk.export_to(path)
    assert path.read_bytes() == b"as it was"
    assert list(path.parent.iterdir()) == [path]


def test_times_are_kept(place: str, tmp_path: Path) -> None:
    with Record(tmp_path / "a.db") as record:
        fill(record)
        change(record, "UPDATE reports SET added_at = '2023-01-02 03:04:05.000000'")
    export(str(tmp_path / "a.db"), tmp_path / "a.gz")
    with Desk.open(place) as desk:
        desk.import_from(tmp_path / "a.gz")
        record = desk._given_record  # type: ignore[assignment]
        with record._reading() as connection:
            from brinkwatch.record.tables import READINGS, REPORTS

            added = {row.added_at for row in connection.execute(REPORTS.select())}
            read = {row.read_at for row in connection.execute(READINGS.select())}
    assert added == {dt.datetime(2023, 1, 2, 3, 4, 5)}  # noqa: DTZ001
    assert dt.datetime(2024, 5, 7, 8, 9, 10) in read  # noqa: DTZ001
