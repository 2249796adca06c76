"""Filters as conditions on the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

import sqlalchemy as sa

from ..errors import BadInput
from ..model import Act, DiscrepancyKind, EntityKind, FactorKind, PositionKind
from ..ontology.confidence import check_confidence
from ..ontology.plover import plover
from .answers import Filter
from .check import has_half_characters
from .database import Matches
from .tables import ITEM_ACTORS, ITEMS, READINGS, REPORTS

ACTING = ("actor", "issuer", "source", "party")
RECEIVING = ("recipient", "addressee")

_EVERYWHERE = {"since", "until", "report", "text", "limit"}
FILTERS = {
    "reports": _EVERYWHERE,
    "statements": _EVERYWHERE | {"actor", "act"},
    "events": _EVERYWHERE | {"actor", "recipient", "type", "mode", "min_confidence"},
    "incidents": _EVERYWHERE - {"text"} | {"actor", "recipient", "type", "mode"},
    "positions": _EVERYWHERE | {"actor", "recipient", "kind"},
    "warnings": _EVERYWHERE | {"actor"},
    "precedents": _EVERYWHERE,
    "factors": _EVERYWHERE | {"actor", "kind"},
    "assessments": _EVERYWHERE | {"actor"},
    "entities": _EVERYWHERE | {"kind"},
    "discrepancies": _EVERYWHERE | {"kind"},
    "actors": _EVERYWHERE - {"text"} | {"actor"},
}
"""What can be asked of each list."""

_CODES = {
    ("statements", "act"): get_args(Act),
    ("positions", "kind"): get_args(PositionKind),
    ("factors", "kind"): get_args(FactorKind),
    ("entities", "kind"): get_args(EntityKind),
    ("discrepancies", "kind"): get_args(DiscrepancyKind),
}


def check_filter(kind: str, wanted: Filter) -> None:
    """Raise BadInput where a filter asks what no entry can have: it would find nothing, and look like an answer."""
    for name, value in wanted.items():
        if value is None:
            continue
        if name not in FILTERS[kind]:
            raise BadInput(f"{kind} can't be filtered by {name}: use {', '.join(sorted(FILTERS[kind]))}")
        if isinstance(value, str) and has_half_characters(value):
            raise BadInput(f"{name} has half a character in it: type it as UTF-8")
        codes = _codes(kind, name)
        if codes and _code(str(value)) not in map(_code, codes):
            raise BadInput(f"there are no {kind} of {name} {value}: use one of {', '.join(codes)}")
    if (least := wanted.get("min_confidence")) is not None:
        check_confidence(least)
    since, until, limit = wanted.get("since"), wanted.get("until"), wanted.get("limit")
    if since and until and since > until:
        raise BadInput(f"no day is after {since} and before {until}: swap the two")
    if limit is not None and limit < 1:
        raise BadInput(f"a limit of {limit} shows nothing: use 1 or more")


def item_conditions(kind: str, wanted: Filter, matches: Matches) -> Iterator[sa.ColumnElement[bool]]:
    """What holds for the wanted items but for their days and confidence; rows are of ITEMS, READINGS and REPORTS joined."""
    yield ITEMS.c.kind == kind
    yield READINGS.c.current
    if event_type := wanted.get("type"):
        yield ITEMS.c.type == event_type.upper()
    if mode := wanted.get("mode"):
        yield ITEMS.c.mode == mode.lower().replace(" ", "-")
    if act := wanted.get("act"):
        yield ITEMS.c.act == _code(act)
    if subkind := wanted.get("kind"):
        yield ITEMS.c.subkind == _code(subkind)
    if report := wanted.get("report"):
        yield REPORTS.c.id == report
    if text := wanted.get("text"):
        yield matches(ITEMS, text)
    for party, roles in ((wanted.get("actor"), ACTING), (wanted.get("recipient"), RECEIVING)):
        if party:
            yield ITEMS.c.key.in_(sa.select(ITEM_ACTORS.c.item).where(is_party(party), ITEM_ACTORS.c.role.in_(roles)))


def report_conditions(wanted: Filter, matches: Matches) -> Iterator[sa.ColumnElement[bool]]:
    """What holds for the wanted reports but for their day."""
    if report := wanted.get("report"):
        yield REPORTS.c.id == report
    if text := wanted.get("text"):
        yield matches(REPORTS, text)


def day_conditions(
    wanted: Filter, start: sa.ColumnElement[object], end: sa.ColumnElement[object]
) -> Iterator[sa.ColumnElement[bool]]:
    """What holds for a row that covers the wanted days or some of them."""
    if since := wanted.get("since"):
        yield end >= since
    if until := wanted.get("until"):
        yield start <= until


def confidence_conditions(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    """What holds for a row of ITEMS that is an event of the wanted confidence."""
    if least := wanted.get("min_confidence"):
        yield ITEMS.c.json["confidence"].as_float() >= least


def is_party(wanted: str, table: sa.Table = ITEM_ACTORS) -> sa.ColumnElement[bool]:
    """Whether a row of ITEM_ACTORS, or of a table like it, is the wanted party: by country code, by code and sector, else by part of its name."""
    named = table.c.folded.contains(wanted.casefold(), autoescape=True)
    code = re.fullmatch(r"([A-Z]{3})(?:\.([A-Z]{3}))?", wanted)
    if not code:
        return named
    country, sector = code.groups()
    if sector:
        return sa.and_(table.c.country == country, table.c.sector == sector)
    # Three capitals may also be a party's whole name.
    return sa.or_(table.c.country == country, table.c.folded == wanted.casefold())


def _codes(kind: str, name: str) -> Iterable[str]:
    """The codes that a filter of this name may ask for; nothing where it may be anything."""
    if kind in ("events", "incidents") and name == "type":
        return plover().types
    if kind in ("events", "incidents") and name == "mode":
        return dict.fromkeys(mode for each in plover().types.values() for mode in each.modes)
    return _CODES.get((kind, name), ())


def _code(value: str) -> str:
    """A code as the record writes it, from how people type it: red_line for "Red line"."""
    return value.strip().lower().replace(" ", "_").replace("-", "_")
