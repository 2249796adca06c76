"""Time expressions: absolute and relative ones, to intervals of days at their own grain.

A grammar of our own, in times.toml: general date parsers give moments rather than intervals with a grain, and take a missing
publication date for today's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ...model import Report, Span, When
from ...ontology.times import DIGIT, time_words
from ..page import Page
from .intervals import Interval, between, unknown
from .tense import Tense, tense_at
from .time_rules import Moment, resolve

_BEFORE = 30
"""Characters in front of an expression in which its preposition stands."""

_AROUND = 70
"""Characters on either side of a telling word that an expression may reach."""

_NEAR = 500
"""Characters within which "that day" or a time of day can mean the day told before."""

_WORD = re.compile(r"\w+")
_CLOCK_GAP = re.compile(r"(?:,|\s+(?:on|at|about|around|early|late|local|time))*\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression as matched, and what it comes to once resolved."""

    kind: str
    match: re.Match[str]
    start: int
    end: int
    interval: Interval


def find_times(page: Page) -> tuple[When, ...]:
    """Every time expression of the page, in order; relative ones are anchored only where the publication date is known."""
    text = page.report.text[: len(page.doc.text)]
    found = _joined(list(_resolved(page, _matches(page, text))), text)
    return tuple(_when(each, text, page.report) for each in found)


