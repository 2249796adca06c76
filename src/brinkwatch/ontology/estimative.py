"""Words of estimative probability and their ICD 203 bands, from estimative.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class EstimativeWords:
    """A pattern that finds any of the words, the longest first, and the band of each in lower case (0 to 1)."""

    pattern: re.Pattern[str]
    bands: dict[str, tuple[float, float]]


@cache
def estimative_words() -> EstimativeWords:
    """The shipped table."""
    data = tomllib.loads(files(__package__).joinpath("estimative.toml").read_text(encoding="utf-8"))
    bands = {word: (band["low"] / 100, band["high"] / 100) for band in data["bands"] for word in band["words"]}
    longest_first = sorted(bands, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return EstimativeWords(re.compile(rf"\b(?:{either})\b", re.IGNORECASE), bands)
