"""An HTML page: its main text as trafilatura extracts it, and what its metadata say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import BadReport
from .dates import Dated, day_in_address, stated
from .draft import Draft
from .encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096

_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued")
"""Names under which pages state when they were published (Open Graph, schema.org, Dublin Core), in lower case."""

_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
"""Names under which they state when they were last changed, which is another thing."""


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
    when = next(_stated(tree, _PUBLISHED, "datePublished"), None) if tree is not None else None
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
        dated=when or _by_trafilatura(found.date, url, tree),
        url=url,
        author=found.author or None,
    )


def _by_trafilatura(date: str | None, url: str | None, tree: Any) -> Dated | None:
    """A day that it found, by the page's address where that has the same one; none that is only the day of the last change."""
    in_address = day_in_address(url)
    on_page = stated(date[:10], "page") if date else None
    if on_page and in_address and on_page.day == in_address.day:
        return in_address
    if on_page and any(on_page.day == change.day for change in _stated(tree, _MODIFIED, "dateModified")):
        return in_address
    return on_page or in_address


def _stated(tree: Any, names: Sequence[str], linked: str) -> Iterator[Dated]:
    """What a page's metadata state in full under `names`, those first that come first there, and in its linked data under `linked`."""
    metas = [
        ({(element.get(key) or "").lower() for key in ("property", "name", "itemprop", "http-equiv")}, element)
        for element in tree.iter("meta")
    ]
    found = [element.get("content") for name in names for called, element in metas if name in called]
    yield from filter(None, (stated(date, "page") for date in (*found, *_linked(tree, linked))))


def _linked(tree: Any, name: str) -> Iterator[str]:
    """What linked data (JSON-LD) say under a name of the page's own subject, but not of what it links to."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        things += [each for thing in things if isinstance(thing, dict) for each in _list(thing.get("@graph"))]
        yield from (thing[name] for thing in things if isinstance(thing, dict) and isinstance(thing.get(name), str))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
