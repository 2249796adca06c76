"""What leads to reports: the entries of feeds, sitemaps and lists of articles, as far as these tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from ..errors import BadReport
from .dates import Dated, believed, day_in_address
from .draft import Draft
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Lead:
    """An entry: the page's address and what is said of it; None where nothing is. `full` is the HTML of its text where the entry
    carries that itself. `more` is set where the address is that of another sitemap. `id` is what its feed knows it by."""

    url: str | None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    dated: Dated | None = None
    full: str | None = None
    more: bool = False
    id: str | None = None


class NoEntries(BadReport):
    """A feed that is as it should be and has nothing in it."""


def leads_in(kind: Kind, raw: bytes, where: str, base: str | None = None, charset: str | None = None) -> Iterator[Lead]:
    """The entries of a "feed", "sitemap" or "list", in its order, addresses made whole with that of the document itself, `base`.

    Raises BadReport, naming `where`, for a damaged document, after the entries before the damage.
    """
    if kind == "feed":
        from .feed import read_feed

        leads = read_feed(raw, where, base, charset)
    elif kind == "sitemap":
        from .sitemap import read_sitemap

        leads = read_sitemap(raw, where)
    else:
        from .articles import read_articles

        leads = read_articles(raw, where)
    for lead in leads:
        yield replace(lead, url=_whole(base, lead.url)) if lead.url else lead


def completed(draft: Draft, lead: Lead, url: str | None) -> Draft:
    """A page's draft with what its lead and address, `url`, add: what the page says itself stands, its date by `dates.ORDER`. The address
    that it calls its own stands only if it is of the same host: the record says where a report was had."""
    return replace(
        draft,
        title=draft.title or lead.title,
        publisher=draft.publisher or lead.publisher,
        author=draft.author or lead.author,
        dated=believed(draft.dated, lead.dated, day_in_address(url)),
        url=draft.url if draft.url and _host(draft.url) == _host(url) else url or draft.url,
    )


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _whole(base: str | None, url: str) -> str:
    try:
        return urljoin(base or "", url.strip())
    except ValueError:
        return url  # the fetcher says what is wrong with it


def damaged(where: str, what: str, error: Exception | str) -> BadReport:
    """That a document is damaged, and how."""
    return BadReport(where, f"the {what} is damaged ({str(error).splitlines()[0]})")
