"""A record to write to, in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from brinkwatch.record.store import Record


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record(place) as opened:
        yield opened
