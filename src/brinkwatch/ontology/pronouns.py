"""Pronouns, verbs of saying and given names, from pronouns.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .names import read_toml


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns in lower case by what they ask for; verbs of saying as lemmas; given names as written."""

    he: frozenset[str]
    she: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    speaker: frozenset[str]
    speakers: frozenset[str]
    relative: frozenset[str]
    saying: frozenset[str]
    addressing: frozenset[str]
    meeting: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]


@cache
def load_pronouns() -> Pronouns:
    """The file, read once."""
    data = read_toml("pronouns.toml")
    words = {
        key: value.replace("\n", " ").split(",") if isinstance(value, str) else value for key, value in data.items()
    }
    return Pronouns(**{key: frozenset(word.strip() for word in value) for key, value in words.items()})
