"""A list of articles as GDELT's DOC 2.0 interface answers a search (mode=ArtList): JSON or a table (CSV)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from ..errors import BadReport
from .dates import stated
from .encoding import decode
from .leads import Lead, damaged


def read_articles(raw: bytes, where: str) -> Iterator[Lead]:
    """The list's articles; raises BadReport where there are none.

    Their date is when GDELT saw them, within hours of publication: a page's own, and a day in its address, come before it.
    """
    text = decode(raw, where)
    entries = _in_json(text, where) if text.lstrip().startswith("{") else _in_table(text, where)
    found = False
    for entry in entries:
        lowered = {str(name).lower(): value for name, value in entry.items() if isinstance(value, str)}
        if url := lowered.get("url"):
            found = True
            seen = lowered.get("seendate") or lowered.get("date")
            yield Lead(
                url,
                title=" ".join(lowered.get("title", "").split()) or None,
                publisher=lowered.get("domain") or None,
                dated=stated(seen, "list"),
            )
    if not found:
        raise BadReport(where, "there is no article in the list")


def _in_json(text: str, where: str) -> Iterator[Mapping[str, object]]:
    try:
        entries = json.loads(text, strict=False)["articles"]  # GDELT lets line ends into its strings
    except (ValueError, RecursionError) as error:
        raise damaged(where, "list of articles", error) from error
    if not isinstance(entries, list):
        raise BadReport(where, 'no list of articles: "articles" must be a list of objects with a "url"')
    yield from (entry for entry in entries if isinstance(entry, dict))


def _in_table(text: str, where: str) -> Iterator[Mapping[str, object]]:
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""))
    except csv.Error as error:
        raise damaged(where, "list of articles", error) from error
