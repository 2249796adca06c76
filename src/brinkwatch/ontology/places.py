"""Places that no list of towns has, and the words around places, from places.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .names import read_toml


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may stand for: country code (None if several share it), degrees north and east where known, and
    how many live there (0 if not counted). `region` is no town: it can say where a town is."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int = 0
    region: bool = False


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around places, those for bodies and named sites as written, all others in lower case."""

    placing: frozenset[str]
    moving: frozenset[str]
    moves: frozenset[str]
    reached: frozenset[str]
    sites: frozenset[str]
    named_sites: frozenset[str]
    happenings: frozenset[str]
    holders: frozenset[str]
    bodies: frozenset[str]
    ordinary: frozenset[str]


@cache
def place_words() -> PlaceWords:
    """The shipped words."""
    words: Mapping[str, list[str]] = read_toml("places.toml")["words"]
    return PlaceWords(**{name: frozenset(listed) for name, listed in words.items()})


@cache
def listed_places() -> Mapping[str, Spot]:
    """Every name in the table to its place; all are regions or sites, or towns too small for other lists."""
    data = read_toml("places.toml")
    return {
        name: Spot(names.split("|")[0], None if country == "none" else country, lat, lon, region=True)
        for country, places in data.items()
        if country != "words"
        for names, (lat, lon) in places.items()
        for name in names.split("|")
    }
