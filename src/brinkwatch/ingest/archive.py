"""A web archive (WARC, plain or gzip): the pages in it, one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from ..errors import BadReport
from ..model import Report
from .contents import read_content
from .draft import finish
from .fetch import MOST_BYTES
from .kinds import charset_of, kind_of
from .leads import Lead, completed

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_OK = 200
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_STARTS = (b"\x1f\x8b\x08", b"WARC/1.")
"""What a record begins with, packed or not."""

_STEP = 1024 * 1024


def read_archive(file: BinaryIO, where: str, published: dt.date | None) -> Iterator[Report | BadReport]:
    """A report, or what is wrong with it, for each page: answers over HTTP that were found (200) and hold HTML or text.

    The day an archive was made is no day of publication: it is not taken. After a damaged record it goes on with the next one that
    can be read. Raises BadReport where there is no page at all.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found, damaged, start = False, False, 0
    while True:
        file.seek(start)
        place = 0
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, auto_decode="all"):
                place, damaged = record.stream_pos + 1, False
                if record.record_type == WarcRecordType.response:
                    page = _page(record, where, published)
                    found = found or page is not None
                    if page is not None:
                        yield page
            break
        except (OSError, ValueError) as error:
            if not damaged:
                found = damaged = True
                yield BadReport(where, f"a record after byte {start + place:,} is damaged ({error}): the rest is read")
            following = _next_start(file, start + max(place, 1))
            if following is None:
                break
            start = following
    if not found:
        raise BadReport(where, "there is no page in the archive")


def _page(record: WarcRecord, where: str, published: dt.date | None) -> Report | BadReport | None:
    """The page of a response; None where it is no page, or none that was found."""
    headers, media = record.http_headers, (record.http_content_type or "").lower()
    url = record.headers.get("WARC-Target-URI")
    place = url or f"{where}:{record.stream_pos}"
    if record.is_http and (not headers or headers.status_code is None):
        return BadReport(place, f"its record in {where} is damaged: it holds no answer over HTTP")
    if not headers or headers.status_code != _OK or media not in _TEXTS:
        return None
    try:
        raw = _body(record, place, where)
        kind = kind_of(raw, media)
        if kind not in ("html", "text"):
            return None  # a feed or sitemap leads to pages, which may be in the archive themselves
        draft = read_content(kind, raw, place, charset_of(headers.get("Content-Type")))
        return finish(completed(draft, Lead(url), url), place, published)
    except BadReport as bad:
        return bad


def _body(record: WarcRecord, place: str, where: str) -> bytes:
    """The body of a response, decoded; raises BadReport where it is too large or not all there."""
    coded = "Content-Encoding" in record.http_headers or "Transfer-Encoding" in record.http_headers
    expected = 0 if coded else min(record.content_length, MOST_BYTES)
    raw = record.reader.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise BadReport(place, f"a page larger than 20 MB (in {where}): save what you need of it as a file")
    if len(raw) < expected:
        raise BadReport(place, f"its record in {where} is cut off")
    return raw


def _next_start(file: BinaryIO, at: int) -> int | None:
    """The place of the next record's first bytes, from `at` on; None where there is none."""
    overlap = max(map(len, _STARTS)) - 1
    file.seek(at)
    piece = file.read(_STEP)
    while piece:
        places = [place for start in _STARTS if (place := piece.find(start)) >= 0]
        if places:
            return at + min(places)
        more = file.read(_STEP)
        if not more:
            return None
        at += max(len(piece) - overlap, 0)
        piece = piece[-overlap:] + more
    return None
