"""How surely an act must have been read to be shown, from confidence.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..errors import BadInput


@dataclass(frozen=True, slots=True)
class ConfidenceRules:
    """Least confidences (0 to 1): of an event in a list, and of one that a brief tells, unless another one is asked for."""

    hidden_below: float
    sure: float


@cache
def confidence_rules() -> ConfidenceRules:
    """The shipped thresholds."""
    data = tomllib.loads(files(__package__).joinpath("confidence.toml").read_text(encoding="utf-8"))
    return ConfidenceRules(hidden_below=data["hidden_below"], sure=data["sure"])


def check_confidence(least: float) -> None:
    """Raise BadInput unless `least` is a frequency, 0 to 1."""
    if not 0 <= least <= 1:
        raise BadInput(f"no event has a confidence of {least:g}: use 0 (all events) to 1")
