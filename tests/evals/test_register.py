"""The labelled mentions are enough and well told apart."""

from __future__ import annotations

import json

import pytest
import register as evaluation


@pytest.mark.parametrize(("arguments", "precision", "f1"), [([], 0.98, 0.90), (["--unseen"], 0.95, 0.90)])
def test_the_register_is_as_good_as_it_was(
    arguments: list[str], precision: float, f1: float, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluation.main(["--json", *arguments]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["pairs.precision"] >= precision
    assert figures["pairs.f1"] >= f1
    assert figures["b_cubed.f1"] >= f1


def test_there_are_mentions_enough() -> None:
    actors, sightings = evaluation.load()
    assert len(sightings) >= 150
    assert len(set(actors)) >= 40
    assert not set(actors) - {"kofi"} & set(evaluation.load(evaluation.UNSEEN)[0])
