"""When a report was published, as somebody states it: read where it is stated in full, never guessed."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlsplit

from ..model import DatedBy

ORDER: tuple[DatedBy, ...] = get_args(DatedBy)
"""Who is believed first, as the type lists them: a page's own metadata, then the feed it was found in, then a mail's header, then the
day in the page's address, then the list it was found in, which tells when it was seen, then what was given by hand."""

_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/|$)")

_NONE = (dt.date.min, dt.date(1970, 1, 1))
"""Days that programs write where they know none."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A publication day as stated, in the source's own time zone, and the moment in UTC where the time and zone are stated too."""

    day: dt.date
    moment: dt.datetime | None
    by: DatedBy


def stated(text: str | None, by: DatedBy) -> Dated | None:
    """What a date in ISO 8601 or as in mails says; None where it is of no such form, or no date at all."""
    text = (text or "").strip()
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = email.utils.parsedate_to_datetime(text)
        except (ValueError, IndexError, OverflowError):
            return None
    return dated(moment, by)


def dated(moment: dt.datetime, by: DatedBy) -> Dated | None:
    """What a moment says: its own day, and itself in UTC if its zone is known."""
    if moment.date() in _NONE:
        return None
    try:
        universal = moment.astimezone(dt.UTC) if moment.tzinfo else None
    except OverflowError:
        return None
    return Dated(moment.date(), universal, by)


def day_in_address(url: str | None) -> Dated | None:
    """The day that an address has in its path, as in https://example.org/2022/01/18/talks; None where it has none."""
    try:
        found = _DAY_IN_PATH.search(urlsplit(url or "").path)
        return Dated(dt.date(*map(int, found.groups())), None, "url") if found else None
    except ValueError:
        return None


def believed(*found: Dated | None) -> Dated | None:
    """The one that is believed, by ORDER; its day stands, and where it tells no time, that of the next that states the same day."""
    ordered = sorted(filter(None, found), key=lambda each: ORDER.index(each.by))
    if not ordered:
        return None
    first = ordered[0]
    moments = (each.moment for each in ordered if each.day == first.day and each.moment)
    return replace(first, moment=next(moments, None))
