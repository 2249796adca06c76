"""The Admiralty code's grades and when an account has which, from grades.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Grades:
    """What reliabilities (A-F) and credibilities (1-6) mean; the reliability of an `unrated` publisher; how many independent origins make
    an account `confirmed` (1) or `probable` (2)."""

    reliability: Mapping[str, str]
    credibility: Mapping[int, str]
    unrated: str
    confirmed: int
    probable: int


@cache
def grades() -> Grades:
    """The shipped grades."""
    data = tomllib.loads(files(__package__).joinpath("grades.toml").read_text(encoding="utf-8"))
    credibility = {int(figure): meaning for figure, meaning in data["credibility"].items()}
    rules = data["rules"]
    return Grades(data["reliability"], credibility, data["unrated"], rules["confirmed"], rules["probable"])
