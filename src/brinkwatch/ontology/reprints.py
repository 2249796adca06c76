"""When two reports carry the same words, and who is credited, from reprints.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ReprintRules:
    """`shingle_words` in a row make a shingle; `permutations` and `rows` shape the MinHash of a paragraph; from a share of `report` of its
    shingles a report is a copy, from `paragraph` a paragraph of `least_shingles` or more, within `days` of the original. A service is
    credited by its name without `generic` words, within `near` words of a `telling` one, for a report of the `credit_days` before whose words are `alike`. A report with
    words of `wrong` corrects its service."""

    shingle_words: int
    permutations: int
    rows: int
    report: float
    paragraph: float
    least_shingles: int
    days: int
    generic: frozenset[str]
    telling: frozenset[str]
    near: int
    credit_days: int
    alike: float
    wrong: tuple[str, ...]


@cache
def reprint_rules() -> ReprintRules:
    """The shipped rules."""
    data = tomllib.loads(files(__package__).joinpath("reprints.toml").read_text(encoding="utf-8"))
    shingles, copies, crediting = data["shingles"], data["copies"], data["credits"]
    return ReprintRules(
        shingle_words=shingles["words"],
        permutations=shingles["permutations"],
        rows=shingles["rows"],
        report=copies["report"],
        paragraph=copies["paragraph"],
        least_shingles=copies["least_shingles"],
        days=copies["days"],
        generic=frozenset(crediting["generic"]),
        telling=frozenset(crediting["telling"]),
        near=crediting["near"],
        credit_days=crediting["days"],
        alike=crediting["alike"],
        wrong=tuple(data["corrections"]["wrong"]),
    )
