"""Codes of parties: a country or PLOVER's code for a party of none, and a PLOVER sector."""

from __future__ import annotations

from functools import cache

from ..errors import BadInput
from .names import INTERNATIONAL, load_names
from .sectors import load_sectors


def party_codes(code: str) -> tuple[str | None, str | None]:
    """Country and sector of a code as it is typed: RUS, RUS.SPY, IGO, or the sector alone (REB) where the country is unknown. Raises BadInput."""
    first, _, second = code.strip().upper().partition(".")
    if _is_country(first) and (not second or second in _sectors()):
        return first, second or None
    if not second and first in _sectors():
        return None, first
    raise BadInput(
        f"{code} is no party's code: use ISO 3166's three letters (RUS) or PLOVER's IGO, UNO ..., and a PLOVER sector after a point (RUS.GOV)"
    )


def _is_country(code: str) -> bool:
    import pycountry

    return code in INTERNATIONAL or code in load_names().states or pycountry.countries.get(alpha_3=code) is not None


@cache
def _sectors() -> frozenset[str]:
    words = load_sectors()
    return frozenset((*words.groups.values(), *words.offices.values(), *words.last_words.values()))
