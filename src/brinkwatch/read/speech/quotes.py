"""Quotation marks of every style, paired: where somebody's exact words begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Span

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", '"': '"', "'": "'", "»": "«"}
_SINGLE = "‘'‹"
_MARK = re.compile(r"[“„«»‹‘\"']")
_TYPED = re.compile(r"``|(?<!\w)''(?P<opens>(?=\w))|''")
"""Typewritten double marks: two grave accents or apostrophes, which we read as one mark and a blank."""
_PARAGRAPH_END = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between a pair of marks: `outer` with its marks, `inner` without; `closed` is false where the closing mark is missing."""

    outer: Span
    inner: Span
    closed: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every outermost quotation, in order. One whose paragraph ends without a closing mark goes on where the next paragraph
    opens with the same mark; else a lone single mark is an apostrophe and a lone double one quotes to the paragraph's end."""
    found: list[Quotation] = []
    text = _TYPED.sub(lambda mark: ' "' if mark[0] == "``" or mark["opens"] is not None else '" ', text)
    at = 0
    unclosed: dict[str, int] = {}
    while mark := _MARK.search(text, at):
        at = mark.end()
        if mark.start() < unclosed.get(mark[0], 0) or not _opens(text, mark.start()):
            continue
        quotation = _quotation_at(text, mark.start())
        if quotation is None:
            paragraph = _PARAGRAPH_END.search(text, at)
            unclosed[mark[0]] = (paragraph.start() if paragraph else len(text)) if mark[0] in _SINGLE else at
            continue
        found.append(quotation)
        at = max(quotation.outer.end, mark.end())
    return tuple(found)


def touching(quotations: Sequence[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """Those of a page's quotations, in order, that share a character with a stretch of it."""
    at = bisect_right(quotations, start, key=lambda quotation: quotation.outer.end)
    while at < len(quotations) and quotations[at].outer.start < end:
        yield quotations[at]
        at += 1


def _quotation_at(text: str, start: int) -> Quotation | None:
    mark = text[start]
    end, closed = _close(text, start, mark)
    if not closed and mark in _SINGLE:
        return None
    inner_end = end - 1 if closed else end
    if not text[start + 1 : inner_end].strip():
        return None
    return Quotation(Span(start, end), _stripped(text, start + 1, inner_end), closed)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _opens(text: str, at: int) -> bool:
    """Whether the mark can open a quotation: something follows it closely and no word runs into it."""
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if text[at] == "»" or (text[at] in "‘'" and re.match(r"\d\ds?\b", text[at + 1 : at + 5])):
        return False
    return not before.isalnum() and before not in ".,;!?%"


def _close(text: str, start: int, mark: str) -> tuple[int, bool]:
    """The offset after the closing mark, or after the last word of an unclosed quotation."""
    at = start + 1
    while True:
        break_ = _PARAGRAPH_END.search(text, at)
        stop = break_.start() if break_ else len(text)
        if (end := _closing_mark(text, at, stop, mark)) is not None:
            return end, True
        following = break_.end() if break_ else len(text)
        if text[following : following + 1] != mark or not _opens(text, following):
            return stop, False
        at = following + 1


def _closing_mark(text: str, at: int, stop: int, mark: str) -> int | None:
    for place in range(at, stop):
        if text[place] in _CLOSERS[mark] and _closes(text, place, stop, mark):
            return place + 1
    return None


def _closes(text: str, at: int, stop: int, mark: str) -> bool:
    """Whether a closing mark ends the quotation rather than being an apostrophe or opening another one."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if mark in "‘'":
        if after.isalnum():
            return False
        return not (before == "s" and after == " " and _closed_later(text, at + 1, stop, mark))
    if mark == '"':
        return not before.isspace() or not after or after.isspace() or not after.isalnum()
    return True


def _closed_later(text: str, at: int, stop: int, mark: str) -> bool:
    """Whether a further closing mark follows before the next opening one: then a plural's apostrophe was met first."""
    for place in range(at, stop):
        if text[place] in _CLOSERS[mark] and not text[place + 1 : place + 2].isalnum() and text[place - 1] != " ":
            return True
        if text[place] == mark and _opens(text, place):
            return False
    return False
