"""The thresholds by which events are shown."""

from __future__ import annotations

import pytest

from brinkwatch.errors import BadInput
from brinkwatch.ontology.confidence import check_confidence, confidence_rules


def test_a_brief_tells_no_event_that_a_list_hides() -> None:
    rules = confidence_rules()
    assert 0 < rules.hidden_below <= rules.sure < 1


def test_a_confidence_is_a_frequency() -> None:
    for least in (0, 0.4, 1):
        check_confidence(least)
    for least in (-0.001, 1.001, float("nan"), float("inf")):
        with pytest.raises(BadInput, match="no event has a confidence of"):
            check_confidence(least)
