"""Words that tell how surely an act is held to have happened, from factuality.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PLAIN_LISTS = (
    "incapable",
    "presumed",
    "finite",
    "purposed",
    "performative",
    "limiting",
    "inert",
    "draft",
    "indefinite",
)

VALUES = ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu")
"""FactBank's values that an act is read with."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a word makes of the act below it: how certain ("CT", "PR", "PS", "U"), whether denied, PLOVER's mode."""

    certainty: str
    denies: bool
    aux: str | None


@dataclass(frozen=True, slots=True)
class FactualityWords:
    """Each class of words, lower case, with the kind of each; `historical` by group."""

    modals: dict[str, Kind]
    incapable: frozenset[str]
    adverbs: dict[str, Kind]
    determiners: dict[str, Kind]
    modifiers: dict[str, Kind]
    marks: dict[str, Kind]
    prepositions: dict[str, Kind]
    governors: dict[str, Kind]
    nouns: dict[str, Kind]
    presumed: frozenset[str]
    finite: frozenset[str]
    purposed: frozenset[str]
    performative: frozenset[str]
    limiting: frozenset[str]
    inert: frozenset[str]
    draft: frozenset[str]
    indefinite: frozenset[str]
    historical: dict[str, tuple[str, ...]]


@cache
def factuality_words() -> FactualityWords:
    """The shipped words."""
    data = tomllib.loads(files(__package__).joinpath("factuality.toml").read_text(encoding="utf-8"))
    kinds = {
        name: Kind(entry.get("certainty", "CT"), entry.get("denies", False), entry.get("aux"))
        for name, entry in data["kinds"].items()
    }

    def by_word(group: str) -> dict[str, Kind]:
        return {word: kinds[name] for name, words in data[group].items() for word in words}

    return FactualityWords(
        modals=by_word("modals"),
        adverbs=by_word("adverbs"),
        determiners=by_word("determiners"),
        modifiers=by_word("modifiers"),
        marks=by_word("marks"),
        prepositions=by_word("prepositions"),
        governors=by_word("governors"),
        nouns=by_word("nouns"),
        **{group: frozenset(data[group]["words"]) for group in PLAIN_LISTS},
        historical={name: tuple(words) for name, words in data["historical"].items()},
    )
