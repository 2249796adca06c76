"""An HTML page: its main text as trafilatura extracts it, and what its metadata say of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from ..errors import BadReport
from .dates import Dated, believed, day_in_address, stated
from .draft import Draft
from .encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096

_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued")
"""Names under which pages state when they were published (Open Graph, schema.org, Dublin Core), in lower case."""


def read_webpage(raw: bytes, where: str, charset: str | None = None) -> Draft:
    """The page as a draft; raises BadReport where no text can be extracted. `charset` is the encoding that its server names, if any."""
    declared = _CHARSET.search(raw[:_HEAD])
    return read_html(
        decode(raw, where, charset or (declared[1].decode("ascii", "ignore") if declared else None)), where
    )


def read_html(html: str, where: str) -> Draft:
    """As read_webpage, of HTML that is decoded. A date is taken from metadata and the page's address only, never guessed from its words."""
    from trafilatura import bare_extraction, load_html

    tree = load_html(html)
    when = _published(tree) if tree is not None else None
    params = {"extensive_search": False, "original_date": True}
    found = tree is not None and bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=params
    )
    if not found or isinstance(found, dict) or not found.text:
        raise BadReport(where, "no text can be found on the page: save what you read on it as text")
    url = found.url or None
    return Draft(
        text=found.text,
        title=found.title or None,
        publisher=found.sitename or None,
        dated=when or _by_trafilatura(found.date, url),
        url=url,
        author=found.author or None,
    )


def _by_trafilatura(date: str | None, url: str | None) -> Dated | None:
    """A day that it found, by the page's address where that has the same one."""
    in_address = day_in_address(url)
    try:
        day = dt.date.fromisoformat(date[:10]) if date else None
    except ValueError:
        day = None
    on_page = Dated(day, None, "page") if day and not (in_address and in_address.day == day) else None
    return believed(on_page, in_address)


def _published(tree: Any) -> Dated | None:
    """What a page's metadata state in a form that leaves no doubt."""
    for name in _PUBLISHED:
        for element in tree.iter("meta"):
            names = {(element.get(key) or "").lower() for key in ("property", "name", "itemprop")}
            if name in names and (when := stated(element.get("content"), "page")):
                return when
    return next(filter(None, (stated(date, "page") for date in _linked_dates(tree))), None)


def _linked_dates(tree: Any) -> Iterator[str]:
    """Dates of publication of what a page's linked data (JSON-LD) is about, but not of what it links to."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        things += [each for thing in things if isinstance(thing, dict) for each in _list(thing.get("@graph"))]
        for thing in things:
            if isinstance(thing, dict) and isinstance(thing.get("datePublished"), str):
                yield thing["datePublished"]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
