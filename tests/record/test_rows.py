"""Any text goes through the record unchanged."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.plainly import rows
from tests.sample import read_sample

from brinkwatch.errors import BadReport
from brinkwatch.model import Report
from brinkwatch.record.check import has_half_characters
from brinkwatch.record.store import Record

TEXT = st.text(st.characters(), min_size=1, max_size=40)


@given(before=TEXT, title=st.none() | TEXT, publisher=st.none() | TEXT, day=st.none() | st.dates())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_a_report_comes_back_as_it_was(
    record: Record, before: str, title: str | None, publisher: str | None, day: object
) -> None:
    report = Report(before, f"{before}\nNorland attacked Sudmark.", title, publisher, day)  # type: ignore[arg-type]
    if has_half_characters("".join(filter(None, (before, title, publisher)))):
        with pytest.raises(BadReport, match="half a character"):
            record.admit(report, "sample 1")
        return
    admitted = record.admit(report, "sample 1")
    if admitted is not None:
        reading = read_sample(admitted)
        record.put(reading, "sample 1")
        assert record.show(admitted.id).report == admitted
        assert reading in list(record.readings())


def test_names_fold_in_any_script(record: Record) -> None:
    record.put(read_sample(Report("r", "Öland attacked ΣΠΆΡΤΑ.")), "sample 1")
    assert record.find("events", {"actor": "öLAND", "recipient": "σπάρτα"}).total == 1
    assert rows(record, "SELECT name FROM item_actors ORDER BY key") == [("Öland",), ("ΣΠΆΡΤΑ",)]
