"""Words for kinds of party and for offices, from TOML: what "riot police" or "foreign minister" are in PLOVER's sectors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from .names import read_toml


@dataclass(frozen=True, slots=True)
class Sectors:
    """`groups` and `offices`: a lower-case noun or phrase to its sector. The sets are described in sectors.toml and offices.toml."""

    groups: Mapping[str, str]
    offices: Mapping[str, str]
    local: frozenset[str]
    loose: frozenset[str]
    containers: frozenset[str]
    agents: frozenset[str]
    voices: frozenset[str]
    anonymous: frozenset[str]
    sources: frozenset[str]
    unnamed: frozenset[str]
    witnesses: frozenset[str]
    releases: frozenset[str]
    ships: Mapping[str, str]
    male: frozenset[str]
    female: frozenset[str]
    address: frozenset[str]
    echoes: Mapping[str, frozenset[str]]
    neutral: frozenset[str]
    abbreviations: frozenset[str]
    of_us_states: frozenset[str]
    national: Mapping[str, tuple[str, ...]]
    unplaced: frozenset[str]
    peacekeepers: frozenset[str]
    others: frozenset[str]
    deploy: frozenset[str]
    last_words: Mapping[str, str]
    no_bodies: frozenset[str]
    parties: frozenset[str]
    harm: frozenset[str]
    counts: frozenset[str]
    pairs: frozenset[str]
    pair_counts: frozenset[str]


@cache
def load_sectors() -> Sectors:
    """Both files, read once."""
    kinds, offices = read_toml("sectors.toml"), read_toml("offices.toml")
    address = offices["address"]
    return Sectors(
        groups={word: code for code, words in kinds["groups"].items() for word in _words(words)},
        offices={word: code for code, words in offices["offices"].items() for word in _words(words)},
        local=frozenset(kinds["local"]["sectors"]),
        loose=_words(kinds["loose"]),
        containers=_words(kinds["containers"]["words"]),
        agents=_words(kinds["agents"]["same_sector"]),
        voices=frozenset(kinds["agents"]["voices"]),
        anonymous=_words(kinds["anonymous"]["words"]) - _words(kinds["anonymous"]["never"]),
        sources=_words(kinds["sources"]["words"]),
        ships=dict(kinds["ships"]),
        witnesses=frozenset(kinds["sources"]["witnesses"]),
        releases=frozenset(kinds["sources"]["releases"]),
        unnamed=frozenset(kinds["sources"]["unnamed"]),
        male=frozenset(address["male"]),
        female=frozenset(address["female"]),
        echoes=_echoes(kinds["echoes"]),
        last_words={word: code for code, words in kinds["names"].items() if code != "never" for word in words},
        no_bodies=frozenset(kinds["names"]["never"]),
        parties=frozenset(kinds["others"]["parties"]),
        of_us_states=frozenset(offices["us_states"]["words"]),
        national={title: tuple(countries) for title, countries in offices["national"].items()},
        abbreviations=frozenset(offices["abbreviations"]["titles"]),
        unplaced=frozenset(kinds["unplaced"]["words"]),
        peacekeepers=frozenset(kinds["unplaced"]["peacekeepers"]),
        others=frozenset(kinds["others"]["words"]),
        deploy=frozenset(kinds["deploy"]["verbs"]),
        neutral=frozenset(kinds["neutral"]["words"]),
        counts=frozenset(kinds["harm"]["counts"]),
        harm=frozenset(kinds["harm"]["verbs"]),
        pairs=frozenset(kinds["pairs"]["words"]),
        pair_counts=frozenset(kinds["pairs"]["counts"]),
        address=frozenset((*address["male"], *address["female"], *address["neutral"])),
    )


def country_of_title(role: str | None, named: Collection[str]) -> str | None:
    """The country whose government has such an office, where few have it: one that the report names (`named`), else the likeliest."""
    countries = load_sectors().national.get((role or "").lower(), ())
    return next((c for c in countries if c in named), countries[0] if countries else None)


def _echoes(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    words = {word for listed in table.values() for word in listed}
    return {word: frozenset(sector for sector, listed in table.items() if word in listed) for word in words}


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.replace("\n", " ").split(",") if word.strip())
