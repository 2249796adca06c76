"""One look at a feed: what is in it, and what is known of it from then on. When to look, and what becomes of it, is decided elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadReport
from ..feeds import EntryKey, FeedState
from ..model import content_id
from .contents import unpacked
from .fetch import MOST_BYTES, checked
from .kinds import charset_of, kind_of
from .leads import Lead, NoEntries, leads_in
from .web import FEWEST_CHARACTERS, LEADS

if TYPE_CHECKING:
    from .fetch import Fetcher, Page

_NOT_MODIFIED, _NOT_FOUND, _GONE = 304, 404, 410


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: what it is known by, and what leads to its report."""

    key: EntryKey
    lead: Lead


@dataclass(frozen=True, slots=True)
class Look:
    """What a look came to: the feed's new state and its entries, the newest first; `moved_to` is set where it has just moved."""

    state: FeedState
    entries: tuple[Entry, ...] = ()
    moved_to: str | None = None


def look_at(state: FeedState, now: dt.datetime, every: dt.timedelta, fetcher: Fetcher) -> Look:
    """Look at a feed, asking only for what has changed since the last time. Nothing is raised: what is wrong is in the state."""
    where = state.current_address
    try:
        page = fetcher.fetch(where, state.etag, state.modified)
    except BadReport as bad:
        return Look(state.failed(now, every, str(bad)))
    try:
        entries = () if page.status == _NOT_MODIFIED else _entries(checked(page))
    except BadReport as bad:
        return Look(_refused(state.failed(now, every, str(bad), page.retry_after), page.status))
    found = state.succeeded(now, every)
    if page.status != _NOT_MODIFIED:
        found = replace(found, etag=page.etag, modified=page.modified)
    # A new address is kept only where the feed was found there.
    return Look(replace(found, moved_to=page.moved_to or found.moved_to), entries, page.moved_to)


def _refused(failed: FeedState, status: int) -> FeedState:
    """What a server's refusal means: at an address that it had moved to, that the first one is to be tried again; else the end, if it
    says so."""
    if status in (_NOT_FOUND, _GONE) and failed.moved_to:
        return replace(failed, moved_to=None, etag=None, modified=None)
    if status == _GONE:
        return replace(failed, gone=True, next_due=None)
    return failed


def _entries(page: Page) -> tuple[Entry, ...]:
    """What is in a feed, each entry once; raises BadReport where it is no feed, or is damaged before the first."""
    raw = unpacked(page.body, page.url, MOST_BYTES)
    kind = kind_of(raw, page.content_type)
    if kind not in LEADS:
        raise BadReport(page.url, f"no feed, but of the kind {kind}: give the address of its RSS or Atom feed")
    found: list[Lead] = []
    try:
        # Keeps what came before a damage.
        found.extend(leads_in(kind, raw, page.url, page.final_url, charset_of(page.content_type)))
    except NoEntries:
        return ()
    except BadReport:
        if not found:
            raise
    except Exception as error:
        raise _our_fault(page.url, error) from error
    leads = [lead for lead in found if not lead.more]
    if not leads:
        raise BadReport(page.url, "an index of sitemaps, which is no feed: give the address of one of its sitemaps")
    return tuple(_told_apart(_newest_first(leads)))


def _newest_first(leads: list[Lead]) -> list[Lead]:
    """Leads by their dates where all have one, else in the feed's order, which mostly is that."""
    dated = [(moment, lead) for lead in leads if (moment := _moment(lead))]
    if len(dated) < len(leads):
        return leads
    return [lead for _, lead in sorted(dated, key=itemgetter(0), reverse=True)]


def _moment(lead: Lead) -> dt.datetime | None:
    if lead.dated is None:
        return None
    midnight = dt.datetime.combine(lead.dated.day, dt.time(), dt.UTC)
    return lead.dated.moment or midnight


def _told_apart(leads: list[Lead]) -> Iterator[Entry]:
    """Entries by their ids, or by their addresses where they have none of their own; each id and each page once."""
    addresses = Counter(id_ for id_, _ in {(lead.id, lead.url) for lead in leads})
    seen: set[str | None] = {None}
    for lead in leads:
        own = lead.id if lead.id and addresses[lead.id] == 1 else None
        name = own or lead.url or content_id("", lead.title, lead.full)
        whole = len(lead.full or "") >= FEWEST_CHARACTERS
        page = content_id("p", lead.url) if lead.url and not whole else None
        key = EntryKey(content_id("f", name), page, lead.url)
        if key.entry not in seen and (page is None or page not in seen):
            seen |= {key.entry, page}
            yield Entry(key, lead)


def _our_fault(where: str, error: Exception) -> BadReport:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"
    return BadReport(where, f"it can't be taken apart, please report this ({told})")
