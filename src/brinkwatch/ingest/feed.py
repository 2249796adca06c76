"""An RSS or Atom feed: its entries as feedparser reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..errors import BadReport
from .dates import Dated, stated
from .encoding import decode
from .leads import Lead, NoEntries, damaged

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")


def read_feed(raw: bytes, where: str, base: str | None, charset: str | None) -> Iterator[Lead]:
    """The feed's entries; raises BadReport where there are none, and for a feed that declares entities, which could swell it
    without bound. Relative addresses are of the feed's own, `base`."""
    import feedparser

    declared = _DECLARED.match(raw)
    text = decode(raw, where, charset or (declared[1].decode() if declared else None))
    if "<!ENTITY" in text:
        raise BadReport(where, "the feed declares entities of its own, which no feed needs: it is not taken")
    headers = {"content-type": "application/xml; charset=utf-8", **({"content-location": base} if base else {})}
    # A file object: of a string, it would take a short one for the name of a file or an address to fetch.
    found = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.entries:
        if found.bozo:
            raise damaged(where, "feed", found.bozo_exception)
        raise (NoEntries if found.get("version") else BadReport)(where, "there is no entry in the feed")
    publisher, rss = _text(found.feed, "title"), str(found.get("version", "")).startswith("rss")
    for entry in found.entries:
        yield Lead(
            url=_text(entry, "link"),
            title=_text(entry, "title"),
            author=_text(entry, "author"),
            publisher=_text(entry.get("source", {}), "title") or publisher,
            dated=_dated(entry, rss),
            full=_content(entry),
            id=_text(entry, "id"),
        )


def _dated(entry: Any, rss: bool) -> Dated | None:
    """When an entry was published. In RSS, feedparser calls Dublin Core's date "updated"; in Atom, that is another thing."""
    return stated(entry.get("published"), "feed") or (stated(entry.get("updated"), "feed") if rss else None)


def _content(entry: Any) -> str | None:
    """The HTML or text of the longest content that an entry holds; its summary is none."""
    contents = [str(each.get("value", "")) for each in entry.get("content", ())]
    return max(contents, key=len, default="") or None


def _text(held: Any, name: str) -> str | None:
    value = held.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None
