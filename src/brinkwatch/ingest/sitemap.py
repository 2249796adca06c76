"""A sitemap or an index of sitemaps, after sitemaps.org, with Google's extension for news."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from ..errors import BadReport
from .dates import stated
from .leads import Lead, damaged

_ENTRIES = ("{*}url", "{*}sitemap")


def read_sitemap(raw: bytes, where: str) -> Iterator[Lead]:
    """The pages of a sitemap, or the sitemaps of an index; raises BadReport where there are none.

    `lastmod` is when a page was last changed, not when it was published: it is not taken. No entity is resolved.
    """
    found = False
    try:
        for _, element in etree.iterparse(
            BytesIO(raw), tag=_ENTRIES, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        ):
            url = _text(element, "loc")
            if url:
                found = True
                yield Lead(
                    url,
                    title=_text(element, "news/title"),
                    publisher=_text(element, "news/publication/name"),
                    dated=stated(_text(element, "news/publication_date"), "list"),
                    more=etree.QName(element).localname == "sitemap",
                )
            _let_go(element)
    except etree.XMLSyntaxError as error:
        raise damaged(where, "sitemap", error) from error
    if not found:
        raise BadReport(where, "there is no address in the sitemap")


def _let_go(element: etree._Element) -> None:
    """Drop what was read from memory: an element's own content, and the elements before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _text(element: etree._Element, path: str) -> str | None:
    """The text at a path of local names; None where there is none."""
    text = element.findtext("/".join(f"{{*}}{name}" for name in path.split("/")))
    return " ".join((text or "").split()) or None
