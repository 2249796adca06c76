"""How syntax gives the roles of each PLOVER type, from roles.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeRules:
    """Where an act of one type has its parties: see the comments in roles.toml."""

    to: tuple[str, ...]
    of_is_actor: bool
    behind: bool
    owners: str | None
    complement: str | None
    split: bool
    together: bool
    object: bool
    abroad: bool
    attended: bool
    answered: bool
    further: str | None
    site: str | None


@dataclass(frozen=True, slots=True)
class RoleRules:
    """The rules of every type, and the classes of verbs, nouns and prepositions that they turn on (lemmas, lower case)."""

    types: dict[str, TypeRules]
    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    prepositions: dict[str, frozenset[str]]


@cache
def role_rules() -> RoleRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    return RoleRules(
        types={name: _type_rules(entry) for name, entry in data["types"].items()},
        verbs={name: frozenset(words) for name, words in data["verbs"].items()},
        nouns={name: frozenset(words) for name, words in data["nouns"].items()},
        prepositions={name: frozenset(words) for name, words in data["prepositions"].items()},
    )


def _type_rules(entry: dict[str, Any]) -> TypeRules:
    return TypeRules(
        to=tuple(entry["to"]),
        of_is_actor=entry["of"] == "actor",
        behind=entry.get("behind", False),
        owners=entry.get("owners"),
        complement=entry.get("complement"),
        split=entry.get("split", False),
        together=entry.get("together", False),
        object=entry.get("object", True),
        abroad=entry.get("abroad", False),
        attended=entry.get("attended", False),
        answered=entry.get("answered", False),
        further=entry.get("further"),
        site=entry.get("site"),
    )