def _matches(page: Page, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The longest match at each place, none over another."""
    every = [
        (kind, m)
        for hint, places in _hinted(text).items()
        for low, high in _windows(places, text)
        for kind, pattern in time_words().rules.get(hint, ())
        for m in pattern.finditer(text, low, high)
        if _is_time(page, kind, m)
    ]
    end = 0
    for kind, match in sorted(every, key=lambda each: (each[1].start(), -each[1].end())):
        if match.start() >= end:
            end = match.end()
            yield kind, match


def _hinted(text: str) -> dict[str, list[tuple[int, int]]]:
    """Where in the text words stand that a rule needs, by hint."""
    hints = time_words().hints
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _WORD.finditer(text):
        word = match[0]
        for hint in (DIGIT,) if word[0].isdigit() else hints.get(word.lower(), ()):
            found[hint].append(match.span())
    return found


def _windows(places: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole words around places in a text, merged where they meet."""
    start, stop = 0, -1
    for first, last in places:
        low = max(0, text.rfind(" ", 0, first - _AROUND)) if first > _AROUND else 0
        if low > stop >= 0:
            yield start, stop
        if low > stop:
            start = low
        stop = text.find(" ", last + _AROUND)
        stop = len(text) if stop < 0 else stop
    if stop >= 0:
        yield start, stop


def _is_time(page: Page, kind: str, match: re.Match[str]) -> bool:
    """Whether the words are a time: names in capitals, "May" only after "in" and the like, a bare year only where it reads as one."""
    words, parts = time_words(), match.groupdict()
    names = (parts.get("month"), parts.get("weekday"))
    if any(name and not name[0].isupper() for name in names):
        return False
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    month = parts.get("month")
    if kind == "month" and month and match[0] == month and month.lower() in words.doubtful_months:
        return bool(words.cue.search(before))
    if kind == "year" and match[0] == parts.get("year"):
        token = page.token_at(match.start())
        return bool(words.cue.search(before)) or (token is not None and token.ent_type_ == "DATE")
    if kind == "unit" and parts.get("which", "") and parts["which"].lower() == "the":
        return match.start("which") > match.start() or parts["unit"].lower() == "weekend"
    return True


def _resolved(page: Page, matches: Iterator[tuple[str, re.Match[str]]]) -> Iterator[_Found]:
    """Each expression resolved against the publication date or the time told just before it."""
    published = page.report.published
    told: list[_Found] = []
    for kind, match in matches:
        tense = _Tense(page, match)
        told = [each for each in told if match.start() - each.end < _NEAR]
        moment = Moment(published, _meant(told, published, tense), tense)
        found = _Found(kind, match, match.start(), match.end(), resolve(kind, match, moment))
        if found.interval.start is not None and found.interval.grain not in ("decade", "century", "period"):
            told.append(found)
        yield found


def _meant(told: list[_Found], published: dt.date | None, tense: Callable[[], Tense]) -> Interval | None:
    """The time that "that day" would mean: the last one told, but none to come for what is past."""
    for each in reversed(told):
        ahead = published is not None and each.interval.start is not None and each.interval.start > published
        if not ahead or tense() == "future":
            return each.interval
    return None


class _Tense:
    """The tense around an expression, found only if asked for."""

    def __init__(self, page: Page, match: re.Match[str]) -> None:
        self._page, self._at = page, match.start()

    def __call__(self) -> Tense:
        return tense_at(self._page, self._at)


def _joined(found: list[_Found], text: str) -> Iterator[_Found]:
    """Put together what is one expression: "from A to B", "19:00 on Monday", "Monday at 19:00"."""
    at = 0
    while at < len(found):
        this, following = found[at], found[at + 1] if at + 1 < len(found) else None
        joined = _join(this, following, text) if following is not None else None
        yield joined or this
        at += 2 if joined else 1


def _join(first: _Found, second: _Found, text: str) -> _Found | None:
    gap = text[first.end : second.start]
    if "\n\n" in gap or len(gap) > 20:
        return None
    whole = replace(first, end=second.end)
    if _CLOCK_GAP.match(gap) and (first.kind == "clock") != (second.kind == "clock"):
        return replace(whole, interval=(second if first.kind == "clock" else first).interval)
    opening = time_words().opening.search(text[max(0, first.start - _BEFORE) : first.start])
    if not time_words().join.fullmatch(gap) or "clock" in (first.kind, second.kind):
        return None
    if not opening and gap.strip().lower() in ("and", "to", "until", "till", "through"):
        return None
    start = _dated_as(first, second)
    start = _on_the_way_to(start, second.interval)
    back = first.start - len(opening[0]) if opening else first.start
    return replace(whole, start=back, interval=between(start.start, second.interval.end))


def _dated_as(first: _Found, second: _Found) -> Interval:
    """The first of two ends, in the year that only the second names ("from 3 May to 4 June 2016")."""
    year = second.match.groupdict().get("year")
    if year and first.kind in ("date", "month") and not first.match.groupdict().get("year"):
        return resolve(first.kind, first.match, Moment(dt.date(int(year), 12, 31), None, lambda: "past"))
    return first.interval


def _on_the_way_to(start: Interval, end: Interval) -> Interval:
    """The first of two ends, moved back where it would lie after the second ("from Friday to Monday")."""
    if start.start is None or end.end is None or start.start <= end.end:
        return start
    return start.shift(days=-7) if start.grain == "day" and (start.start - end.end).days <= 7 else start.shift(years=-1)


def _when(found: _Found, text: str, report: Report) -> When:
    start, interval = found.start, found.interval
    before = text[max(0, start - _BEFORE) : start]
    words = time_words()
    if found.kind not in ("window", "within", "duration", "clock"):
        if opens := words.since.search(before):
            start, interval = start - len(opens[0]), between(interval.start, report.published)
        elif closes := words.until.search(before):
            start, interval = start - len(closes[0]), _until(interval, report.published)
        elif (passes := words.beyond.search(before)) and not text.startswith(("'", "’"), found.end):
            start, interval = start - len(passes[0]), unknown()
    quote = report.quote(start, found.end)
    return When(quote.text, Span(*quote.span), interval.start, interval.end, interval.grain)


def _until(last: Interval, published: dt.date | None) -> Interval:
    """What is to be done by a day to come may be done from publication on; by a day that is past, all that is known is the day."""
    if published is None or last.end is None or last.end <= published:
        return last
    return between(published, last.end)
