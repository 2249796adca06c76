"""What a file or page gave, made a Report: an id, a language, a publication day; refused where there is nothing to read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..errors import BadReport
from ..model import Report, content_id
from .dates import Dated, believed
from .language import guess_language


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as its file gives it; None where the file doesn't say."""

    text: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    dated: Dated | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None


def finish(draft: Draft, where: str, published: dt.date | None) -> Report:
    """The report, its text unchanged; raises BadReport, naming `where`, if the text is empty."""
    if not draft.text.strip():
        raise BadReport(where, "there is no text in it")
    when = believed(draft.dated, Dated(published, None, "given") if published else None)
    day = when.day if when else None
    given = draft.id or content_id("r", draft.text, draft.title, draft.publisher, day, draft.url)
    return Report(
        given,
        draft.text,
        draft.title,
        draft.publisher,
        day,
        draft.url,
        draft.language or guess_language(draft.text),
        draft.author,
        when.moment if when else None,
        when.by if when else None,
    )
