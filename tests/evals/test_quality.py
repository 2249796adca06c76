"""The page on quality is made of the figures that are kept."""

from __future__ import annotations

import json

import quality


def test_the_page_is_the_one_that_the_figures_make() -> None:
    assert quality.PAGE.read_text(encoding="utf-8") == quality.page()


def test_every_random_output_has_an_analysts_remark() -> None:
    training = quality.ROOT / "training"
    samples = json.loads((training / "figures.json").read_text(encoding="utf-8"))["samples"]
    remarks = json.loads((training / "remarks.json").read_text(encoding="utf-8"))
    assert len(samples) == 30
    assert {f"{s['trigger']}: {s['sentence'][:60]}" for s in samples} == set(remarks)


def test_shares_are_written_as_the_field_writes_them() -> None:
    assert [quality.number(v) for v in (0.654, 1.0, 0.0, None)] == [".65", "1.0", ".00", "–"]
    assert quality.cell("a | b\nc") == "a \\| b c"
