"""Hand annotations, written as quotes, turned into items of the record's shape.

A file is one report: {"report": {"id", "title", "publisher", "published", "text" or "text_file"}, "statements": [...],
"events": [...], "positions": [...], "warnings": [...]}. Where the record has a text and its span, an annotation has one
string: the exact words, `words@@2` for their second occurrence, or [start, end] offsets. `clause` is an item's own span;
`when_value`, [first day, last day], is what an event's time comes to. Lists not named here are not scored.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brinkwatch.model import Report

Item = dict[str, Any]
"""One item of the record as a JSON object."""

QUOTES = ("clause", "cue", "content", "trigger", "when", "where", "condition", "deadline", "if", "then")
PARTIES = ("source", "actors", "recipients", "issuers", "addressees")
LISTS = ("statements", "events", "positions", "warnings")

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n")


class Unreadable(Exception):
    """An annotation that can't be used: the file, the item and what is wrong with it."""


@dataclass(frozen=True)
class Gold:
    """An annotated report and, for each scored list of the record, its items."""

    report: Report
    lists: Mapping[str, list[Item]]


def load_gold(path: Path, texts: Path | None = None) -> Gold:
    """One annotation file; a `text_file` is looked up in `texts`, else beside the file. Raises Unreadable."""
    data = json.loads(path.read_text(encoding="utf-8"))
    head = data["report"]
    # Not as text: offsets count a line's end as it stands in the file.
    text = head["text"] if "text" in head else ((texts or path.parent) / head["text_file"]).read_bytes().decode()
    lists: dict[str, list[Item]] = {}
    for name in LISTS:
        lists[name] = []
        for item in data.get(name, []):
            try:
                lists[name].append(_in_record_shape(text, item))
            except (ValueError, KeyError, TypeError) as error:
                raise Unreadable(
                    f"{path.name}: {name}: {error}: {json.dumps(item, ensure_ascii=False)[:160]}"
                ) from error
    published = dt.date.fromisoformat(head["published"]) if head.get("published") else None
    report = Report(
        str(head.get("id", path.stem)), text, head.get("title"), head.get("publisher"), published, head.get("url")
    )
    return Gold(report, lists)


def find_quote(text: str, quote: str | list[int]) -> Item:
    """The text and span of annotated words; raises ValueError where they aren't there or it isn't clear which are meant."""
    if not isinstance(quote, str):
        start, end = quote
        return {"text": text[start:end], "span": [start, end]}
    words, _, ordinal = quote.partition("@@")
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    if len(starts) != 1 and not (ordinal and int(ordinal) <= len(starts)):
        raise ValueError(f"{words!r} is {len(starts)} times in the text")
    start = starts[int(ordinal or 1) - 1]
    return {"text": words, "span": [start, start + len(words)]}


def sentence_around(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence, or the line, that holds an offset starts and ends."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return max(end for end in ends if end <= offset), min(end for end in ends if end > offset)


def _in_record_shape(text: str, annotation: Item) -> Item:
    item = dict(annotation)
    for key in QUOTES:
        if item.get(key) is not None:
            item[key] = find_quote(text, item[key])
    for key in PARTIES:
        if isinstance(value := item.get(key), list):
            item[key] = [_party(text, party) for party in value]
        elif value:
            item[key] = _party(text, value)
    clause = item.pop("clause", None) or item.get("content") or item.get("trigger") or item["if"]
    item["span"] = clause["span"]
    start, end = sentence_around(text, (item.get("trigger") or item)["span"][0])
    for party in (*(item.get("actors") or ()), *(item.get("recipients") or ())):
        party["elsewhere"] = not start <= party["span"][0] < end
    return item


def _party(text: str, party: Item) -> Item:
    return {**party, **find_quote(text, party["text"])}
