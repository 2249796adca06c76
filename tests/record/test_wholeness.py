"""What is damaged is found, and said with what is still whole."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.record.adding import report
from tests.record.plainly import change, rows
from tests.sample import full_reading, read_sample

from brinkwatch.record.store import Record
from brinkwatch.record.tables import ITEMS
from brinkwatch.schema import item_to_json


def faults(record: Record) -> list[tuple[str | None, str]]:
    return [(finding.report, finding.fault) for finding in record.check() if finding.fault]


def test_a_whole_record_is_counted(record: Record) -> None:
    first = full_reading()
    record.put(first, "sample 1")
    record.put(full_reading("r2", None), "sample 1")
    record.put(first, "sample 2")
    found = list(record.check())
    assert [(each.report, each.fault, each.readings) for each in found] == [("r1", None, 2), ("r2", None, 1)]
    assert found[0].items == 2 * found[1].items > 10


DAMAGE = {
    "UPDATE reports SET title = 'Peace' WHERE id = 'r1'": "its text, or what is stated about it, is not what was put",
    "UPDATE readings SET current = false": "questions are not answered from exactly one reading",
    "DELETE FROM item_actors": r"\(statements\) is listed by parties that it does not name",
    "UPDATE items SET start_date = '1999-01-01' WHERE kind = 'events'": r"\(events\) is listed by what it does not say",
    "UPDATE items SET json = '{}' WHERE kind = 'entities'": "it can't be read",
    "UPDATE items SET kind = 'moods' WHERE kind = 'entities'": "it can't be read",
    "UPDATE readings SET sentences = '[[0, 9999]]'": "a sentence lies outside the text",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_and_the_rest_is_whole(record: Record, damage: str) -> None:
    record.put(full_reading(), "sample 1")
    change(record, damage)
    record.put(read_sample(report(2)), "sample 1")
    found = faults(record)
    assert {name for name, _ in found if name} == {"r1"}
    assert any(re.search(DAMAGE[damage], fault) for _, fault in found), found
    assert [finding.report for finding in record.check() if finding.fault is None] == ["r2"]


def test_an_id_that_leads_nowhere_is_found(record: Record) -> None:
    record.put(full_reading(), "sample 1")
    [(key, said)] = rows(record, "SELECT key, id FROM items WHERE kind = 'statements'")
    event = record.find("events", {"type": "ASSAULT"}).items[0]
    with record._writing() as connection:
        pointing = item_to_json(replace(event, according_to="s9"))
        connection.execute(sa.update(ITEMS).where(ITEMS.c.id == event.id).values(json=pointing))
    assert (key, said) == (1, event.according_to)
    assert faults(record) == [("r1", f"as read by sample 1: {event.id} (events) refers to s9, which is not there")]


def test_a_quotation_that_no_longer_quotes_is_found(record: Record) -> None:
    record.put(full_reading(), "sample 1")
    text = full_reading().report.text.replace("attacked Ade", "defended Ad")
    change(record, f"UPDATE reports SET text = '{text}'")
    assert any("does not quote the report at" in fault for _, fault in faults(record))


def test_a_damaged_file_says_which_reports_can_still_be_read(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.db", random.Random(2)
    with Record(path) as record:
        for number in range(30):
            record.put(read_sample(report(number)), "sample 1")
    content = bytearray(path.read_bytes())
    for page in range(60, len(content) // 4096, 40):
        content[page * 4096 : page * 4096 + 4096] = chance.randbytes(4096)
    path.write_bytes(content)
    with Record(path) as record:
        found = list(record.check())
    assert any(finding.report is None and "the file is damaged" in str(finding.fault) for finding in found)
    whole = {finding.report for finding in found if finding.fault is None}
    damaged = {finding.report for finding in found if finding.fault and finding.report}
    assert whole
    assert damaged
    assert not whole & damaged
    assert len(whole | damaged) == 30, "none goes unmentioned"
