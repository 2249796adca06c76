"""Words that tell how one act bears on another and which acts are still to come, from acts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ActRules:
    """The lists of acts.toml, lower case; `threatened` gives a threat's mode by the mode or the type of what is threatened."""

    speaking: frozenset[str]
    about: frozenset[str]
    light: frozenset[str]
    shared: frozenset[str]
    will: frozenset[str]
    would: frozenset[str]
    carried: frozenset[str]
    planned: frozenset[str]
    must: frozenset[str]
    must_to: frozenset[str]
    kind: frozenset[str]
    vowing: frozenset[str]
    harm: frozenset[str]
    hurt: frozenset[str]
    again: frozenset[str]
    by: frozenset[str]
    act_nouns: frozenset[str]
    prefixes: frozenset[str]
    threatened: Mapping[str, str]


@cache
def act_rules() -> ActRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("acts.toml").read_text(encoding="utf-8"))
    threatened, same = data.pop("threatened"), data.pop("same")
    lists = {**data, **same}
    return ActRules(threatened=threatened, **{name: frozenset(words) for name, words in lists.items()})
