"""Our own annotations can be read, and each says something."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotations import load_gold

GOLD = sorted((Path(__file__).parents[2] / "evals" / "gold").glob("*.json"))


def test_there_are_annotations() -> None:
    assert len(GOLD) >= 10


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_an_annotation_is_whole(path: Path) -> None:
    gold = load_gold(path)
    assert gold.report.id == path.stem
    assert gold.lists["statements"]
    assert gold.lists["events"]
    ids = {statement.get("id") for statement in gold.lists["statements"]}
    assert {event.get("according_to") for event in gold.lists["events"]} <= ids | {None}
