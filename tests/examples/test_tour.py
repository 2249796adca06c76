"""The demo ends with a few lines that are true of what is on record."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tour import tour

from brinkwatch import Desk, Reading, Report, schema

PAGE = Path(__file__).parents[2] / "docs" / "record.md"


class Example:
    """Finds in every report what the record's page shows."""

    name = "example"

    def __init__(self) -> None:
        [block] = re.findall(r"```json\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        self.reading = schema.reading_from_json(json.loads(block))

    def read(self, report: Report) -> Reading:
        return self.reading


def test_the_tour_counts_what_is_there(tmp_path: Path) -> None:
    reader, db = Example(), tmp_path / "tour.db"
    with Desk.open(db, reader=reader) as desk:
        desk.add(reader.reading.report)
    lines = list(tour(db))
    assert len(lines) <= 15
    assert lines[0] == "Reports on record: 1, 6 May to 6 May 2031"
    assert [line.split()[0] for line in lines[1:6]] == ["1", "2", "1", "0", "2"]
    assert "1 demand" in lines[3]
    assert str(db) in lines[-1]
