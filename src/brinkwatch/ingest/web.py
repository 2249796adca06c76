"""From addresses to reports: a page is read, and a feed, sitemap or list of articles followed to its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import BadReport
from ..model import Report
from .contents import read_content, unpacked
from .draft import Draft, finish
from .kinds import Kind, charset_of, kind_of
from .leads import Lead, completed, leads_in

if TYPE_CHECKING:
    from .fetch import Fetcher, Page

MOST_PAGES = 50_000
"""Followed from one feed, sitemap or list: as many as a sitemap may hold."""

MOST_SITEMAPS = 500
"""Followed from one index, with those in them."""

FEWEST_CHARACTERS = 1_000
"""Of an entry's own text that is taken for the whole report: excerpts are shorter, and reports hardly."""

LEADS: tuple[Kind, ...] = ("feed", "sitemap", "list")
"""Kinds that are no reports and lead to some."""


@dataclass(frozen=True)
class Way:
    """How reports are come by: `published` is the day of those that state none, `given` the fetcher, made when first needed."""

    published: dt.date | None = None
    allow_private: bool = False
    given: Fetcher | None = None

    @cached_property
    def fetcher(self) -> Fetcher:
        """The one fetcher for all sources, so that no host is asked too often."""
        from .fetch import Fetcher

        return self.given or Fetcher(allow_private=self.allow_private)


def is_address(source: str) -> bool:
    """Whether a source is an address on the web rather than a file's name."""
    return source.lower().startswith(("http://", "https://"))


def open_address(url: str, way: Way) -> Iterator[Report | BadReport]:
    """The report at an address, or those that what is there leads to."""
    try:
        page = _fetched(url, way)
        kind, raw = _kind_and_content(page)
        if kind in LEADS:
            leads = leads_in(kind, raw, url, page.final_url, charset_of(page.content_type))
            yield from follow(leads, url, way)
        elif kind == "archive":
            from .archive import read_archive

            yield from read_archive(BytesIO(raw), url, way.published)
        else:
            yield finish(_draft(page, kind, raw, Lead(url)), url, way.published)
    except BadReport as bad:
        yield bad


def follow(leads: Iterator[Lead], where: str, way: Way) -> Iterator[Report | BadReport]:
    """A report, or what is wrong with it, for each lead, one at a time, each address once; the sitemaps of an index are gone into.

    An entry that carries its own text, of FEWEST_CHARACTERS at least, is used as it is, without a fetch.
    """
    waiting, seen, sitemaps = [leads], set[str](), 0
    while waiting:
        try:
            for lead in waiting[-1]:
                if lead.url in seen:
                    continue
                if len(seen) >= MOST_PAGES or sitemaps > MOST_SITEMAPS:
                    yield BadReport(
                        where,
                        f"it leads to more than {MOST_PAGES:,} pages or {MOST_SITEMAPS} sitemaps: the rest is left out",
                    )
                    return
                seen.update(filter(None, (lead.url,)))
                if lead.more and lead.url:
                    sitemaps += 1
                    waiting.append(_sitemap(lead.url, way))
                    break
                yield report_of(lead, where, way)
            else:
                waiting.pop()
        except BadReport as bad:
            waiting.pop()
            yield bad


def _sitemap(url: str, way: Way) -> Iterator[Lead]:
    page = _fetched(url, way)
    kind, raw = _kind_and_content(page)
    if kind != "sitemap":
        raise BadReport(url, "an index of sitemaps leads here, and it is none")
    yield from leads_in(kind, raw, url, page.final_url)


def report_of(lead: Lead, where: str, way: Way) -> Report | BadReport:
    """The report that a lead found at `where` is of, from its own text or its page, or what is wrong with it."""
    place = lead.url or where
    try:
        draft = _full_text(lead, place) if lead.full else None
        return finish(draft or _led_to(lead, where, way), place, way.published)
    except BadReport as bad:
        return bad


def _led_to(lead: Lead, where: str, way: Way) -> Draft:
    """The page that a lead is of, which may be anything but another thing to follow."""
    if lead.url is None:
        raise BadReport(where, f"an entry has neither an address nor a whole text ({lead.title or 'no title'})")
    page = _fetched(lead.url, way)
    kind, raw = _kind_and_content(page)
    if kind in (*LEADS, "archive"):
        raise BadReport(lead.url, f"no report, but of the kind {kind}: give its address itself to follow it")
    return _draft(page, kind, raw, lead)


def _full_text(lead: Lead, where: str) -> Draft | None:
    """An entry's own text; None where it is too short for the whole report, or can't be had from its HTML."""
    from .webpage import read_html

    try:
        body = read_html(f"<html><body><article>{lead.full}</article></body></html>", where)
    except BadReport:
        return None
    return completed(Draft(body.text), lead, lead.url) if len(body.text) >= FEWEST_CHARACTERS else None


def _fetched(url: str, way: Way) -> Page:
    from .fetch import checked

    return checked(way.fetcher.fetch(url))


def _kind_and_content(page: Page) -> tuple[Kind, bytes]:
    from .fetch import MOST_BYTES

    raw = unpacked(page.body, page.url, MOST_BYTES)
    return kind_of(raw, page.content_type), raw


def _draft(page: Page, kind: Kind, raw: bytes, lead: Lead) -> Draft:
    if kind == "text" and (page.content_type or "").partition(";")[0].strip().lower().endswith("json"):
        raise BadReport(page.url, "data (JSON) that is no list of articles: give the address of a page, feed or list")
    return completed(read_content(kind, raw, page.url, charset_of(page.content_type)), lead, page.final_url)
