"""What names a weapon, a platform, a unit, a ministry or an agency, from entities.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model import EntityKind


@dataclass(frozen=True, slots=True)
class EntityWords:
    """`heads`: by its last word (a lemma), each phrase that names a thing and its kind, the longest first; `not_after`: by a head, the
    words in front of it that make it something else; `patterns`: what is recognised by its form, in the order of the kinds."""

    heads: Mapping[str, tuple[tuple[tuple[str, ...], EntityKind], ...]]
    not_after: Mapping[str, frozenset[str]]
    patterns: tuple[tuple[EntityKind, re.Pattern[str]], ...]


@cache
def entity_words() -> EntityWords:
    """The shipped table."""
    data = tomllib.loads(files(__package__).joinpath("entities.toml").read_text(encoding="utf-8"))
    heads: dict[str, list[tuple[tuple[str, ...], EntityKind]]] = {}
    for kind, phrases in data["heads"].items():
        for phrase in phrases:
            words = tuple(phrase.split())
            heads.setdefault(words[-1], []).append((words, kind))
    return EntityWords(
        {last: tuple(sorted(found, key=lambda f: -len(f[0]))) for last, found in heads.items()},
        {head: frozenset(words) for head, words in data["not_after"].items()},
        tuple((kind, re.compile("|".join(data["patterns"][kind]))) for kind in data["patterns"]),
    )
