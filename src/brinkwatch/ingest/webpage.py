"""An HTML page: its main text as trafilatura extracts it, and what its metadata say of it."""

from __future__ import annotations

import datetime as dt
import re

from ..errors import BadReport
from .draft import Draft
from .encoding import decode

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096


def read_webpage(raw: bytes, where: str) -> Draft:
    """The page as a draft; raises BadReport where no text can be extracted."""
    declared = _CHARSET.search(raw[:_HEAD])
    return read_html(decode(raw, where, declared[1].decode("ascii", "ignore") if declared else None), where)


def read_html(html: str, where: str) -> Draft:
    """As read_webpage, of HTML that is decoded. A date is taken from metadata only, never guessed from the page's words."""
    from trafilatura import bare_extraction

    params = {"extensive_search": False, "original_date": True}
    found = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=params)
    if found is None or isinstance(found, dict) or not found.text:
        raise BadReport(where, "no text can be found on the page: save what you read on it as text")
    return Draft(found.text, None, found.title or None, found.sitename or None, _day(found.date), found.url or None)


def _day(date: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(date[:10]) if date else None
    except ValueError:
        return None
