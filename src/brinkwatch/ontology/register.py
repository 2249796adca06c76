"""When forms of a name in several reports are one actor, from register.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .names import fold, read_toml


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """Years: a surname alone is somebody's within `period`, one full name is two people's from a `generation` on, roles exclude each other
    within `near`; `weeks` are days. `offices`: an office as reports call it to its usual name, the longest first; who is `not_holding` it is told by the word
    before. `namesakes`: a folded name to those who bear it and their years."""

    period: int
    generation: int
    near: int
    weeks: int
    family_first: frozenset[str]
    two_surnames: frozenset[str]
    suffixes: frozenset[str]
    not_holding: frozenset[str]
    formerly: frozenset[str]
    offices: Mapping[re.Pattern[str], str]
    namesakes: Mapping[str, Mapping[str, tuple[int, int]]]


@cache
def register_rules() -> RegisterRules:
    """The shipped rules."""
    data = read_toml("register.toml")
    words = [(fold(word), name) for name, group in data["offices"].items() for word in group]
    return RegisterRules(
        period=data["period"],
        generation=data["generation"],
        near=data["near"],
        weeks=data["weeks"],
        family_first=frozenset(data["family_first"]),
        two_surnames=frozenset(data["two_surnames"]),
        suffixes=frozenset(data["suffixes"]),
        not_holding=frozenset(data["not_holding"]),
        formerly=frozenset(data["formerly"]),
        offices={
            re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])"): name
            for word, name in sorted(words, key=lambda pair: -len(pair[0]))
        },
        namesakes={
            fold(name): {who: (years[0], years[1]) for who, years in group.items()}
            for name, group in data["namesakes"].items()
        },
    )
