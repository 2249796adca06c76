"""Names the field knows: states, capitals, organisations, peoples, towns and leaders, from TOML into one look-up table."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["state", "nationality", "people", "seat", "place", "organisation", "person"]

INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER's codes for parties that belong to no state."""

_FIRST_WORD = re.compile(r"[^\W_]+")
_NO_PLURAL = ("s", "sh", "ch", "se", "z")
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "–": "-", "ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: its usual form, country code, PLOVER sector, and the office of a person."""

    kind: Kind
    name: str
    country: str | None
    sector: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """`phrases`: first word to the names that start with it, longest first. `leaders`: a folded full name or surname to all who bear it.
    `states`: country code to short English name."""

    phrases: Mapping[str, tuple[tuple[str, Known], ...]]
    leaders: Mapping[str, tuple[Known, ...]]
    states: Mapping[str, str]


@cache
def load_names() -> Names:
    """Everything in countries, organisations, peoples and leaders; apostrophes straight, case as written."""
    found: dict[str, Known] = {}
    states: dict[str, str] = {}
    for phrase, known in (*_places(), *_states(states), *_organisations(), *_leaders()):
        found[_plain(phrase)] = known
    by_word: defaultdict[str, list[tuple[str, Known]]] = defaultdict(list)
    for phrase, known in found.items():
        first = _FIRST_WORD.match(phrase)
        if first:
            by_word[first[0]].append((phrase, known))
    phrases = {word: tuple(sorted(entries, key=lambda e: -len(e[0]))) for word, entries in by_word.items()}
    return Names(phrases, _bearers(), states)


@dataclass(frozen=True, slots=True)
class Joints:
    """Small words of people's names, as described in surnames.toml."""

    prefixes: tuple[str, ...]
    joints: frozenset[str]


@cache
def load_joints() -> Joints:
    """The file, read once."""
    data = read_toml("surnames.toml")
    return Joints(tuple(data["prefixes"]), frozenset(data["joints"]))


def read_toml(name: str) -> dict[str, Any]:
    """One of the ontology's TOML files, as tomllib parses it."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _plain(phrase: str) -> str:
    return phrase.strip().replace("’", "'").removeprefix("the ")


def _states(states: dict[str, str]) -> Iterator[tuple[str, Known]]:
    for code, entry in read_toml("countries.toml").items():
        name = entry["name"]
        states[code] = name
        nation = Known("nationality", name, code)
        for adjective in entry.get("adjectives", ()):
            yield adjective, nation
            if not adjective.endswith(_NO_PLURAL):
                yield adjective + "s", Known("people", adjective + "s", code)
        yield from ((word, Known("people", word, code)) for word in entry.get("people", ()))
        yield from ((word, Known("seat", name, code, "GOV")) for word in entry.get("capital", ()))
        yield from ((word, Known("organisation", name, code, "GOV")) for word in entry.get("seats", ()))
        yield from ((word, Known("state", name, code)) for word in (name, *entry.get("also", ())))


def _places() -> Iterator[tuple[str, Known]]:
    for code, entry in read_toml("peoples.toml").items():
        yield from ((word, Known("place", word, code)) for word in entry.get("places", ()))
        people = None if code == "none" else code
        yield from ((word, Known("people", word, people)) for word in entry.get("peoples", ()))


def _organisations() -> Iterator[tuple[str, Known]]:
    for code, sectors in read_toml("organisations.toml").items():
        for sector, lines in sectors.items():
            for line in lines.strip().splitlines():
                words = [word.strip() for word in line.split("|")]
                known = Known(
                    "organisation", words[0], None if code == "none" else code, None if sector == "none" else sector
                )
                yield from ((word, known) for word in words)


def _persons() -> Iterator[tuple[list[str], Known]]:
    for code, offices in read_toml("leaders.toml").items():
        for office, people in offices.items():
            role, _, sector = (part.strip() for part in office.partition(":"))
            for person in people.split(";"):
                words = [word.strip() for word in person.split("|")]
                yield words, Known("person", words[0], code, sector or "GOV", role)


def _leaders() -> Iterator[tuple[str, Known]]:
    for words, known in _persons():
        yield from ((word, known) for word in words if " " in word)


def _bearers() -> dict[str, tuple[Known, ...]]:
    bearers: defaultdict[str, list[Known]] = defaultdict(list)
    for words, known in _persons():
        for key in {fold(form) for word in words for form in (word, *surname_keys(word))}:
            if known not in bearers[key]:
                bearers[key].append(known)
    return {key: tuple(people) for key, people in bearers.items()}


def fold(name: str) -> str:
    """A name without case, accents, kinds of apostrophe and hyphen: the key under which spellings meet."""
    plain = name.translate(_SAME)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def surname_keys(name: str) -> tuple[str, ...]:
    """The forms under which a full name's bearer is mentioned for short: "al-Assad" and "Assad" for Bashar al-Assad."""
    plain, prefixes = _plain(name), load_joints().prefixes
    last = plain.rsplit(" ", 1)[-1]
    keys = [last]
    keys += [last[len(p) :] for p in prefixes if last.lower().startswith(p) and len(last) > len(p)]
    keys += [plain[at + 1 :] for p in prefixes if p.endswith(" ") and (at := plain.lower().rfind(" " + p)) >= 0]
    return tuple(keys)
