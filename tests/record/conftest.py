"""A record to write to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brinkwatch.record.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "crisis.db") as opened:
        yield opened
