"""The record's JSON shape, `brinkwatch/record/1`: readings to JSON objects and back.

The shape is the model's own, field by field, but for two names that Python reserves: a warning's condition and
consequence are `if` and `then`. Dates are ISO 8601, spans are `[start, end]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from .errors import BadInput
from .model import (
    Assessment,
    ConditionalWarning,
    Discrepancy,
    Entity,
    Event,
    Factor,
    Position,
    Precedent,
    Reading,
    Report,
    Skipped,
    Span,
    Statement,
)

SCHEMA = "brinkwatch/record/1"

KINDS: dict[str, type[Any]] = {
    "statements": Statement,
    "events": Event,
    "positions": Position,
    "warnings": ConditionalWarning,
    "precedents": Precedent,
    "factors": Factor,
    "assessments": Assessment,
    "entities": Entity,
    "discrepancies": Discrepancy,
}
"""The record's lists, in order, and the type of their items."""

Item = Statement | Event | Position | ConditionalWarning | Precedent | Factor | Assessment | Entity | Discrepancy

_RENAMED = {"condition": "if", "consequence": "then"}
_RESTORED = {value: key for key, value in _RENAMED.items()}


def item_to_json(item: Item) -> dict[str, Any]:
    """One item of a reading as a JSON object."""
    out: dict[str, Any] = msgspec.to_builtins(item)
    if isinstance(item, ConditionalWarning):
        return {_RENAMED.get(key, key): value for key, value in out.items()}
    return out


def item_from_json(kind: str, data: dict[str, Any]) -> Item:
    """One item of the list named `kind` from its JSON object; raises BadInput where it is not of that shape."""
    if kind == "warnings":
        data = {_RESTORED.get(key, key): value for key, value in data.items()}
    return _convert(data, KINDS[kind])  # type: ignore[no-any-return]


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading as a `brinkwatch/record/1` object."""
    out: dict[str, Any] = {"schema": SCHEMA, "reports": [msgspec.to_builtins(reading.report)]}
    for kind in KINDS:
        out[kind] = [item_to_json(item) for item in getattr(reading, kind)]
    out["skipped"] = msgspec.to_builtins(reading.skipped)
    out["sentences"] = msgspec.to_builtins(reading.sentences)
    return out


def readings_to_json(readings: Iterable[Reading]) -> dict[str, Any]:
    """Several readings as one `brinkwatch/record/1` object: each of its lists is theirs, one after the other.

    Bounds of sentences, which don't name their report, are left out where there are several.
    """
    objects = [reading_to_json(reading) for reading in readings]
    if len(objects) == 1:
        return objects[0]
    names = ("reports", *KINDS, "skipped")
    return {"schema": SCHEMA, **{name: [value for each in objects for value in each[name]] for name in names}}


def reading_from_json(data: dict[str, Any]) -> Reading:
    """A reading from a `brinkwatch/record/1` object about one report; raises BadInput where it is not one."""
    if data.get("schema") != SCHEMA or len(data.get("reports", ())) != 1:
        raise BadInput(f"not a {SCHEMA} object about one report")
    lists: dict[str, Any] = {kind: tuple(item_from_json(kind, item) for item in data.get(kind, ())) for kind in KINDS}
    skipped = _convert(data.get("skipped", ()), tuple[Skipped, ...])
    sentences = _convert(data.get("sentences", ()), tuple[Span, ...])
    return Reading(report=_convert(data["reports"][0], Report), skipped=skipped, sentences=sentences, **lists)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON text of a JSON-able value, UTF-8 characters kept as they are."""
    text = msgspec.json.encode(value)
    return (msgspec.json.format(text, indent=indent) if indent else text).decode()


def _convert(data: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as error:
        raise BadInput(f"not of the shape {SCHEMA}: {error}") from error
