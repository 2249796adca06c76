"""Words are counted as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from speed import take_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "Arland closed the strait on Monday, and nobody knows why it did so.", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Borland told Arland to open the strait by Friday or to face the consequences.", encoding="utf-8"
    )
    return tmp_path


def test_reports_are_taken_over_again_until_there_are_enough_words(folder: Path) -> None:
    assert [len(take_words(folder, words)) for words in (1, 13, 14, 27, 28, 100)] == [1, 1, 2, 2, 3, 8]


def test_nothing_to_read_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert take_words(tmp_path / "empty", 100) == []
