"""A folder to run commands in, and records to ask."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from tests.sample import SampleReader, full_reading, read_sample

from brinkwatch.model import Report
from brinkwatch.record.store import Record


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run in an empty folder, with the sample reader in the real one's place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRINKWATCH_DB", raising=False)
    module = ModuleType("brinkwatch.read.reader")
    monkeypatch.setattr(module, "Reader", SampleReader, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """crisis.db with two reports."""
    path = tmp_path / "crisis.db"
    with Record(path) as opened:
        opened.put(full_reading("r1"), "sample 1")
        undated = full_reading("r2", None)
        opened.put(undated, "sample 1")
    return path


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    """crisis.db with three events, of which the reader was less and less sure."""
    path = tmp_path / "crisis.db"
    text = "Norland attacked Ade. Norland attacked Bode. Norland attacked Cade."
    reading = read_sample(Report("u", text, "Three ports", published=dt.date(2024, 5, 6)))
    surely = zip(reading.events, (0.9, 0.5, 0.2), strict=True)
    with Record(path) as opened:
        opened.put(replace(reading, events=tuple(replace(e, confidence=p) for e, p in surely)), "sample 1")
    return path
